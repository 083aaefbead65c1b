"""The agenda as the room sees it: what is done, what is before the meeting, what comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.names import Name
from council.kernel.phrases import Phrase
from council.texts.selectors import Reading, read_versions, reading
from deliberation.meetings.models import AgendaItem, ItemKind
from deliberation.meetings.phrases import ITEM_KINDS, ITEM_RESULTS
from deliberation.meetings.selectors.focus import IN_HAND, OVER, audience_of
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.selectors.people import name_for
from deliberation.rules.meetings import ItemStatus

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
    is_voted_on: bool = False  # told by a subject above, which knows of votes

    @property
    def stage(self) -> int:
        """0 under discussion, 1 discussion closed or a vote in hand, 2 done."""
        if self.line.is_over:
            return 2
        return int(self.is_voted_on or self.line.status is ItemStatus.DISCUSSED)


def agenda_part(
    meeting_id: int, audience: Audience, language: str, moment: Moment | None = None
) -> Context:
    """Return what ``meetings/live/agenda.html`` shows: all items in order."""
    items = (moment or Moment(meeting_id)).items
    read_versions(item.title for item in items)
    lines = [_line(item, audience, language) for item in items]
    whole = list(dict.fromkeys(line.main_number for line in lines))
    now = next((whole.index(line.main_number) + 1 for line in lines if line.is_now), 0)
    return {"lines": lines, "place": now, "total": len(whole)}


def item_part(
    meeting_id: int, audience: Audience, language: str, moment: Moment | None = None
) -> Context:
    """Return what ``meetings/live/item.html`` shows: the item in focus, or None before the first.

    ``item`` is an ``ItemShown``.
    """
    item = (moment or Moment(meeting_id)).focus(audience)
    if item is None:
        return {"item": None}
    read_versions([item.title, *([item.description] if item.description else [])])
    return {"item": _shown(item, audience, language)}


def minutes_spent(line: AgendaLine, now: datetime | None = None) -> int:
    """Return for how long the item has been, or was, before the meeting [minutes]."""
    if line.called_at is None:
        return 0
    until = line.disposed_at or now or timezone.now()
    return max(0, int((until - line.called_at).total_seconds()) // A_MINUTE)


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
