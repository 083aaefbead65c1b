"""Ballot papers entered by two people, each alone; what differs is looked at by both."""

from collections.abc import Mapping

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.rules.errors import OutOfOrder
from deliberation.elections.models import Batch, BatchReading, Election, PaperReading
from deliberation.elections.services.preparing import locked_election
from deliberation.rules.ballots import WrongMethod
from deliberation.rules.elections import (
    ElectionStatus,
    PaperInAnotherBatch,
    PaperNumberTwice,
    ReadingIsFinished,
    TwoHaveEntered,
)
from deliberation.rules.tally.rule import BallotKind, read_rule

READERS = 2


@transaction.atomic
def enter_paper(
    *, actor: User, election_id: int, batch: int, number: int, marks: Mapping[str, int]
) -> PaperReading:
    """Enter what stands on one paper; sent twice it is entered once.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the box is not closed, or the count is over.
        WrongMethod: ballots are open.
        TwoHaveEntered: two others enter this batch.
        ReadingIsFinished: the actor said that the batch is done; differences are mended by both.
        PaperNumberTwice: the actor entered a paper of this number that says something else.
        PaperInAnotherBatch: a paper of this number lies in another batch.
    """
    reading = _reading(_counted_now(actor, election_id), batch, actor)
    if reading.is_finished:
        raise ReadingIsFinished(batch=batch)
    found = PaperReading.objects.filter(reading=reading, number=number).first()
    if found is not None and found.marks != dict(marks):
        raise PaperNumberTwice(number=number)
    return found or _entered(reading, number, marks)


@transaction.atomic
def finish_batch(*, actor: User, election_id: int, batch: int) -> BatchReading:
    """Say that all papers of the batch are entered; when both have, the readings are compared.

    Raises:
        PermissionDenied, OutOfOrder, WrongMethod, TwoHaveEntered: see ``enter_paper``.
    """
    reading = _reading(_counted_now(actor, election_id), batch, actor)
    reading.is_finished = True
    reading.save(update_fields=["is_finished"])
    return reading


@transaction.atomic
def correct_paper(
    *, actor: User, election_id: int, batch: int, number: int, marks: Mapping[str, int]
) -> PaperReading:
    """Change one's own reading of a paper after looking at it again with the other person.

    Raises:
        PermissionDenied, OutOfOrder, WrongMethod, TwoHaveEntered, PaperInAnotherBatch: see
            ``enter_paper``.
    """
    reading = _reading(_counted_now(actor, election_id), batch, actor)
    PaperReading.objects.filter(reading=reading, number=number).delete()
    return _entered(reading, number, marks)


@transaction.atomic
def strike_paper(*, actor: User, election_id: int, batch: int, number: int) -> BatchReading:
    """Take back a paper that is not there; nothing happens if the actor entered none such.

    Raises:
        PermissionDenied, OutOfOrder, WrongMethod, TwoHaveEntered: see ``enter_paper``.
    """
    reading = _reading(_counted_now(actor, election_id), batch, actor)
    PaperReading.objects.filter(reading=reading, number=number).delete()
    return reading


def _counted_now(actor: User, election_id: int) -> Election:
    election = locked_election(election_id)
    authorise(actor, "elections.enter_papers", election)
    if election.status is not ElectionStatus.COUNTING:
        raise OutOfOrder(status=str(election.status), act="enter")
    if read_rule(election.rule).ballots is not BallotKind.PAPER:
        raise WrongMethod(method="open")
    return election


def _reading(election: Election, number: int, actor: User) -> BatchReading:
    batch, _ = Batch.objects.get_or_create(election=election, number=number)
    others = BatchReading.objects.filter(batch=batch).exclude(entered_by=actor)
    if others.count() >= READERS:
        raise TwoHaveEntered(batch=number)
    reading, _ = BatchReading.objects.get_or_create(batch=batch, entered_by=actor)
    reading.batch = batch
    return reading


def _entered(reading: BatchReading, number: int, marks: Mapping[str, int]) -> PaperReading:
    rows = PaperReading.objects.filter(
        number=number, reading__batch__election=reading.batch.election_id
    )
    elsewhere = rows.exclude(reading__batch=reading.batch_id).select_related("reading__batch")
    if other := elsewhere.first():
        raise PaperInAnotherBatch(number=number, batch=other.reading.batch.number)
    return PaperReading.objects.create(reading=reading, number=number, marks=dict(marks))
