"""The stream of an item: what was said, in the reader's language, between what happened."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet

from council.kernel.audience import Audience
from council.kernel.names import Name
from council.kernel.phrases import Phrase
from council.ledger.models import Entry
from council.members.models import Member
from council.texts.models import Origin
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import Contribution, Intent
from deliberation.meetings.phrases import INTENTS
from deliberation.meetings.selectors.agenda_live import audience_of, focus_id
from deliberation.meetings.selectors.people import colours_in, name_for
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
    meeting_id: int, audience: Audience, language: str, item_id: int | None = None
) -> Context:
    """Return what ``meetings/live/stream.html`` shows: lines in the order of time.

    Every line names the ``template`` that draws it and the ``key`` of its element; subjects above
    may merge lines of their own, by ``at``.

    Args:
        meeting_id: The meeting.
        audience: Who reads.
        language: The language they read in.
        item_id: The item; by default the one in focus. With none in focus the stream holds what
            has happened since.
    """
    shown = item_id or focus_id(meeting_id, audience)
    said = _said(shown, audience, language)
    happened = _happened(_entries_of(meeting_id, shown, audience), language)
    lines: list[Line] = sorted([*said, *happened], key=lambda line: line.at)
    return {"lines": lines, "item_id": shown}


def stream_head_part(
    meeting_id: int, audience: Audience, language: str, item_id: int | None = None
) -> Context:
    """Return what ``meetings/live/stream-head.html`` shows: in how many languages people spoke."""
    shown = item_id or focus_id(meeting_id, audience)
    said = Contribution.objects.filter(item_id=shown, withdrawn_at=None)
    spoken = said.values_list("text__language", flat=True).order_by().distinct()
    return {"spoken": len(spoken), "language": language, "item_id": shown}


def contribution_part(contribution_id: int, audience: Audience, language: str) -> Context | None:
    """Return what ``meetings/live/contribution.html`` shows, or None where it is not shown."""
    found = _with_texts(Contribution.objects.filter(pk=contribution_id)).first()
    if found is None or not audience.sees(audience_of(found.item)):
        return None
    colours = colours_in(found.item.meeting_id, [found.member_id])
    return {"line": _line(found, colours, language)}


def event_part(meeting_id: int, seq: int, audience: Audience, language: str) -> Context | None:
    """Return what ``meetings/live/event.html`` shows, or None for what is not told."""
    entry = Entry.objects.filter(meeting_id=meeting_id, seq=seq, kind__in=told_kinds()).first()
    if entry is None or not audience.sees(entry.audience):
        return None
    return {"line": _happened([entry], language)[0]}


def _said(item_id: int | None, audience: Audience, language: str) -> Sequence[Said]:
    if item_id is None:
        return []
    rows = Contribution.objects.filter(item_id=item_id)
    if not audience.sees(Audience.MEMBER):
        rows = rows.filter(item__is_public=True)
    found = list(_with_texts(rows))
    if not found:
        return []
    colours = colours_in(found[0].item.meeting_id, {one.member_id for one in found})
    return [_line(one, colours, language) for one in found]


def _with_texts(rows: QuerySet[Contribution]) -> QuerySet[Contribution]:
    return (
        rows.select_related("item", "text", "member__organisation")
        .prefetch_related(current_versions("text__versions"))
        .order_by("pk")
    )


def _line(one: Contribution, colours: Mapping[int, str], language: str) -> Said:
    member: Member = one.member
    return Said(
        pk=one.pk,
        at=one.at,
        name=name_for(member, language),
        colour=colours.get(member.pk, ""),
        organisation=member.organisation.names if member.organisation else {},
        intent=one.intent,
        text=None if one.withdrawn_at else reading(one.text, language),
    )


def _entries_of(meeting_id: int, item_id: int | None, audience: Audience) -> Sequence[Entry]:
    """Return what was told while the item was in focus: from its call to the next one's."""
    visible = [one for one in Audience if audience.sees(one)]
    told = Entry.objects.filter(
        meeting_id=meeting_id, kind__in=told_kinds(), audience__in=visible
    ).order_by("seq")
    return [entry for entry, focus in _with_focus(told) if focus == item_id]


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


def _happened(entries: Sequence[Entry], language: str) -> Sequence[Happened]:
    told = zip(entries, sentences(entries, language), strict=True)
    return [
        Happened(entry.seq, entry.at, icon_of(entry.kind), sentence) for entry, sentence in told
    ]
