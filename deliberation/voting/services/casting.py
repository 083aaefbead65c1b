"""Taking a ballot: the one way in, whoever asks and however often."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.selectors import has_seat
from deliberation.meetings.selectors.standing import is_present
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
from deliberation.voting.models import Ballot, Choice, Method, Poll, RollEntry
from deliberation.voting.selectors.roll import entry_of, who_has_the_ballot

# The database decides: a trigger refuses the row unless the poll is open and the roll entry
# stands, UNIQUE(entry) allows one ballot, and only a higher number replaces an older one.
CAST = """
INSERT INTO voting_ballot (poll_id, entry_id, choice, seq) VALUES (%s, %s, %s, %s)
ON CONFLICT (entry_id) DO UPDATE SET choice = excluded.choice, seq = excluded.seq
WHERE excluded.seq > voting_ballot.seq
"""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What stands in the box after a ballot was handed in."""

    poll_id: int
    choice: Choice
    seq: int


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
    poll = Poll.objects.select_related("meeting").filter(pk=poll_id).first()
    if poll is None:
        raise Unseen
    entry = entry_of(actor, poll.pk)
    _require_standing(actor, poll, entry)
    authorise(actor, "voting.cast_ballot", poll)
    if _is_in_the_box(entry, choice, seq):
        return Receipt(poll_id, choice, seq)
    _require_time(poll)
    _require_choice(poll, choice)
    if not is_present(actor, poll.meeting):
        raise AbsentVoter
    if entry is None:
        raise PermissionDenied
    if not _wrote(entry, choice, seq):
        _require_same(entry, choice)
    return Receipt(poll_id, choice, seq)


def _require_standing(actor: User, poll: Poll, entry: RollEntry | None) -> None:
    """Tell who has a seat here, but no ballot, why that is so; strangers are told nothing."""
    if entry is not None:
        if not entry.is_active:
            raise TakenOffTheRoll
        return
    if has_seat(actor, poll.meeting.body_id):
        name = who_has_the_ballot(actor, poll)
        raise SeatActsThroughAnother(name=name) if name else NotOnTheRoll


def _is_in_the_box(entry: RollEntry | None, choice: Choice, seq: int) -> bool:
    """Say whether this very ballot was taken before, and only its answer was lost."""
    stands = getattr(entry, "ballot", None)
    return stands is not None and (stands.choice, stands.seq) == (choice, seq)


def _require_time(poll: Poll) -> None:
    if poll.status is not PollStatus.OPEN:
        raise PollNotOpen(status=str(poll.status))
    if poll.closes_at is not None and timezone.now() >= poll.closes_at:
        raise PollNotOpen(status="time_over")


def _require_choice(poll: Poll, choice: Choice) -> None:
    if poll.method is Method.SHOW_OF_HANDS:
        raise WrongMethod(method=str(poll.method))
    if poll.method is Method.UNANIMOUS_CONSENT and choice is not Choice.NO:
        raise WrongMethod(method=str(poll.method))


def _wrote(entry: RollEntry, choice: Choice, seq: int) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(CAST, [entry.poll_id, entry.pk, str(choice), seq])
            return bool(cursor.rowcount)
    except IntegrityError:
        _explain(entry)
        raise


def _explain(entry: RollEntry) -> None:
    poll = Poll.objects.get(pk=entry.poll_id)
    if poll.status is not PollStatus.OPEN:
        raise PollNotOpen(status=str(poll.status)) from None
    raise NotOnTheRoll from None


def _require_same(entry: RollEntry, choice: Choice) -> None:
    stands = Ballot.objects.get(entry=entry)
    if stands.choice is not choice:
        raise NewerBallotStands
