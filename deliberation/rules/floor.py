"""The floor: who is suggested to speak next, and the clock of a speaking turn."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import FloorOrder


class SpeakersList(StrEnum):
    """A list that people put themselves on before everybody; the empty text means: on none."""

    WOMEN = "women"
    MEN = "men"
    NONE = ""


# Under these orders it matters on which list somebody speaks.
BY_LISTS = frozenset({FloorOrder.ALTERNATE, FloorOrder.BUDGETS})


@dataclass(frozen=True)
class FloorRequest:
    """Somebody waits for the floor; ``group`` is the speakers' list they are on, if any."""

    request: int
    person: int
    group: str = ""
    is_point_of_order: bool = False


@dataclass(frozen=True)
class TurnTaken:
    """A turn that is over, or the time used so far in one that is not [seconds]."""

    person: int
    group: str
    seconds: int


def speaking_order(
    order: FloorOrder,
    requests: Sequence[FloorRequest],
    *,
    taken: Sequence[TurnTaken] = (),
    budgets: Mapping[str, int] | None = None,
) -> tuple[FloorRequest, ...]:
    """Return the requests in the order in which the floor is suggested; the chair may deviate.

    Points of order come first under every rule, in the order they were raised. Whoever is equal
    under a rule is served as they came, and under none can anybody be overtaken for ever.

    Args:
        order: The rule.
        requests: Those waiting, first come first.
        taken: The turns on this item so far, points of order left out. Under ``alternate`` the
            list of the last one is not next; after somebody on no list anybody may be.
        budgets: For ``budgets``, the time of each list on the item [seconds]; "" is of all others.
            Without any, and when all time is used, it is first come, first served.
    """
    points = [request for request in requests if request.is_point_of_order]
    others = [request for request in requests if not request.is_point_of_order]
    if order is FloorOrder.ALTERNATE:
        return (*points, *_alternating(others, taken[-1].group if taken else ""))
    rank = _ranks(order, taken, budgets or {})
    return (*points, *sorted(others, key=rank))


def time_left(budgets: Mapping[str, int], taken: Iterable[TurnTaken]) -> Mapping[str, int]:
    """Return what is left of each list's time [seconds]; lists without a budget share that of "".

    >>> time_left({"women": 100, "": 60}, [TurnTaken(1, "women", 130), TurnTaken(2, "men", 20)])
    {'women': 0, '': 40}
    """
    spent: Counter[str] = Counter()
    for turn in taken:
        spent[_purse(turn.group, budgets)] += turn.seconds
    return {group: max(0, budget - spent[group]) for group, budget in budgets.items()}


def share_out(total: int, people: Mapping[str, int]) -> Mapping[str, int]:
    """Share speaking time out by the number of people on each list, in whole seconds.

    >>> share_out(100, {"women": 5, "": 10})
    {'women': 33, '': 66}
    """
    everybody = sum(people.values())
    return {group: total * count // everybody for group, count in people.items() if count}


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


def _ranks(
    order: FloorOrder, taken: Sequence[TurnTaken], budgets: Mapping[str, int]
) -> Callable[[FloorRequest], int]:
    """Return what the order sorts by, the smallest first; equals stay as they came."""
    if order is FloorOrder.FIRST_TIME_FIRST:
        spoken = {turn.person for turn in taken}
        return lambda request: request.person in spoken
    if order is FloorOrder.LEAST_SPOKEN:
        used = _used(taken)
        return lambda request: used[request.person]
    if order is FloorOrder.BUDGETS:
        left = time_left(budgets, taken)
        return lambda request: not left.get(_purse(request.group, budgets), 0)
    return lambda _request: 0


def _used(taken: Iterable[TurnTaken]) -> Counter[int]:
    """Count the time of each person; a turn counts a second at least, or it would be for free."""
    used: Counter[int] = Counter()
    for turn in taken:
        used[turn.person] += max(1, turn.seconds)
    return used


def _purse(group: str, budgets: Mapping[str, int]) -> str:
    return group if group in budgets else ""


def _alternating(requests: Sequence[FloorRequest], last_group: str) -> list[FloorRequest]:
    waiting, ordered, last = list(requests), [], last_group
    while waiting:
        others = (request for request in waiting if not last or request.group != last)
        following = next(others, waiting[0])
        waiting.remove(following)
        ordered.append(following)
        last = following.group  # empty after somebody on no list, or they would overtake for ever
    return ordered
