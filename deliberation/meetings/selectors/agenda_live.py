"""The agenda as the room sees it: what is done, what is before the meeting, what comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.names import Name
from council.kernel.phrases import Phrase
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import AgendaItem, ItemKind, Meeting
from deliberation.meetings.phrases import ITEM_KINDS, ITEM_RESULTS
from deliberation.meetings.selectors.people import name_for
from deliberation.rules.meetings import ItemStatus

IN_HAND = (ItemStatus.CALLED, ItemStatus.DISCUSSED)
OVER = (ItemStatus.DISPOSED, ItemStatus.POSTPONED, ItemStatus.WITHDRAWN)
IN_FOCUS = (*IN_HAND, ItemStatus.DISPOSED)
Context = Mapping[str, Any]
A_MINUTE = 60  # seconds


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One item in the list; a confidential one shows the public its number and nothing else."""

    pk: int
    number: str
    title: Reading | None  # None: not for this audience
    kind: ItemKind | None = None
    status: ItemStatus | None = None
    result: str = ""
    reason: str = ""
    is_consent: bool = False
    proposal_id: int | None = None
    planned_minutes: int = 0
    called_at: datetime | None = None
    disposed_at: datetime | None = None

    @property
    def main_number(self) -> str:
        """The number without its parts: 3 for 3.1 and 3.2, which are one item on the list."""
        return self.number.split(".")[0]

    @property
    def waits_in_block(self) -> bool:
        """The item can be approved together with others; a proposal needs a vote of its own."""
        return self.is_consent and self.status is ItemStatus.PLANNED and self.proposal_id is None

    @property
    def is_now(self) -> bool:
        """The item is before the meeting."""
        return self.status in IN_HAND

    @property
    def is_over(self) -> bool:
        """The meeting is done with the item, for today at least."""
        return self.status in OVER

    @property
    def state(self) -> str:
        """``now``, ``done`` or ``next``, as the style sheet calls it."""
        return "now" if self.is_now else "done" if self.is_over else "next"

    @property
    def kind_words(self) -> Phrase:
        """What the kind of item is called."""
        return ITEM_KINDS[self.kind] if self.kind else ""

    @property
    def result_words(self) -> Phrase:
        """How the item was disposed of."""
        return ITEM_RESULTS.get(self.result or str(self.status), "")


@dataclass(frozen=True, slots=True)
class ItemShown:
    """The item in the middle of the room, with what is to be read about it."""

    line: AgendaLine
    description: Reading | None
    proposal_id: int | None
    proposal_reference: str
    mover: Name | None
    is_public: bool

    @property
    def stage(self) -> int:
        """0 under discussion, 1 discussion closed, 2 done."""
        return 2 if self.line.is_over else int(self.line.status is ItemStatus.DISCUSSED)


def audience_of(item: AgendaItem) -> Audience:
    """Return who may read what happens on the item."""
    return Audience.PUBLIC if item.is_public else Audience.MEMBER


def item_before(meeting: Meeting) -> AgendaItem | None:
    """Return the item that is before the meeting now, under discussion or to be voted on."""
    return AgendaItem.objects.filter(meeting=meeting, status__in=IN_HAND).first()


def item_in_focus(meeting_id: int, audience: Audience) -> AgendaItem | None:
    """Return the item that the room shows: the one called last, until it leaves the agenda.

    After it is disposed of it stays, with its result, until the next one is called. The public
    does not learn when a confidential item is called.
    """
    item = _with_titles(_called(meeting_id, audience)).first()
    return item if item is not None and item.status in IN_FOCUS else None


def focus_id(meeting_id: int, audience: Audience) -> int | None:
    """Return the id of the item in focus, or None."""
    last = _called(meeting_id, audience).values_list("pk", "status").first()
    return last[0] if last is not None and last[1] in IN_FOCUS else None


def agenda_part(meeting_id: int, audience: Audience, language: str) -> Context:
    """Return what ``meetings/live/agenda.html`` shows: all items in order."""
    items = AgendaItem.objects.filter(meeting_id=meeting_id).order_by("position", "pk")
    titled = items.select_related("title").prefetch_related(current_versions("title__versions"))
    lines = [_line(item, audience, language) for item in titled]
    whole = list(dict.fromkeys(line.main_number for line in lines))
    now = next((whole.index(line.main_number) + 1 for line in lines if line.is_now), 0)
    return {"lines": lines, "place": now, "total": len(whole)}


def item_part(meeting_id: int, audience: Audience, language: str) -> Context:
    """Return what ``meetings/live/item.html`` shows: the item in focus, or None before the first.

    ``item`` is an ``ItemShown``.
    """
    item = item_in_focus(meeting_id, audience)
    return {"item": _shown(item, audience, language) if item else None}


def minutes_spent(line: AgendaLine, now: datetime | None = None) -> int:
    """Return for how long the item has been, or was, before the meeting [minutes]."""
    if line.called_at is None:
        return 0
    until = line.disposed_at or now or timezone.now()
    return max(0, int((until - line.called_at).total_seconds()) // A_MINUTE)


def _called(meeting_id: int, audience: Audience) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.filter(meeting_id=meeting_id, called_at__isnull=False)
    visible = items if audience.sees(Audience.MEMBER) else items.filter(is_public=True)
    return visible.order_by("-called_at", "-pk")


def _with_titles(items: QuerySet[AgendaItem]) -> QuerySet[AgendaItem]:
    return items.select_related("title", "description", "proposal__mover").prefetch_related(
        current_versions("title__versions"), current_versions("description__versions")
    )


def _line(item: AgendaItem, audience: Audience, language: str) -> AgendaLine:
    if not audience.sees(audience_of(item)):
        return AgendaLine(item.pk, item.number, None)
    return AgendaLine(
        pk=item.pk,
        number=item.number,
        title=reading(item.title, language),
        kind=item.kind,
        status=item.status,
        result=str(item.result or ""),
        reason=item.reason,
        is_consent=item.is_consent,
        proposal_id=item.proposal_id,
        planned_minutes=item.planned_minutes,
        called_at=item.called_at,
        disposed_at=item.disposed_at,
    )


def _shown(item: AgendaItem, audience: Audience, language: str) -> ItemShown:
    proposal = item.proposal
    return ItemShown(
        line=_line(item, audience, language),
        description=reading(item.description, language) if item.description else None,
        proposal_id=item.proposal_id,
        proposal_reference=proposal.reference if proposal else "",
        mover=name_for(proposal.mover, language) if proposal else None,
        is_public=item.is_public,
    )
