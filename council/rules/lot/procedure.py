"""The life of a lot, from the first volunteer to the filled seats."""

from collections.abc import Mapping
from enum import StrEnum

from council.rules.errors import OutOfOrder, RuleViolation


class LotStatus(StrEnum):
    """Where a lot stands."""

    COLLECTING = "collecting"
    COMPUTING = "computing"
    COMPUTED = "computed"
    PUBLISHED = "published"
    DRAWN = "drawn"
    SEATED = "seated"
    ABANDONED = "abandoned"


class LotAct(StrEnum):
    """What is done to a lot as a whole."""

    COMPUTE = "compute"
    STOP = "stop"
    FINISH = "finish"
    REOPEN = "reopen"
    PUBLISH = "publish"
    DRAW = "draw"
    SEAT = "seat"
    ABANDON = "abandon"


_S, _A = LotStatus, LotAct
LOT_PROCEDURE: Mapping[tuple[LotStatus, LotAct], LotStatus] = {
    (_S.COLLECTING, _A.COMPUTE): _S.COMPUTING,
    (_S.COMPUTING, _A.STOP): _S.COLLECTING,
    (_S.COMPUTING, _A.FINISH): _S.COMPUTED,
    (_S.COMPUTED, _A.REOPEN): _S.COLLECTING,
    (_S.COMPUTED, _A.PUBLISH): _S.PUBLISHED,
    (_S.PUBLISHED, _A.DRAW): _S.DRAWN,
    (_S.DRAWN, _A.SEAT): _S.SEATED,
    (_S.SEATED, _A.SEAT): _S.SEATED,
    (_S.COLLECTING, _A.ABANDON): _S.ABANDONED,
    (_S.COMPUTED, _A.ABANDON): _S.ABANDONED,
    (_S.PUBLISHED, _A.ABANDON): _S.ABANDONED,
    (_S.DRAWN, _A.ABANDON): _S.ABANDONED,
}
COLLECTING = frozenset({_S.COLLECTING})
SETTLED = frozenset({_S.DRAWN, _S.SEATED})


class LotHasMovedOn(OutOfOrder):
    """Somebody has taken the lot a step further, or back, since the page was opened."""

    code = "lot_has_moved_on"


class NoVacantSeat(RuleViolation):
    """No seat of the body is vacant and filled by lot."""

    code = "no_seat_to_draw"


class UpsideDownQuota(RuleViolation):
    """A group is to have at least more seats than it may have at most."""

    code = "upside_down_quota"


class ReasonMissing(RuleViolation):
    """Quotas differ from the targets of the by-laws, and nobody says why."""

    code = "quota_reason_missing"


class NothingSaid(RuleViolation):
    """Nobody present has added chance of their own, so that only the machine would decide."""

    code = "nothing_said"


class WordsUnconfirmed(RuleViolation):
    """Something was entered by one person only."""

    code = "words_unconfirmed"


class WordsDiffer(RuleViolation):
    """The second person heard something else than the first."""

    code = "words_differ"


class SamePerson(RuleViolation):
    """Who entered the words cannot be the one who confirms them."""

    code = "same_person_confirms"


class HasDeclined(RuleViolation):
    """The person has declined, or left, already."""

    code = "has_declined"


class NobodyToSeat(RuleViolation):
    """Everybody who was drawn and is willing sits already."""

    code = "nobody_to_seat"


class AlreadyVolunteered(RuleViolation):
    """The member is in the pool already."""

    code = "already_volunteered"


def advance(status: LotStatus, act: LotAct) -> LotStatus:
    """Return the status after ``act``.

    Raises:
        LotHasMovedOn: the act is not in order at this status.
    """
    try:
        return LOT_PROCEDURE[status, act]
    except KeyError:
        raise LotHasMovedOn(status=str(status), act=str(act)) from None


def require_status(status: LotStatus, wanted: frozenset[LotStatus]) -> None:
    """Stop an act that belongs to another stage of the lot.

    Raises:
        LotHasMovedOn: the lot is not at one of the stages wanted.
    """
    if status not in wanted:
        raise LotHasMovedOn(status=str(status))
