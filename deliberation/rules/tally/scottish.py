"""The single transferable vote as counted in Scotland, with composition targets if there are."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from council.rules.bylaws import ElectionTie
from council.rules.errors import RuleViolation
from deliberation.rules.tally.guard import Composition, Guard
from deliberation.rules.tally.piles import Piles
from deliberation.rules.tally.profile import Candidate, Profile
from deliberation.rules.tally.sheet import Act, CountSheet, Method, Stage, Transfer
from deliberation.rules.tally.ties import Ruling, Settler, Tie, TieAbout, look_back

UNIT = 100_000  # five decimal places, rule 48(3)


class AlreadyElected(RuleViolation):
    """Who is elected can decline the seat, but not withdraw from the count any more."""

    code = "already_elected"


@dataclass(frozen=True)
class Withdrawal:
    """A candidate who withdraws while the count is at this stage, counted from 1."""

    candidate: Candidate
    stage: int


def scottish_stv(
    profile: Profile,
    ties: ElectionTie,
    rulings: Sequence[Ruling] = (),
    withdrawals: Collection[Withdrawal] = (),
    composition: Composition | None = None,
) -> CountSheet:
    """Count by the Scottish rules.

    One surplus at a time is passed on, the largest first, at a value cut off after five decimal
    places; who is elected receives nothing more; when no surplus is left the candidate with the
    fewest votes is excluded. Equal candidates are told apart by the latest stage at which they
    were not equal, else by the rule in force.

    Args:
        ties: What the by-laws do when no stage tells the equal ones apart.
        rulings: The lots drawn, or casting votes given, so far.
        withdrawals: Who withdrew during the count; their papers go on like those of an excluded
            candidate, at the value they have.
        composition: Targets that the elected must keep. Who cannot be elected within them any
            more is excluded at once; who is needed to keep them is not excluded.

    Raises:
        AlreadyElected: somebody withdraws who is elected.
        InfeasibleComposition: nobody could be elected within the targets.
        NeedlessRuling: a ruling is on record for which there is no tie.

    Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1,
    rules 45 to 52.
    """
    guard = Guard(composition or Composition(), profile.seats)
    return _Count(profile, Settler(ties, rulings), withdrawals, guard).run()


def droop_quota(valid: int, seats: int) -> int:
    """Return the fewest votes that no more candidates than seats can reach [votes].

    >>> droop_quota(100, 3)
    26
    """
    return valid // (seats + 1) + 1


class _Count:
    def __init__(
        self,
        profile: Profile,
        settler: Settler,
        withdrawals: Collection[Withdrawal],
        guard: Guard,
    ) -> None:
        self._profile = profile
        self._settler = settler
        self._guard = guard
        self._withdrawals = {each.candidate: each.stage for each in withdrawals}
        self._quota = droop_quota(profile.valid, profile.seats) * UNIT
        self._piles = Piles(profile, UNIT)
        self._continuing = dict.fromkeys(profile.candidates)
        self._elected: list[Candidate] = []
        self._surpluses: list[Candidate] = []
        self._stages: list[Stage] = []
        self._ties: list[Tie] = []
        self._open: Tie | None = None

    @property
    def _votes(self) -> dict[Candidate, int]:
        return self._piles.votes

    @property
    def _vacancies(self) -> int:
        return self._profile.seats - len(self._elected)

    def run(self) -> CountSheet:
        self._guard.require_possible(self._elected, self._continuing)
        self._close(Stage(Act.FIRST_PREFERENCES, (), (), self._votes, 0, 0))
        while self._vacancies and self._continuing and self._open is None:
            self._next()
        self._require_no_seat_withdrawn()
        self._settler.require_all_used()
        return CountSheet(
            method=Method.SCOTTISH_STV,
            seats=self._profile.seats,
            unit=UNIT,
            valid=self._profile.valid,
            droop_quota=self._quota,
            stages=tuple(self._stages),
            elected=tuple(self._elected),
            open_tie=self._open,
        )

    def _next(self) -> None:
        gone = self._let_go()
        if gone is not None:
            self._exclude((gone,), Act.WITHDRAWAL)
        elif doomed := self._guard.doomed(self._elected, self._continuing):
            self._exclude(doomed, Act.DOOMED)
        elif self._surpluses:
            self._transfer_surplus()
        else:
            self._exclude_lowest()

    def _let_go(self) -> Candidate | None:
        """Return who has withdrawn by now and still continues."""
        due = (each for each, at in self._withdrawals.items() if at <= len(self._stages))
        return next((each for each in due if each in self._continuing), None)

    def _require_no_seat_withdrawn(self) -> None:
        for name in self._elected:
            if name in self._withdrawals:
                raise AlreadyElected(candidate=name)

    def _transfer_surplus(self) -> None:
        most = max(self._votes[each] for each in self._surpluses)
        largest = [each for each in self._surpluses if self._votes[each] == most]
        source = self._choose(TieAbout.SURPLUS, largest)
        if source is None:
            return
        surplus = most - self._quota
        self._surpluses.remove(source)
        moved = self._piles.pass_on(source, self._continuing, lambda value: surplus * value // most)
        self._votes[source] = self._quota
        ignored = surplus - sum(each.votes for each in moved)
        self._close(self._stage(Act.SURPLUS, (source,), moved, ignored))

    def _exclude_lowest(self) -> None:
        guarded = self._guard.guarded(self._elected, self._continuing)
        free = [each for each in self._continuing if each not in guarded]
        fewest = min(self._votes[each] for each in free)
        lowest = [each for each in free if self._votes[each] == fewest]
        chosen = self._choose(TieAbout.EXCLUSION, lowest)
        if chosen is not None:
            self._exclude((chosen,), Act.EXCLUSION)

    def _exclude(self, sources: tuple[Candidate, ...], act: Act) -> None:
        for each in sources:
            del self._continuing[each]
        self._guard.require_possible(self._elected, self._continuing)
        moved: list[Transfer] = []
        for each in sources:
            moved += self._piles.pass_on(each, self._continuing, lambda value: value)
            self._votes[each] = 0
        self._close(replace(self._stage(act, sources, tuple(moved), 0), excluded=sources))

    def _choose(self, about: TieAbout, among: Sequence[Candidate]) -> Candidate | None:
        """Return who of the equal ones it is; without a ruling the count stops."""
        if len(among) == 1:
            return among[0]
        earlier = [stage.votes for stage in self._stages]
        extreme = min if about is TieAbout.EXCLUSION else max
        seen = look_back(about, among, earlier, extreme)
        self._ties += seen
        left = seen[-1].chosen if seen else tuple(among)
        if len(left) == 1:
            return left[0]
        tie = self._settler.settle(about, left)
        if tie.by is None:
            self._open = tie
            return None
        self._ties.append(tie)
        return tie.chosen[0]

    def _stage(
        self, act: Act, sources: tuple[Candidate, ...], moved: tuple[Transfer, ...], ignored: int
    ) -> Stage:
        last = self._stages[-1]
        exhausted = sum(each.votes for each in moved if each.to is None)
        return Stage(
            act=act,
            sources=sources,
            transfers=moved,
            votes=self._votes,
            exhausted=last.exhausted + exhausted,
            ignored=last.ignored + ignored,
        )

    def _close(self, stage: Stage) -> None:
        """Elect whom this stage elects, and write the stage down."""
        elected, filled = self._elect_by_quota(), self._fill_the_last()
        ties, self._ties = tuple(self._ties), []
        self._stages.append(
            replace(stage, votes=dict(self._votes), elected=elected, filled=filled, ties=ties)
        )

    def _elect_by_quota(self) -> tuple[Candidate, ...]:
        elected: list[Candidate] = []
        while reached := self._reached():
            left = [each for each in self._continuing if each not in reached]
            if not self._guard.allows([*self._elected, *reached], left):
                most = self._votes[reached[0]]
                equal = [each for each in reached if self._votes[each] == most]
                first = self._choose(TieAbout.SEAT, equal)
                reached = [] if first is None else [first]
            for each in reached:
                self._seat(each)
            elected += reached
            if not reached:
                break
        return tuple(elected)

    def _reached(self) -> list[Candidate]:
        """Return who can take a seat for having the quota, most votes first."""
        doomed = self._guard.doomed(self._elected, self._continuing)
        found = [each for each in self._continuing if self._votes[each] >= self._quota]
        found = [each for each in found if each not in doomed]
        return sorted(found, key=lambda each: -self._votes[each])

    def _fill_the_last(self) -> tuple[Candidate, ...]:
        if self._open is not None or len(self._continuing) > self._vacancies:
            return ()
        filled = tuple(self._continuing)
        for each in filled:
            self._seat(each)
        return filled

    def _seat(self, name: Candidate) -> None:
        del self._continuing[name]
        self._elected.append(name)
        if self._votes[name] > self._quota:
            self._surpluses.append(name)
