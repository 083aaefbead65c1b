"""What the public can find of a thing: exactly what its public page lets everybody read.

The one way into the index. It asks the readings that the pages ask, as somebody without account.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import Context
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.rules.naming import fold
from council.texts.models import Text
from council.texts.selectors import bodies
from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.document import Document
from deliberation.minutes.selectors.documents import document_for
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.lists import STAGES
from deliberation.proposals.selectors.sight import proposals_for
from deliberation.proposals.selectors.texts import operative_texts, texts_by_id
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import decisions_for, shown
from deliberation.rules.finding import Kind, State
from deliberation.search.models import Findable, Wording

Words = Mapping[str, tuple[str, str]]  # title and text, by language
NOBODY = AnonymousUser()


@dataclass(frozen=True, slots=True)
class Public:
    """A thing as the public finds it."""

    council_id: int
    body_id: int
    reference: str
    place: str
    state: State
    at: datetime
    words: Words

    def findable(self, kind: Kind, object_id: int) -> Findable:
        """Return its row of the index, not saved."""
        told = [self.reference, *(part for pair in self.words.values() for part in pair)]
        return Findable(
            kind=kind,
            object_id=object_id,
            council_id=self.council_id,
            body_id=self.body_id,
            reference=self.reference,
            place=self.place,
            state=self.state,
            year=timezone.localtime(self.at).year,
            at=self.at,
            folded="\n".join(fold(one) for one in told if one),
        )

    def wordings(self, findable: Findable) -> list[Wording]:
        """Return its words by language, not saved."""
        return [
            Wording(findable=findable, language=language, title=title, text=text)
            for language, (title, text) in sorted(self.words.items())
        ]


def public(kind: Kind, object_id: int) -> Public | None:
    """Return what everybody may find; None: nothing.

    Whoever happens to search while this is read, it is read by nobody in particular: in a context
    of its own, in which no reader is known.
    """
    return Context().run(_READINGS[kind], object_id)


def ids_of(kind: Kind) -> list[int]:
    """Return everything of the kind that there is, public or not."""
    rows: Mapping[Kind, Callable[[], Iterable[int]]] = {
        Kind.PROPOSAL: lambda: Proposal.objects.order_by("pk").values_list("pk", flat=True),
        Kind.DECISION: lambda: Decision.objects.order_by("pk").values_list("pk", flat=True),
        Kind.MINUTES: lambda: Minutes.objects.order_by("pk").values_list("pk", flat=True),
    }
    return list(rows[kind]())


def _proposal(object_id: int) -> Public | None:
    proposal = one_or_none(proposals_for(NOBODY).filter(pk=object_id))
    if proposal is None or not proposal.reference:
        return None
    title, *paragraphs = operative_texts(proposal)
    reasons = texts_by_id([proposal.reasons_id]).values()
    return Public(
        council_id=proposal.council_id,
        body_id=proposal.body_id,
        reference=proposal.reference,
        place=str(proposal.pk),
        state=_state(proposal),
        at=proposal.submitted_at or proposal.created_at,
        words=_words([title], [*paragraphs, *reasons]),
    )


def _state(proposal: Proposal) -> State:
    stage = next(name for name, among in STAGES.items() if proposal.status in among)
    return State.UNDER_WAY if stage == "drafts" else State(stage)


def _decision(object_id: int) -> Public | None:
    found = one_or_none(Decision.objects.select_related("council").filter(pk=object_id))
    known = found and one_or_none(decisions_for(Audience.PUBLIC, found.council).filter(pk=found.pk))
    if not known:
        return None
    told = shown(known, Audience.PUBLIC)
    return Public(
        council_id=known.council_id,
        body_id=known.body_id,
        reference=known.number,
        place=known.number,
        state=State.OVER if told.is_annulled else State.ADOPTED,
        at=known.adopted_at,
        words={
            one.language: (one.title, "\n".join(one.paragraphs))
            for one in told.wordings
            if one.title
        },
    )


def _minutes(object_id: int) -> Public | None:
    minutes = one_or_none(Minutes.objects.select_related("meeting__council").filter(pk=object_id))
    if minutes is None:
        return None
    meeting = minutes.meeting
    try:
        document = document_for(NOBODY, meeting.pk, meeting.council.main_language)
    except Unseen:
        return None
    return Public(
        council_id=meeting.council_id,
        body_id=meeting.body_id,
        reference="",
        place=str(meeting.pk),
        state=State.ADOPTED,
        at=meeting.starts_at,
        words=_words([], _texts_in(document)),
    )


def _texts_in(document: Document) -> Sequence[Text]:
    titles = [item.title.text_id for item in document.items if item.title]
    prose = [*document.prose.values(), *(item.prose for item in document.items if item.prose)]
    return list(texts_by_id([*titles, *(one.text_id for one in prose)]).values())


def _words(titles: Iterable[Text], texts: Iterable[Text]) -> Words:
    """Return what stands there in each language; withheld and erased words are empty."""
    heads, parts = ([bodies(one) for one in among] for among in (titles, texts))
    languages = {code for words in (*heads, *parts) for code, body in words.items() if body}
    return {code: (_joined(heads, code), _joined(parts, code)) for code in languages}


def _joined(parts: Iterable[Mapping[str, str]], language: str) -> str:
    return "\n".join(one[language] for one in parts if one.get(language))


_READINGS: Mapping[Kind, Callable[[int], Public | None]] = {
    Kind.PROPOSAL: _proposal,
    Kind.DECISION: _decision,
    Kind.MINUTES: _minutes,
}
