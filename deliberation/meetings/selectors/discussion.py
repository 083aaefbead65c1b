"""The stream of an item: what was said, in the reader's language, between what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from council.kernel.audience import Audience
from council.kernel.names import Name
from council.kernel.phrases import Phrase
from council.kernel.rows import one_or_none
from council.ledger.models import Entry
from council.members.models import Member
from council.texts.models import Origin
from council.texts.selectors import Reading, read_versions, reading
from deliberation.meetings.models import AgendaItem, Contribution, Intent
from deliberation.meetings.phrases import INTENTS
from deliberation.meetings.selectors.focus import audience_of
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.people import name_for
from deliberation.meetings.selectors.sentences import icon_of, sentences, told_kinds

Context = Mapping[str, Any]
LEAVES_THE_ROOM = frozenset({"item.postponed", "item.withdrawn"})
MARKS = {Origin.INTERPRETED: "human", Origin.MEMORY: "memory", Origin.MACHINE: "machine"}


@dataclass(frozen=True, slots=True)
class Said:
    """A contribution as a line of the stream; its words are gone once it is withdrawn."""

    template: ClassVar[str] = "meetings/live/contribution.html"
    pk: int
    at: datetime
    name: Name
    colour: str
    organisation: Mapping[str, str]
    intent: Intent
    text: Reading | None

    @property
    def key(self) -> str:
        """The id of the line's element."""
        return f"m-{self.pk}"

    @property
    def intent_words(self) -> Phrase:
        """What the contribution is; nothing for plain speech."""
        return "" if self.intent is Intent.SPEECH else INTENTS[self.intent]

    @property
    def mark(self) -> str:
        """Where the words come from, as the style sheet calls it."""
        if self.text is None:
            return "withdrawn"
        if self.text.is_original:
            return "pending" if self.text.is_pending else "original"
        return "relay" if self.text.via else MARKS.get(self.text.origin, "human")


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of the journal as a line of the stream."""

    template: ClassVar[str] = "meetings/live/event.html"
    seq: int
    at: datetime
    icon: str
    sentence: str

    @property
    def key(self) -> str:
        """The id of the line's element."""
        return f"e-{self.seq}"


Line = Said | Happened


def stream_part(
    meeting_id: int,
    audience: Audience,
    language: str,
    moment: Moment | None = None,
    item_id: int | None = None,
) -> Context:
    """Return what ``meetings/live/stream.html`` shows: lines in the order of time.

    Every line names the ``template`` that draws it and the ``key`` of its element; subjects above
    may merge lines of their own, by ``at``.

    Args:
        meeting_id: The meeting.
        audience: Who reads.
        language: The language they read in.
        moment: What was read already, where a page shows several parts of the meeting.
        item_id: The item; by default the one in focus. With none in focus the stream holds what
            has happened since.
    """
    seen = moment or Moment(meeting_id)
    item = _shown(seen, audience, item_id)
    said = _said(seen, item, language)
    happened = _happened(_entries_of(seen, item, audience), language, seen)
    lines: list[Line] = sorted([*said, *happened], key=lambda line: line.at)
    return {"lines": lines, "item_id": item.pk if item else None}


def stream_head_part(
    meeting_id: int, audience: Audience, language: str, moment: Moment | None = None
) -> Context:
    """Return what ``meetings/live/stream-head.html`` shows: in how many languages people spoke."""
    seen = moment or Moment(meeting_id)
    item = seen.focus(audience)
    said = [] if item is None else seen.said_on(item)
    spoken = {one.text.language for one in said if one.withdrawn_at is None}
    return {"spoken": len(spoken), "language": language, "item_id": item.pk if item else None}


def contribution_part(
    contribution_id: int, audience: Audience, language: str, moment: Moment | None = None
) -> Context | None:
    """Return what ``meetings/live/contribution.html`` shows, or None where it is not shown."""
    rows = Contribution.objects.select_related("item", "text", "member__organisation")
    found = one_or_none(rows.filter(pk=contribution_id))
    if found is None or not audience.sees(audience_of(found.item)):
        return None
    read_versions([found.text])
    return {"line": _line(found, moment or Moment(found.item.meeting_id), language)}


def event_part(
    meeting_id: int, seq: int, audience: Audience, language: str, moment: Moment | None = None
) -> Context | None:
    """Return what ``meetings/live/event.html`` shows, or None for what is not told."""
    entry = Entry.objects.filter(meeting_id=meeting_id, seq=seq, kind__in=told_kinds()).first()
    if entry is None or not audience.sees(entry.audience):
        return None
    return {"line": _happened([entry], language, moment or Moment(meeting_id))[0]}


def _shown(moment: Moment, audience: Audience, item_id: int | None) -> AgendaItem | None:
    if item_id is None:
        return moment.focus(audience)
    named = (item for item in moment.items if item.pk == item_id)
    return next((item for item in named if audience.sees(audience_of(item))), None)


def _said(moment: Moment, item: AgendaItem | None, language: str) -> Sequence[Said]:
    found = [] if item is None else moment.said_on(item)
    read_versions(one.text for one in found)
    return [_line(one, moment, language) for one in found]


def _line(one: Contribution, moment: Moment, language: str) -> Said:
    member: Member = one.member
    return Said(
        pk=one.pk,
        at=one.at,
        name=name_for(member, language),
        colour=moment.colour_of(member.pk),
        organisation=member.organisation.names if member.organisation else {},
        intent=one.intent,
        text=None if one.withdrawn_at else reading(one.text, language),
    )


def _entries_of(moment: Moment, item: AgendaItem | None, audience: Audience) -> Sequence[Entry]:
    """Return what was told while the item was in focus: from its call to the next one's."""
    shown = item.pk if item else None
    visible = [entry for entry in moment.told if audience.sees(entry.audience)]
    return [entry for entry, focus in _with_focus(visible) if focus == shown]


def _with_focus(entries: Iterable[Entry]) -> Sequence[tuple[Entry, int | None]]:
    focus: int | None = None
    found: list[tuple[Entry, int | None]] = []
    for entry in entries:
        item = entry.payload.get("item_id")
        if entry.kind == "item.called":
            focus = item
        elif entry.kind in LEAVES_THE_ROOM and item == focus:
            found.append((entry, focus))
            focus = None
            found = [pair for pair in found if pair[1] is not None]
        found.append((entry, focus))
    return found


def _happened(entries: Sequence[Entry], language: str, moment: Moment) -> Sequence[Happened]:
    told = zip(entries, sentences(entries, language, moment.named), strict=True)
    return [
        Happened(entry.seq, entry.at, icon_of(entry.kind), sentence) for entry, sentence in told
    ]
