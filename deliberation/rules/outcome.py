"""The outcome of a poll: facts from which everything said about it is made."""

from dataclasses import dataclass
from enum import StrEnum

from council.rules.bylaws import PollRule, QuorumChecked, VotingForm
from council.rules.errors import ImpossibleCount
from deliberation.rules.electorate import Electorate
from deliberation.rules.majority import (
    CARRYING_TIES,
    UNRESOLVED_TIES,
    BlocCount,
    BlocFinding,
    Choice,
    Finding,
    Tally,
    Tie,
    find_bloc,
    find_majority,
    resolve_tie,
)
from deliberation.rules.quorum import QuorumFinding, find_quorum

NOBODY = Electorate(entitled=0, present=0, entire_membership=0, filled_seats=0)


class Result(StrEnum):
    """The fate of a poll; ``tied`` waits for a casting vote, another vote or another meeting."""

    CARRIED = "carried"
    LOST = "lost"
    INQUORATE = "inquorate"
    TIED = "tied"


@dataclass(frozen=True)
class PollInputs:
    """All that an outcome is computed from; the same inputs always give the same facts.

    ``electorate.present`` is presence at the close. Under unanimous consent ``tally.against``
    holds the objections. A bloc that the rule names and ``blocs`` does not is absent.
    """

    rule: PollRule
    electorate: Electorate
    tally: Tally
    blocs: tuple[BlocCount, ...] = ()
    second_call: bool = False
    executive_size: int = 0
    casting_vote: Choice | None = None
    chair_vote: Choice | None = None


@dataclass(frozen=True)
class OutcomeFacts:
    """What a poll means, ready to be written as JSON.

    ``needed`` is the smallest number in favour that carries; ``floor`` the part of it owed to a
    share of the entire membership, 0 without such a rule.
    """

    result: Result
    inputs: PollInputs
    present: int
    quorum_needed: int
    quorum_met: bool
    base: int
    needed: int
    floor: int
    reached: bool
    tie: Tie | None
    blocs: tuple[BlocFinding, ...]


def compute_outcome(inputs: PollInputs) -> OutcomeFacts:
    """Say what became of the question, and why.

    Quorum comes first: a vote of too few is inquorate, never lost (unless the by-laws count
    presence at the opening only). A tie is resolved only if
    nothing else stands against the question: no casting vote supplies a missing two thirds, a
    missing share of the membership, or the consent of a bloc.

    Raises:
        ImpossibleCount: there are more ballots than persons entitled.
    """
    _check(inputs)
    quorum = _quorum(inputs)
    finding = _finding(inputs)
    blocs = _bloc_findings(inputs)
    is_quorate = quorum.met or inputs.rule.quorum.checked is QuorumChecked.OPENING
    tie = _tie(inputs, finding, blocs) if is_quorate else None
    return OutcomeFacts(
        result=_result(finding, blocs, tie) if is_quorate else Result.INQUORATE,
        inputs=inputs,
        present=quorum.present,
        quorum_needed=quorum.needed,
        quorum_met=is_quorate,
        base=finding.base,
        needed=finding.needed,
        floor=finding.floor,
        reached=finding.reached,
        tie=tie,
        blocs=blocs,
    )


def _check(inputs: PollInputs) -> None:
    counts = [(inputs.tally, inputs.electorate), *((b.tally, b.electorate) for b in inputs.blocs)]
    for tally, electorate in counts:
        if tally.handed_in > electorate.entitled:
            raise ImpossibleCount(ballots=tally.handed_in, entitled=electorate.entitled)


def _quorum(inputs: PollInputs) -> QuorumFinding:
    found = find_quorum(
        inputs.rule.quorum,
        inputs.electorate,
        second_call=inputs.second_call,
        executive_size=inputs.executive_size,
    )
    present = max(found.present, inputs.tally.handed_in)
    return QuorumFinding(present, found.entitled, found.needed)


def _finding(inputs: PollInputs) -> Finding:
    if inputs.rule.question.form is VotingForm.UNANIMOUS_CONSENT:
        present, objections = inputs.electorate.present, inputs.tally.against
        return Finding(present, present, floor=0, reached=not objections, is_tie=False)
    return find_majority(inputs.rule.question.majority, inputs.tally, inputs.electorate)


def _bloc_findings(inputs: PollInputs) -> tuple[BlocFinding, ...]:
    rule = inputs.rule.question.concurrent
    if rule is None:
        return ()
    counts = {count.bloc: count for count in inputs.blocs}
    named = [counts.get(bloc) or BlocCount(bloc, Tally(), NOBODY) for bloc in rule.blocs]
    return tuple(find_bloc(rule, count, second_call=inputs.second_call) for count in named)


def _tie(inputs: PollInputs, finding: Finding, blocs: tuple[BlocFinding, ...]) -> Tie | None:
    if not finding.is_tie or not all(bloc.consents for bloc in blocs):
        return None
    return resolve_tie(
        inputs.rule.question.tie,
        casting_vote=inputs.casting_vote,
        chair_vote=inputs.chair_vote,
    )


def _result(finding: Finding, blocs: tuple[BlocFinding, ...], tie: Tie | None) -> Result:
    if tie in UNRESOLVED_TIES:
        return Result.TIED
    carried = finding.reached or tie in CARRYING_TIES
    return Result.CARRIED if carried and all(b.consents for b in blocs) else Result.LOST
