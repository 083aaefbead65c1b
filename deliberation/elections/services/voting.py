"""The box: opened among those present, ballots handed in, closed."""

from collections.abc import Mapping

from django.db import connection, transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.rules.errors import OutOfOrder
from deliberation.elections.events import ElectionClosed, ElectionOpened
from deliberation.elections.models import Election, OpenBallot, Voter
from deliberation.elections.selectors.elections import candidates_of, listed
from deliberation.elections.services.preparing import locked_election, tell
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.electorate import electorate_of, present_ids
from deliberation.rules.ballots import (
    AbsentVoter,
    NewerBallotStands,
    NobodyEntitled,
    NotOnTheRoll,
    PollNotOpen,
    WrongMethod,
)
from deliberation.rules.elections import (
    ELECTION_PROCEDURE,
    CandidacyStatus,
    ElectionAct,
    ElectionStatus,
    TooManyHandedOut,
    UnclearBallot,
)
from deliberation.rules.lifecycle import advance
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.tally.box import fault_of
from deliberation.rules.tally.rule import BallotKind, read_rule


@transaction.atomic
def open_voting(*, actor: User, election_id: int, meeting_id: int) -> Election:
    """Open the box in a meeting of the body; who is present and entitled may vote.

    Raises:
        PermissionDenied: the actor does not preside over the meeting.
        OutOfOrder: who stands is not fixed yet, or the meeting is not open.
        NobodyEntitled: nobody is there who may vote.
    """
    election = locked_election(election_id)
    rows = Meeting.objects.select_related("body__council", "bylaws")
    election.meeting = rows.get(pk=meeting_id, body=election.body_id)
    authorise(actor, "elections.open_voting", election)
    if election.meeting.status is not MeetingStatus.OPEN:
        raise OutOfOrder(status=str(election.meeting.status), act="open")
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.OPEN)
    entitled = _list_voters(election)
    election.opened_at = timezone.now()
    election.save(update_fields=["status", "meeting", "opened_at"])
    tell(actor, election, ElectionOpened(election.pk, entitled))
    return election


@transaction.atomic
def cast_ballot(*, actor: User, election_id: int, marks: Mapping[str, int], seq: int) -> OpenBallot:
    """Hand in an open ballot, or change it; sent twice it counts once.

    ``seq`` is the number the page was made with, one more than that of the ballot in the box.
    Ballots do not wait for each other; closing waits for those in flight.

    Raises:
        PollNotOpen: the box is not open, or is closed.
        WrongMethod: votes are on paper.
        NotOnTheRoll: the actor was not there when the box was opened, or has no vote.
        AbsentVoter: the actor is not in attendance.
        UnclearBallot: it leaves in doubt whom the voter means.
        NewerBallotStands: a ballot from this page or a newer one says something else.
    """
    election = _in_flight(election_id)
    if election.status is not ElectionStatus.VOTING:
        raise PollNotOpen(status=str(election.status))
    rule = read_rule(election.rule)
    if rule.ballots is not BallotKind.OPEN:
        raise WrongMethod(method=str(rule.ballots))
    voter = _voter(actor, election)
    authorise(actor, "elections.cast_ballot", election)
    standing = [
        one.key for one in listed(candidates_of(election)) if one.status is CandidacyStatus.ADMITTED
    ]
    if fault := fault_of(rule, standing, marks):
        raise UnclearBallot(fault=str(fault))
    return _put_in(voter, dict(marks), seq)


@transaction.atomic
def close_voting(*, actor: User, election_id: int, handed_out: int | None = None) -> Election:
    """Close the box: no ballot is taken any more.

    Args:
        actor: Who presides.
        election_id: An election whose box is open.
        handed_out: How many papers were handed out [papers]; nothing where ballots are open.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the box is not open.
        TooManyHandedOut: there are fewer persons entitled than papers.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.close_voting", election)
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.CLOSE)
    if read_rule(election.rule).ballots is BallotKind.PAPER:
        entitled = Voter.objects.filter(election=election).count()
        election.handed_out = handed_out or 0
        if election.handed_out > entitled:
            raise TooManyHandedOut(handed_out=election.handed_out, entitled=entitled)
    election.closed_at = timezone.now()
    election.save(update_fields=["status", "handed_out", "closed_at"])
    tell(actor, election, ElectionClosed(election.pk))
    return election


def _list_voters(election: Election) -> int:
    assert election.meeting is not None  # noqa: S101 - the caller has just set it
    roll = electorate_of(election.meeting)
    lines = [line for line in roll.lines if line.is_present]
    if not lines:
        raise NobodyEntitled
    Voter.objects.bulk_create(
        Voter(election=election, member_id=line.voter, seat_id=line.seat) for line in lines
    )
    return len(lines)


def _in_flight(election_id: int) -> Election:
    """Return the election, held so that it is not closed while the ballot is on its way."""
    if connection.vendor == "postgresql":  # on SQLite the transaction is the lock
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT 1 FROM elections_election WHERE id = %s FOR SHARE", [election_id]
            )
    rows = Election.objects.select_related("body__council", "meeting")
    found = rows.filter(pk=election_id).first()
    if found is None:
        raise Unseen
    return found


def _voter(actor: User, election: Election) -> Voter:
    rows = Voter.objects.select_for_update(of=("self",))
    voter = rows.filter(election=election, member__user=actor, member__is_active=True).first()
    if voter is None:
        raise NotOnTheRoll
    if election.meeting is None or voter.member_id not in present_ids(election.meeting):
        raise AbsentVoter
    return voter


def _put_in(voter: Voter, marks: dict[str, int], seq: int) -> OpenBallot:
    ballot = OpenBallot.objects.filter(voter=voter).first() or OpenBallot(voter=voter, seq=0)
    if ballot.marks == marks and ballot.pk:
        return ballot
    if seq <= ballot.seq:
        raise NewerBallotStands
    ballot.marks, ballot.seq = marks, seq
    ballot.save()
    return ballot
