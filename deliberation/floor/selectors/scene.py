"""All that is on the floor of a meeting at one moment, read once for every part that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from council.kernel.audience import Audience
from council.members.models import Bloc, Mandate
from council.members.selectors import mandates_of, today_in
from deliberation.floor.models import (
    InterpreterSignal,
    RequestKind,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.floor.selectors.waiting import in_order, waiting_requests
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.agenda_live import item_before
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.rules.meetings import ItemStatus, MeetingStatus


@dataclass(frozen=True)
class Scene:
    """The floor: the item before the meeting, all turns so far, who waits, what is signalled.

    Requests stand in the order that the by-laws suggest.
    """

    meeting: Meeting
    item: AgendaItem | None
    turns: Sequence[SpeakingTurn]
    requests: Sequence[SpeakingRequest]
    signals: Sequence[InterpreterSignal]

    @property
    def turn(self) -> SpeakingTurn | None:
        """The turn of whoever has the floor now."""
        return next((turn for turn in reversed(self.turns) if turn.ended_at is None), None)

    @property
    def is_open(self) -> bool:
        """The floor can be asked for."""
        return self.meeting.status is MeetingStatus.OPEN

    @property
    def is_closed_for_speeches(self) -> bool:
        """The discussion of the item is closed: only points of order can be raised."""
        return self.item is not None and self.item.status is ItemStatus.DISCUSSED

    @cached_property
    def warning(self) -> int:
        """How long before the end of a turn the speaker is warned [s]."""
        return bylaws_in(self.meeting).floor.warning

    @cached_property
    def mandates(self) -> Mapping[int, Mandate]:
        """The mandate by which each member has a seat in the body; titulars' own first."""
        found: dict[int, Mandate] = {}
        for mandate in mandates_of(self.meeting.body, today_in(self.meeting.council)):
            found.setdefault(mandate.member_id, mandate)
        return found

    @property
    def spoken(self) -> frozenset[int]:
        """Ids of those who have spoken on the item, points of order not counted."""
        return frozenset(turn.member_id for turn in speeches_on(self.turns, self.item))

    def bloc_of(self, member_id: int) -> Bloc | None:
        """Return the bloc of the member's seat."""
        mandate = self.mandates.get(member_id)
        return mandate.seat.bloc if mandate else None

    def as_seen_by(self, audience: Audience) -> "Scene":
        """Return the scene for these readers.

        Signals are for those in the room. The public does not learn that a confidential item is
        before the meeting: it sees the floor as it was before the call.
        """
        if audience.sees(Audience.MEMBER):
            return self
        if self.item is None or self.item.is_public:
            return replace(self, signals=())
        item = self.item
        return replace(
            self,
            item=None,
            turns=[turn for turn in self.turns if turn.item_id != item.pk],
            requests=[one for one in self.requests if one.item_id != item.pk],
            signals=(),
        )


def scene_of(meeting_id: int) -> Scene:
    """Read the floor of the meeting."""
    rows = Meeting.objects.select_related("council", "body__council", "bylaws")
    meeting = rows.get(pk=meeting_id)
    item = item_before(meeting)
    turns = SpeakingTurn.objects.filter(meeting=meeting).select_related("member__organisation")
    taken = list(turns.order_by("pk"))
    on_item = [turn for turn in taken if turn.item_id == (item.pk if item else None)]
    signals = InterpreterSignal.objects.filter(meeting=meeting, settled_at=None)
    return Scene(
        meeting=meeting,
        item=item,
        turns=taken,
        requests=in_order(meeting, list(waiting_requests(meeting)), on_item),
        signals=list(signals.select_related("member").order_by("pk")),
    )


def speeches_on(turns: Sequence[SpeakingTurn], item: AgendaItem | None) -> Sequence[SpeakingTurn]:
    """Keep the turns on the item that were no points of order."""
    item_id = item.pk if item else None
    mine = [turn for turn in turns if turn.item_id == item_id]
    return [turn for turn in mine if turn.kind is not RequestKind.POINT_OF_ORDER]
