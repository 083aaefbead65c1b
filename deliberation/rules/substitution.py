"""Whether an alternate may take over a seat."""

from dataclasses import dataclass

from council.rules.bylaws import AlternatePolicy
from council.rules.errors import RuleViolation


class AlternatesUnknown(RuleViolation):
    """The by-laws of the body know no alternates."""

    code = "alternates_unknown"


class WholeMeetingOnly(RuleViolation):
    """The by-laws let an alternate take over for a meeting, not for a single item."""

    code = "whole_meeting_only"


class TitularPresent(RuleViolation):
    """Whoever holds the seat is there and acts for it."""

    code = "titular_present"


class NotAnAlternate(RuleViolation):
    """The person is no alternate for this seat."""

    code = "not_an_alternate"


class AlreadyActing(RuleViolation):
    """The person acts for another seat; nobody has two votes."""

    code = "already_acting"


@dataclass(frozen=True)
class StandIn:
    """Somebody who is to act for a seat, by name, with what speaks for and against it."""

    alternate: str
    titular: str
    holds_mandate: bool  # as alternate of this very seat
    acts_elsewhere: bool  # by a seat of their own or for another one
    titular_is_present: bool


def require_substitution(policy: AlternatePolicy, stand_in: StandIn, *, for_item: bool) -> None:
    """Do nothing if the alternate may take over the seat.

    Raises:
        AlternatesUnknown: the by-laws know no alternates.
        WholeMeetingOnly: it is to be for one item, and they allow it for a meeting only.
        NotAnAlternate: the person has no mandate as alternate of the seat.
        AlreadyActing: the person has a seat of their own or acts for another.
        TitularPresent: the titular member is there.
    """
    if policy is AlternatePolicy.NONE:
        raise AlternatesUnknown
    if for_item and policy is AlternatePolicy.MEETING:
        raise WholeMeetingOnly
    if not stand_in.holds_mandate:
        raise NotAnAlternate(name=stand_in.alternate)
    if stand_in.acts_elsewhere:
        raise AlreadyActing(name=stand_in.alternate)
    if stand_in.titular_is_present:
        raise TitularPresent(name=stand_in.titular)
