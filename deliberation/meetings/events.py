"""What happens to a meeting, from its convocation to its adjournment."""

from dataclasses import dataclass
from typing import ClassVar

from council.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MeetingConvened(Event):
    """Members were called together."""

    kind: ClassVar[str] = "meeting.convened"
    meeting_id: int
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class MeetingCancelled(Event):
    """A convened meeting will not be held."""

    kind: ClassVar[str] = "meeting.cancelled"
    meeting_id: int


@dataclass(frozen=True, slots=True)
class MeetingOpened(Event):
    """The meeting does business from now on; the counts are those found at the opening."""

    kind: ClassVar[str] = "meeting.opened"
    meeting_id: int
    present: int
    needed: int
    entitled: int


@dataclass(frozen=True, slots=True)
class MeetingInquorate(Event):
    """Too few members came; a second call may follow."""

    kind: ClassVar[str] = "meeting.inquorate"
    meeting_id: int
    present: int
    needed: int
    missing: int


@dataclass(frozen=True, slots=True)
class MeetingCalledAgain(Event):
    """A second call was made after an inquorate meeting."""

    kind: ClassVar[str] = "meeting.called_again"
    meeting_id: int
    second_call_id: int


@dataclass(frozen=True, slots=True)
class MeetingRecessed(Event):
    """A sitting ended; the meeting goes on later."""

    kind: ClassVar[str] = "meeting.recessed"
    meeting_id: int
    sitting: int


@dataclass(frozen=True, slots=True)
class MeetingResumed(Event):
    """The next sitting began."""

    kind: ClassVar[str] = "meeting.resumed"
    meeting_id: int
    sitting: int


@dataclass(frozen=True, slots=True)
class MeetingAdjourned(Event):
    """The meeting ended."""

    kind: ClassVar[str] = "meeting.adjourned"
    meeting_id: int


@dataclass(frozen=True, slots=True)
class PresidiumElected(Event):
    """Members were elected to preside; the leading one gives the floor and puts questions."""

    kind: ClassVar[str] = "presidium.elected"
    meeting_id: int
    member_ids: tuple[int, ...]
    leading_id: int


@dataclass(frozen=True, slots=True)
class PresidiumRelieved(Event):
    """The presidium laid down its duty; the chair of the body presides again."""

    kind: ClassVar[str] = "presidium.relieved"
    meeting_id: int


@dataclass(frozen=True, slots=True)
class RollCalled(Event):
    """The names were called; who came and who left since the count before."""

    kind: ClassVar[str] = "roll.called"
    meeting_id: int
    arrived_ids: tuple[int, ...]
    left_ids: tuple[int, ...]
    present: int
    needed: int


@dataclass(frozen=True, slots=True)
class MemberArrived(Event):
    """A person is in attendance from now on, in the hall or remotely."""

    kind: ClassVar[str] = "member.arrived"
    member_id: int
    mode: str


@dataclass(frozen=True, slots=True)
class MemberLeft(Event):
    """A person is no longer in attendance."""

    kind: ClassVar[str] = "member.left"
    member_id: int


@dataclass(frozen=True, slots=True)
class MemberExcused(Event):
    """A member gave word that they cannot come; the reason stays with the clerk."""

    kind: ClassVar[str] = "member.excused"
    member_id: int


@dataclass(frozen=True, slots=True)
class MemberRecused(Event):
    """A member takes no part in an item because of a conflict of interest."""

    kind: ClassVar[str] = "member.recused"
    item_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class RecusalWithdrawn(Event):
    """A member takes part in the item again."""

    kind: ClassVar[str] = "recusal.withdrawn"
    item_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class SeatSubstituted(Event):
    """An alternate acts for a seat while its titular member is away."""

    kind: ClassVar[str] = "seat.substituted"
    seat_id: int
    alternate_id: int
    item_id: int | None


@dataclass(frozen=True, slots=True)
class SubstitutionEnded(Event):
    """An alternate no longer acts for the seat."""

    kind: ClassVar[str] = "substitution.ended"
    seat_id: int
    alternate_id: int
    item_id: int | None


@dataclass(frozen=True, slots=True)
class ItemCalled(Event):
    """An item of the agenda is before the meeting."""

    kind: ClassVar[str] = "item.called"
    item_id: int


@dataclass(frozen=True, slots=True)
class DiscussionClosed(Event):
    """Nobody may contribute to the item any more; it can be voted on."""

    kind: ClassVar[str] = "discussion.closed"
    item_id: int


@dataclass(frozen=True, slots=True)
class DiscussionReopened(Event):
    """The discussion of the item goes on."""

    kind: ClassVar[str] = "discussion.reopened"
    item_id: int


@dataclass(frozen=True, slots=True)
class ItemDisposed(Event):
    """The item is done with, and with which result."""

    kind: ClassVar[str] = "item.disposed"
    item_id: int
    result: str


@dataclass(frozen=True, slots=True)
class ItemPostponed(Event):
    """The item is left for another meeting or a later hour; the reason stands with the item."""

    kind: ClassVar[str] = "item.postponed"
    item_id: int


@dataclass(frozen=True, slots=True)
class ItemWithdrawn(Event):
    """The item is taken off the agenda; the reason stands with the item."""

    kind: ClassVar[str] = "item.withdrawn"
    item_id: int


@dataclass(frozen=True, slots=True)
class ItemRestored(Event):
    """A postponed item is on the agenda again."""

    kind: ClassVar[str] = "item.restored"
    item_id: int


@dataclass(frozen=True, slots=True)
class AgendaChanged(Event):
    """Items were added, changed, numbered or ordered anew."""

    kind: ClassVar[str] = "agenda.changed"
    meeting_id: int


@dataclass(frozen=True, slots=True)
class ContributionMade(Event):
    """Somebody spoke or wrote to the item under discussion, in their language."""

    kind: ClassVar[str] = "contribution.made"
    item_id: int
    contribution_id: int
    language: str


@dataclass(frozen=True, slots=True)
class ContributionWithdrawn(Event):
    """A contribution was taken back; that there was one stays in the record."""

    kind: ClassVar[str] = "contribution.withdrawn"
    item_id: int
    contribution_id: int


@dataclass(frozen=True, slots=True)
class TextInterpreted(Event):
    """A contribution can be read in another language."""

    kind: ClassVar[str] = "text.interpreted"
    item_id: int
    contribution_id: int
    language: str


@dataclass(frozen=True, slots=True)
class TextCorrected(Event):
    """An interpretation was replaced by a better one; the earlier one is kept."""

    kind: ClassVar[str] = "text.corrected"
    item_id: int
    contribution_id: int
    language: str
