"""Facts that were stated anew, as the rules read them and as they are written down."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from council.rules.bylaws.documents import read_document, write_document
from deliberation.minutes.models import FactCorrection, FactKind
from deliberation.rules.record.compiling import Bounds
from deliberation.rules.record.facts import Stay
from deliberation.rules.record.presence import Restated


@dataclass(frozen=True)
class _Stays:
    stays: tuple[Stay, ...]


@dataclass(frozen=True)
class _Moment:
    at: datetime


def written_stays(stays: Sequence[Stay]) -> object:
    """Return stretches of attendance as a correction keeps them."""
    return write_document(_Stays(tuple(stays)))


def written_moment(at: datetime) -> object:
    """Return a moment as a correction keeps it."""
    return write_document(_Moment(at))


def stays_in(correction: FactCorrection) -> tuple[Stay, ...]:
    """Return when the member was there according to the correction."""
    return read_document(_Stays, correction.stated).stays


def moment_in(correction: FactCorrection) -> datetime:
    """Return the moment that the correction states."""
    return read_document(_Moment, correction.stated).at


def restated_in(corrections: Iterable[FactCorrection]) -> Sequence[Restated]:
    """Return the corrections of attendance, in the order given."""
    return [
        Restated(one.member_id or 0, stays_in(one))
        for one in corrections
        if one.kind is FactKind.PRESENCE
    ]


def bounds_in(corrections: Iterable[FactCorrection]) -> Bounds:
    """Return beginning and end of the meeting as they were corrected last."""
    moments = {one.kind: moment_in(one) for one in corrections if one.kind is not FactKind.PRESENCE}
    return Bounds(moments.get(FactKind.OPENED), moments.get(FactKind.CLOSED))
