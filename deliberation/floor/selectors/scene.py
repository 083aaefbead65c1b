"""All that is on the floor of a meeting at one moment, read once for every part that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from council.kernel.audience import Audience
from council.members.models import Bloc
from deliberation.floor.models import (
    InterpreterSignal,
    RequestKind,
    SpeakingRequest,
    SpeakingTurn,
)
from deliberation.floor.selectors.ordering import Ordering, ordering_in
from deliberation.floor.selectors.waiting import in_order, speeches, waiting_requests
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.moment import Moment
from deliberation.rules.floor import time_left
from deliberation.rules.meetings import ItemStatus, MeetingStatus

_asked_first = attrgetter("pk")


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that waits, and whose it is."""

    request_id: int
    member_id: int
    kind: RequestKind


@dataclass(frozen=True, slots=True)
class Queue:
    """Who speaks and who waits, by id, in the suggested order: every change is an entry."""

    speaker: int | None
    waiting: Sequence[Asking]
    uses_lists: bool  # it matters on which list somebody speaks
    lists: Mapping[int, str]  # on which people spoke last


@dataclass(frozen=True)
class Scene:
    """The floor: the item before the meeting, all turns so far, who waits, what is signalled.

    Requests stand in the order that the rule of the meeting suggests.
    """

    moment: Moment
    ordering: Ordering
    item: AgendaItem | None
    turns: Sequence[SpeakingTurn]
    requests: Sequence[SpeakingRequest]
    signals: Sequence[InterpreterSignal]

    @property
    def meeting(self) -> Meeting:
        """The meeting with its council, its body and its by-laws."""
        return self.moment.meeting

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

    @property
    def warning(self) -> int:
        """How long before the end of a turn the speaker is warned [s]."""
        return self.moment.bylaws.floor.warning

    @property
    def spoken(self) -> frozenset[int]:
        """Ids of those who have spoken on the item, points of order not counted."""
        return frozenset(turn.member_id for turn in speeches_on(self.turns, self.item))

    def bloc_of(self, member_id: int) -> Bloc | None:
        """Return the bloc of the member's seat."""
        return self.moment.bloc_of(member_id)

    @property
    def queue(self) -> "Queue":
        """Who speaks and who waits, as facts that can be kept."""
        return Queue(
            speaker=self.turn.member_id if self.turn else None,
            waiting=tuple(Asking(one.pk, one.member_id, one.kind) for one in self.requests),
            uses_lists=self.ordering.uses_lists,
            lists={turn.member_id: turn.group for turn in self.turns},
        )

    @property
    def time_left(self) -> Mapping[str, int]:
        """What each list has left on the item [s], by turns that have ended; often nothing."""
        if self.item is None:
            return {}
        on_item = [turn for turn in self.turns if turn.item_id == self.item.pk]
        return time_left(self.ordering.budgets, speeches(on_item))

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
        # In the order before the call: another one would tell who has spoken on the item.
        asked = sorted((one for one in self.requests if one.item_id != item.pk), key=_asked_first)
        without = [turn for turn in self.turns if turn.item_id is None]
        return replace(
            self,
            item=None,
            turns=[turn for turn in self.turns if turn.item_id != item.pk],
            requests=in_order(self.ordering, asked, without),
            signals=(),
        )


def scene_of(moment: Moment) -> Scene:
    """Read the floor of the meeting."""
    meeting, item = moment.meeting, moment.before
    turns = SpeakingTurn.objects.filter(meeting=meeting).select_related("member__organisation")
    taken = list(turns.order_by("pk"))
    on_item = [turn for turn in taken if turn.item_id == (item.pk if item else None)]
    signals = InterpreterSignal.objects.filter(meeting=meeting, settled_at=None)
    ordering = ordering_in(meeting, moment.bylaws)
    return Scene(
        moment=moment,
        ordering=ordering,
        item=item,
        turns=taken,
        requests=in_order(ordering, list(waiting_requests(meeting)), on_item),
        signals=list(signals.select_related("member").order_by("pk")),
    )


def speeches_on(turns: Sequence[SpeakingTurn], item: AgendaItem | None) -> Sequence[SpeakingTurn]:
    """Keep the turns on the item that were no points of order."""
    item_id = item.pk if item else None
    mine = [turn for turn in turns if turn.item_id == item_id]
    return [turn for turn in mine if turn.kind is not RequestKind.POINT_OF_ORDER]
