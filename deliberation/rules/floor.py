"""The floor: who is suggested to speak next, and the clock of a speaking turn."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import FloorOrder


@dataclass(frozen=True)
class FloorRequest:
    """Somebody waits for the floor; ``group`` is the speakers' list they are on, if any."""

    request: int
    person: int
    group: str = ""
    is_point_of_order: bool = False


def speaking_order(
    order: FloorOrder,
    requests: Sequence[FloorRequest],
    *,
    spoken: Set[int] = frozenset(),
    last_group: str = "",
) -> tuple[FloorRequest, ...]:
    """Return the requests in the order in which the floor is suggested; the chair may deviate.

    Points of order come first under every rule, in the order they were raised.

    Args:
        order: The rule of the by-laws.
        requests: Those waiting, first come first.
        spoken: Ids of the persons who have spoken on this item already.
        last_group: The list of the last speaker; under ``alternate`` another one is next.
    """
    points = [request for request in requests if request.is_point_of_order]
    others = [request for request in requests if not request.is_point_of_order]
    if order is FloorOrder.FIRST_TIME_FIRST:
        others.sort(key=lambda request: request.person in spoken)
    if order is FloorOrder.ALTERNATE:
        others = _alternating(others, last_group)
    return (*points, *others)


class ClockPhase(StrEnum):
    """How a speaking turn stands with its time."""

    RUNNING = "running"
    WARNING = "warning"
    OVER = "over"


@dataclass(frozen=True)
class SpeakingClock:
    """The time of a turn [seconds]; one of ``remaining`` and ``overrun`` is 0."""

    spoken: int
    remaining: int
    overrun: int
    phase: ClockPhase


def speaking_clock(
    *, allotted: int, elapsed: int, warning: int, extended: int = 0, paused: int = 0
) -> SpeakingClock:
    """Return the time of a turn, all in whole seconds.

    Args:
        allotted: What the by-laws give.
        elapsed: Since the turn began, pauses included.
        warning: The speaker is warned when so much is left.
        extended: What the chair added.
        paused: In which the clock stood, the pause that is running included.
    """
    spoken = max(0, elapsed - paused)
    left = allotted + extended - spoken
    phase = ClockPhase.WARNING if left <= warning else ClockPhase.RUNNING
    return SpeakingClock(
        spoken=spoken,
        remaining=max(0, left),
        overrun=max(0, -left),
        phase=phase if left > 0 else ClockPhase.OVER,
    )


@dataclass(frozen=True)
class TurnTaken:
    """A turn that is over, or the time used so far in one that is not [seconds]."""

    person: int
    group: str
    seconds: int


@dataclass(frozen=True)
class SpeakingTime:
    """Time spoken in all [seconds], by person and by speakers' list."""

    by_person: Mapping[int, int]
    by_group: Mapping[str, int]


def time_spoken(turns: Iterable[TurnTaken]) -> SpeakingTime:
    """Add up speaking time."""
    by_person: Counter[int] = Counter()
    by_group: Counter[str] = Counter()
    for turn in turns:
        by_person[turn.person] += turn.seconds
        by_group[turn.group] += turn.seconds
    return SpeakingTime(by_person, by_group)


def _alternating(requests: Sequence[FloorRequest], last_group: str) -> list[FloorRequest]:
    waiting, ordered, last = list(requests), [], last_group
    while waiting:
        others = (request for request in waiting if not last or request.group != last)
        following = next(others, waiting[0])
        waiting.remove(following)
        ordered.append(following)
        last = following.group or last
    return ordered
