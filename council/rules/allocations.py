"""How a seat kept for a group is given: proposed, agreed to, confirmed by a second person."""

from collections.abc import Mapping
from enum import StrEnum

from council.rules.errors import OutOfOrder, RuleViolation


class AllocationState(StrEnum):
    """How far two persons have come with seating somebody on a seat kept for a group."""

    PROPOSED = "proposed"
    AGREED = "agreed"  # by the person who is to sit there
    SEATED = "seated"
    WITHDRAWN = "withdrawn"


class AllocationAct(StrEnum):
    """What can be done with an allocation."""

    AGREE = "agree"
    CONFIRM = "confirm"
    WITHDRAW = "withdraw"


class SecondPersonNeeded(RuleViolation):
    """Two persons give the seat, and neither of them is the one who is to sit there."""

    code = "second_person_needed"


ALLOCATION_PROCEDURE: Mapping[tuple[AllocationState, AllocationAct], AllocationState] = {
    (AllocationState.PROPOSED, AllocationAct.AGREE): AllocationState.AGREED,
    (AllocationState.AGREED, AllocationAct.CONFIRM): AllocationState.SEATED,
    (AllocationState.PROPOSED, AllocationAct.WITHDRAW): AllocationState.WITHDRAWN,
    (AllocationState.AGREED, AllocationAct.WITHDRAW): AllocationState.WITHDRAWN,
}


def advance(state: AllocationState, act: AllocationAct) -> AllocationState:
    """Return the state after ``act``, or raise ``OutOfOrder``."""
    try:
        return ALLOCATION_PROCEDURE[state, act]
    except KeyError:
        raise OutOfOrder(status=state, act=act) from None


def require_second_person(actor: int, first: int, candidate: int | None) -> None:
    """Stop a person who would do alone what takes two, or who would seat themselves.

    Raises:
        SecondPersonNeeded: the actor is the first person, or the one who is to sit there; or the
            first person is.
    """
    if actor in {first, candidate} or first == candidate:
        raise SecondPersonNeeded
