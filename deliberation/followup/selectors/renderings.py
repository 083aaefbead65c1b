"""Answers on their way into the languages of the council."""

from collections.abc import Sequence

from django.db.models import QuerySet

from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Council
from council.members.selectors import Viewer, interpreter_directions, is_clerk
from council.texts.models import TextVersion
from deliberation.followup.models import Answer
from deliberation.followup.selectors.ways import Way


def _answers() -> QuerySet[Answer]:
    return Answer.objects.select_related(
        "text", "referral__addressee", "referral__decision__council"
    )


def answer_called(answer_id: int, language: str) -> Answer:
    """Return an answer to be carried into a language of its council.

    Raises:
        Unseen: there is no such answer, or the council does not read the language.
    """
    answer = one_or_none(_answers().filter(pk=answer_id, withdrawn_at=None))
    if answer is None or language not in answer.referral.decision.council.languages:
        raise Unseen
    return answer


def version_in(answer: Answer, language: str) -> TextVersion | None:
    """Return the answer's present words in the language."""
    rows = TextVersion.objects.filter(text=answer.text_id, language=language, is_current=True)
    return rows.first()


def targets_for(viewer: Viewer, council: Council, way: Way) -> Sequence[str]:
    """Return the languages into which the viewer may carry the answer, if there is one."""
    if way.answer is None:
        return []
    source = way.answer.text.original_language
    others = [one for one in council.languages if one != source]
    if is_clerk(viewer, council.pk):
        return others
    directions = interpreter_directions(viewer, council.pk)
    return [one for one in others if f"{source}>{one}" in directions]
