"""Proposals with paragraphs, and amendments to them; words are English unless told otherwise."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from council.accounts.models import User
from council.members.models import Body, Member
from council.texts.models import Text, TextKind
from council.texts.services import check_version, create_text, translate_text
from deliberation.proposals.models import Amendment, Paragraph, Proposal, Version
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from tests.factories.institution import make_body, make_member, make_user

PARAGRAPHS = ("The council asks for classes.", "They are free.", "It reports in June.")
UNSEEN = {ProposalStatus.DRAFT, ProposalStatus.WITHDRAWN}


def make_text(body: str, *, language: str = "en", kind: TextKind = TextKind.OPERATIVE) -> Text:
    """Make a text in one language."""
    return create_text(actor=None, kind=kind, language=language, body=body)


def make_proposal(
    body: Body | None = None,
    mover: Member | None = None,
    *,
    title: str = "Evening classes",
    paragraphs: Sequence[str] = PARAGRAPHS,
    language: str = "en",
    status: ProposalStatus = ProposalStatus.DRAFT,
    **facts: Any,
) -> Proposal:
    """Make a proposal with a first version; from its submission on it has a reference."""
    body = body or make_body()
    number = Proposal.objects.filter(council=body.council).count() + 1
    if status not in UNSEEN:
        facts = {"reference": f"P-2026/{number:03}", "submitted_at": timezone.now()} | facts
    proposal = Proposal.objects.create(
        council=body.council,
        body=body,
        mover=mover or make_member(body.council),
        title=make_text(title, language=language, kind=TextKind.TITLE),
        status=status,
        **{"folded": title.casefold()} | facts,
    )
    written_at = proposal.submitted_at or proposal.created_at
    make_version(proposal, paragraphs, language=language, created_at=written_at)
    return proposal


def make_version(
    proposal: Proposal, paragraphs: Sequence[str], *, language: str = "en", **facts: Any
) -> Version:
    """Make the proposal's next version."""
    number = Version.objects.filter(proposal=proposal).count() + 1
    version = Version.objects.create(proposal=proposal, number=number, **facts)
    for position, words in enumerate(paragraphs, start=1):
        Paragraph.objects.create(
            version=version, position=position, text=make_text(words, language=language)
        )
    return version


def make_amendment(
    proposal: Proposal,
    *,
    text: str = "They are free of charge.",
    operation: str = "replace",
    position: int = 2,
    status: AmendmentStatus = AmendmentStatus.ADMITTED,
    **facts: Any,
) -> Amendment:
    """Make an amendment to the proposal's first version."""
    number = Amendment.objects.filter(proposal=proposal).count() + 1
    return Amendment.objects.create(
        proposal=proposal,
        version=proposal.versions.get(number=1),
        number=number,
        operation=operation,
        position=position,
        text=None if operation == "delete" else make_text(text),
        status=status,
        **{"mover": proposal.mover} | facts,
    )


def translate(
    text: Text, words: Mapping[str, str], *, checker: User | None = None, author: User | None = None
) -> None:
    """Give the text its words in further languages, checked if somebody checks."""
    author = author or make_user()
    for language, body in words.items():
        version = translate_text(
            actor=author, text_id=text.pk, language=language, body=body, author_name="Selin Aydın"
        )
        if checker is not None:
            check_version(actor=checker, version_id=version.pk)


def words_of(version: Version) -> list[str]:
    """Return the original words of the version's paragraphs."""
    rows = version.paragraphs.order_by("position").select_related("text")
    return [str(row.text.versions.get(language=row.text.language, is_current=True)) for row in rows]
