"""Carrying an answer into the languages of the council, and checking it there."""

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.selectors import member_of
from council.texts.models import TextVersion
from council.texts.services import check_version, translate_text
from deliberation.followup.models import Answer
from deliberation.followup.permissions import Rendering


@transaction.atomic
def translate_answer(*, actor: User, answer_id: int, language: str, body: str) -> TextVersion:
    """Write the answer in another language; somebody else has to check it.

    Raises:
        PermissionDenied: the actor neither interprets this way nor is clerk.
        Unseen: there is no such answer.
        EmptyText: there is no word in it.
        SameLanguage: it is the language of the answer.
    """
    answer = _answer(actor, answer_id, language)
    member = member_of(actor, answer.referral.decision.council_id)
    return translate_text(
        actor=actor,
        text_id=answer.text_id,
        language=language,
        body=body,
        author_name=member.public_name if member else "",
    )


@transaction.atomic
def check_answer(*, actor: User, answer_id: int, language: str) -> TextVersion:
    """Answer for a translation of the answer: the actor read it against the original.

    Raises:
        PermissionDenied: the actor neither interprets this way nor is clerk.
        Unseen: there is no such answer, or not in this language.
        OwnTranslation: the actor wrote it.
    """
    answer = _answer(actor, answer_id, language)
    rows = TextVersion.objects.filter(text=answer.text_id, language=language, is_current=True)
    version = rows.first()
    if version is None:
        raise Unseen
    return check_version(actor=actor, version_id=version.pk)


def _answer(actor: User, answer_id: int, language: str) -> Answer:
    rows = Answer.objects.select_related("text", "referral__decision")
    answer = rows.filter(pk=answer_id, withdrawn_at=None).first()
    if answer is None:
        raise Unseen
    authorise(actor, "followup.translate_answer", Rendering(answer, language))
    return answer
