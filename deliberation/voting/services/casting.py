"""Taking ballots: the one way in, whoever asks, however often, one or many at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, OperationalError, connection, transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.selectors import has_seat
from council.rules.errors import RuleViolation
from deliberation.rules.ballots import (
    AbsentVoter,
    NewerBallotStands,
    NotOnTheRoll,
    PollNotOpen,
    SeatActsThroughAnother,
    TakenOffTheRoll,
    WrongMethod,
)
from deliberation.rules.polls import PollStatus
from deliberation.voting.deadlines import is_over
from deliberation.voting.models import Ballot, Choice, Method, Poll
from deliberation.voting.selectors.claims import Claim, claims_to
from deliberation.voting.selectors.roll import who_has_the_ballot

# The database decides: a trigger refuses the row unless the poll is open and the roll entry
# stands, UNIQUE(entry) allows one ballot, and only a higher number replaces an older one.
CAST = """
INSERT INTO voting_ballot (poll_id, entry_id, choice, seq) VALUES {rows}
ON CONFLICT (entry_id) DO UPDATE SET choice = excluded.choice, seq = excluded.seq
WHERE excluded.seq > voting_ballot.seq
"""
ROW = "(%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A ballot on its way to the box, and who hands it in."""

    actor: User
    poll_id: int
    choice: Choice
    seq: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands in the box after a ballot was handed in."""

    poll_id: int
    choice: Choice
    seq: int


Answer = Receipt | Exception


def cast_ballot(*, actor: User, poll_id: int, choice: Choice, seq: int) -> Receipt:
    """Hand in the actor's ballot, or change it; the receipt is given after the commit.

    ``seq`` is the number the page was made with, one more than that of the ballot in the box. It
    is the idempotency key: the same ballot sent again is counted once, and a late retry of an
    older page never replaces a newer ballot. Whoever heard no answer and asks again after the
    close, or after leaving, is told that the ballot was taken. There is no lock on the poll, no
    journal entry and no time of casting.

    Raises:
        Unseen: there is no such poll.
        PermissionDenied: the actor has no seat in the body.
        NotOnTheRoll: the actor has one, but is not entitled on this poll, being recused or new.
        SeatActsThroughAnother: titular or alternate has the ballot of the actor's seat.
        TakenOffTheRoll: the actor was on the roll and was taken off it.
        PollNotOpen: it is not open yet, closed, or its time is over.
        AbsentVoter: the actor is not in attendance.
        NewerBallotStands: a ballot from this page or a newer one says something else.
        WrongMethod: hands are raised, or silence means consent.
    """
    try:
        [answer] = _take([HandedIn(actor, poll_id, choice, seq)])
    except IntegrityError:
        _explain(poll_id)
        raise
    if isinstance(answer, Exception):
        raise answer
    return answer


def cast_ballots(*, handed_in: Sequence[HandedIn]) -> Sequence[Answer]:
    """Hand in the ballots of many people; give each the answer that ``cast_ballot`` would.

    They share one transaction, so that one wait for the disk serves all, and no answer is given
    before it is over. A ballot over which that transaction stumbles harms nobody: then each is
    taken by itself. Only where the database itself fails, all fail.
    """
    answers: dict[int, Answer] = {}  # by place among what was handed in
    for turn in _turns(handed_in):
        answers |= zip(turn, _together([handed_in[place] for place in turn]), strict=True)
    return [answers[place] for place in range(len(handed_in))]


def _turns(handed_in: Sequence[HandedIn]) -> Iterator[Sequence[int]]:
    """Part the ballots, in the order they came, so that nobody has two in one turn."""
    waiting = list(range(len(handed_in)))
    while waiting:
        first = {handed_in[place].actor.pk: place for place in reversed(waiting)}
        turn = set(first.values())
        yield sorted(turn)
        waiting = [place for place in waiting if place not in turn]


def _together(papers: Sequence[HandedIn]) -> Sequence[Answer]:
    try:
        return _take(papers)
    except OperationalError as problem:
        if not _has_passed(problem):  # a full disk will not be emptier for the next of them
            return [problem] * len(papers)
    except Exception:  # noqa: BLE001, S110 - whoever is at fault will be told so below
        pass
    return [_alone(one) for one in papers]


def _alone(one: HandedIn) -> Answer:
    try:
        return cast_ballot(actor=one.actor, poll_id=one.poll_id, choice=one.choice, seq=one.seq)
    except Exception as problem:  # noqa: BLE001 - the answer to this ballot, and to no other
        return problem


def _has_passed(problem: OperationalError) -> bool:
    """Say whether two transactions were in each other's way, as PostgreSQL's class 40 tells."""
    return str(getattr(problem.__cause__, "sqlstate", ""))[:2] == "40"


def _take(papers: Sequence[HandedIn]) -> Sequence[Answer]:
    """Take ballots of different people. Whoever is refused need not wait for those who write."""
    claims = claims_to((one.actor.pk, one.poll_id) for one in papers)
    judged = [_judge(one, claims.get((one.actor.pk, one.poll_id))) for one in papers]
    # In one order for all processes, so that none waits for another in a circle.
    lines = sorted((line, place) for place, line in enumerate(judged) if isinstance(line, int))
    box = _put_into_the_box({line: papers[place] for line, place in lines})
    return [
        _stands(papers[place], box[line]) if isinstance(line, int) else line
        for place, line in enumerate(judged)
    ]


def _judge(one: HandedIn, claim: Claim | None) -> int | Answer:
    """Return the line of the roll for which the ballot is taken, or else the answer to it."""
    try:
        return _entitled(one, claim)
    except (RuleViolation, PermissionDenied, Unseen) as refusal:
        return refusal


def _entitled(one: HandedIn, claim: Claim | None) -> int | Receipt:
    if claim is None:
        raise Unseen
    _require_standing(one.actor, claim)
    authorise(one.actor, "voting.cast_ballot", claim)
    if (claim.choice, claim.seq) == (one.choice, one.seq):  # taken before, the answer was lost
        return Receipt(one.poll_id, one.choice, one.seq)
    _require_time(claim.poll)
    _require_choice(claim.poll, one.choice)
    if not claim.is_present:
        raise AbsentVoter
    return claim.entry_id


def _require_standing(actor: User, claim: Claim) -> None:
    """Tell who has a seat here, but no ballot, why that is so; strangers are told nothing."""
    if claim.entry_id:
        if not claim.is_active:
            raise TakenOffTheRoll
        return
    if has_seat(actor, claim.poll.meeting.body_id):
        name = who_has_the_ballot(actor, claim.poll)
        raise SeatActsThroughAnother(name=name) if name else NotOnTheRoll


def _require_time(poll: Poll) -> None:
    if poll.status is not PollStatus.OPEN:
        raise PollNotOpen(status=str(poll.status))
    if is_over(poll):
        raise PollNotOpen(status="time_over")


def _require_choice(poll: Poll, choice: Choice) -> None:
    if poll.method is Method.SHOW_OF_HANDS:
        raise WrongMethod(method=str(poll.method))
    if poll.method is Method.UNANIMOUS_CONSENT and choice is not Choice.NO:
        raise WrongMethod(method=str(poll.method))


def _put_into_the_box(papers: Mapping[int, HandedIn]) -> Mapping[int, Receipt]:
    """Write the ballots by line of the roll; return what stands then for each line."""
    if not papers:
        return {}
    rows = [(one.poll_id, line, str(one.choice), one.seq) for line, one in papers.items()]
    with transaction.atomic(), connection.cursor() as cursor:
        statement = CAST.format(rows=", ".join([ROW] * len(rows)))
        cursor.execute(statement, [value for row in rows for value in row])
        if cursor.rowcount == len(rows):
            return {line: Receipt(one.poll_id, one.choice, one.seq) for line, one in papers.items()}
        stands = Ballot.objects.filter(entry__in=papers)
        return {one.entry_id: Receipt(one.poll_id, one.choice, one.seq) for one in stands}


def _stands(one: HandedIn, receipt: Receipt) -> Answer:
    return receipt if receipt.choice is one.choice else NewerBallotStands()


def _explain(poll_id: int) -> None:
    poll = Poll.objects.get(pk=poll_id)
    if poll.status is not PollStatus.OPEN:
        raise PollNotOpen(status=str(poll.status)) from None
    raise NotOnTheRoll from None
