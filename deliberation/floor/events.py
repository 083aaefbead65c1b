"""What happens on the floor: who asks for it, who has it, what interpreters signal."""

from dataclasses import dataclass
from typing import ClassVar

from council.kernel.events import Event


@dataclass(frozen=True, slots=True)
class OrderChosen(Event):
    """Speakers are suggested by another rule from now on; ``before`` is the one until now.

    ``seconds`` is what the lists of speakers share on each item, where the rule shares out time.
    """

    kind: ClassVar[str] = "floor.order_chosen"
    order: str
    before: str
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class FloorRequested(Event):
    """A person asked for the floor; ``purpose`` is a speech, for, against, a point of order."""

    kind: ClassVar[str] = "floor.requested"
    request_id: int
    member_id: int
    purpose: str
    language: str


@dataclass(frozen=True, slots=True)
class FloorWithdrawn(Event):
    """A person no longer asks for the floor."""

    kind: ClassVar[str] = "floor.withdrawn"
    request_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class FloorDeclined(Event):
    """The chair did not give the floor to somebody who asked for it."""

    kind: ClassVar[str] = "floor.declined"
    request_id: int
    member_id: int


@dataclass(frozen=True, slots=True)
class FloorGiven(Event):
    """A person may speak now.

    ``instead_of`` is the member whom the rule of the by-laws suggested, where the chair chose
    somebody else; ``ended_turn_id`` is the turn that was ended for it.
    """

    kind: ClassVar[str] = "floor.given"
    turn_id: int
    member_id: int
    purpose: str
    seconds: int
    instead_of: int | None = None
    ended_turn_id: int | None = None


@dataclass(frozen=True, slots=True)
class FloorExtended(Event):
    """The speaker got more time."""

    kind: ClassVar[str] = "floor.extended"
    turn_id: int
    member_id: int
    seconds: int


@dataclass(frozen=True, slots=True)
class FloorEnded(Event):
    """A turn is over, after so many seconds of speaking."""

    kind: ClassVar[str] = "floor.ended"
    turn_id: int
    member_id: int
    seconds: int


@dataclass(frozen=True, slots=True)
class FloorCleared(Event):
    """The item is done with: whoever had the floor or waited for it does so no longer."""

    kind: ClassVar[str] = "floor.cleared"
    member_ids: tuple[int, ...]
    turn_id: int | None = None


@dataclass(frozen=True, slots=True)
class SignalGiven(Event):
    """An interpreter cannot follow; for some signals the speaker's clock stops."""

    kind: ClassVar[str] = "signal.given"
    signal: str
    language: str
    turn_id: int | None
    is_clock_stopped: bool


@dataclass(frozen=True, slots=True)
class SignalSettled(Event):
    """The interpreters can follow again, and the speaker's clock runs."""

    kind: ClassVar[str] = "signal.settled"
    turn_id: int | None
