"""The count: from the papers to who is elected; ties settled before a witness."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Member
from council.rules.bylaws import ElectionTie
from deliberation.elections.events import ElectionDeclared, LotDrawn
from deliberation.elections.models import Candidacy, Election, Lot, OpenBallot, Sheet
from deliberation.elections.selectors.elections import candidates_of, groups_of, listed
from deliberation.elections.selectors.papers import batches_of, marks_on_papers
from deliberation.elections.services.preparing import locked_election, tell
from deliberation.rules.elections import (
    ELECTION_PROCEDURE,
    BatchUnfinished,
    CandidacyStatus,
    ElectionAct,
    MorePapersThanHandedOut,
    NoOpenTie,
    ReadingsDiffer,
    TieIsOpen,
    TieNotForALot,
    WitnessIsParty,
)
from deliberation.rules.lifecycle import advance
from deliberation.rules.tally.box import Marks, empty_box
from deliberation.rules.tally.counting import Document, Record, Slate, count
from deliberation.rules.tally.papers import Remark
from deliberation.rules.tally.rule import BallotKind, read_rule
from deliberation.rules.tally.scottish import AlreadyElected, Withdrawal
from deliberation.rules.tally.sheet import Method
from deliberation.rules.tally.ties import Ruling

DRAWN = (ElectionTie.LOT, ElectionTie.CASTING_VOTE)


@transaction.atomic
def count_election(*, actor: User, election_id: int) -> Election:
    """Count the ballots, to the end or to the first tie that nothing on record settles.

    Raises:
        PermissionDenied: the actor neither presides nor keeps the record.
        OutOfOrder: the box is not closed, or the result was declared.
        BatchUnfinished, ReadingsDiffer: papers were not entered by two people who agree.
        MorePapersThanHandedOut: there are papers too many.
        InfeasibleComposition: the places kept for a group cannot be filled any more.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.count", election)
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.COUNT)
    count_anew(election)
    election.save(update_fields=["status"])
    return election


@transaction.atomic
def settle_tie(*, actor: User, election_id: int, order: Sequence[str], witness_id: int) -> Election:
    """Record the lot that was drawn, or the casting vote, and count on.

    Args:
        actor: Who presides.
        election_id: An election whose count stands still at a tie.
        order: The numbers of all who are equal, first drawn or named first.
        witness_id: A member who saw it.

    Raises:
        PermissionDenied: the actor does not preside.
        NoOpenTie: there is none, or it is between others.
        TieNotForALot: the by-laws settle it by another vote or at another meeting.
        WitnessIsParty: the witness draws the lot or is one of those who are equal.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.settle_tie", election)
    witness = Member.objects.get(pk=witness_id, council=election.body.council_id)
    _require_tie(election, order)
    people = candidates_of(election)
    parties = {one.member_id for one in people if one.number and one.key in order}
    if witness.user_id == actor.pk or witness.pk in parties:
        raise WitnessIsParty(name=witness.public_name)
    Lot.objects.create(election=election, order=list(order), drawn_by=actor, witness=witness)
    count_anew(election)
    tell(actor, election, LotDrawn(election.pk))
    return election


@transaction.atomic
def declare_election(*, actor: User, election_id: int) -> Election:
    """Announce who is elected.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: it is not counted, or declared already.
        TieIsOpen: a tie has to be settled first.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.declare", election)
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.DECLARE)
    result = Sheet.objects.get(election=election).document["result"]
    if result["open_tie"] is not None:
        raise TieIsOpen
    election.declared_at = timezone.now()
    election.save(update_fields=["status", "declared_at"])
    tell(actor, election, ElectionDeclared(election.pk, len(result["elected"])))
    return election


def count_anew(election: Election) -> Document:
    """Count from the papers and keep the sheet; the steps inside the acts above share it."""
    rule, people = read_rule(election.rule), candidates_of(election)
    slate = Slate(groups_of(people))
    box = empty_box(rule, slate.candidates, _marks(election, rule.ballots))
    lots = Lot.objects.filter(election=election, is_void=False).order_by("pk")
    document = count(rule, slate, box, _record(people, [Ruling(tuple(o.order)) for o in lots]))
    found = {
        "document": {**document, "taken": box.taken, "remarks": _remarks(box.remarks)},
        "counted_at": timezone.now(),
    }
    Sheet.objects.update_or_create(election=election, defaults=found)
    return document


def require_not_elected(election: Election, candidacy: Candidacy) -> int:
    """Return the stage that the count has reached, at which the candidate withdraws.

    Where the papers are counted anew without them, lots drawn so far are void.

    Raises:
        AlreadyElected: the count has given them a seat.
    """
    result = Sheet.objects.get(election=election).document["result"]
    if candidacy.key in result["elected"]:
        raise AlreadyElected(candidate=candidacy.member.public_name)
    if read_rule(election.rule).method is not Method.SCOTTISH_STV:
        Lot.objects.filter(election=election).update(is_void=True)
    return len(result.get("stages", ())) or 1


def _record(people: Sequence[Candidacy], rulings: Sequence[Ruling]) -> Record:
    gone = [one for one in listed(people) if one.status is CandidacyStatus.WITHDRAWN]
    return Record(
        rulings,
        [Withdrawal(one.key, one.withdrawn_stage) for one in gone if one.withdrawn_stage],
        [one.key for one in gone if not one.withdrawn_stage],
    )


def _remarks(found: Mapping[Remark, int]) -> dict[str, int]:
    return {str(remark): papers for remark, papers in sorted(found.items())}


def _marks(election: Election, kind: BallotKind) -> list[Marks]:
    if kind is BallotKind.OPEN:
        ballots = OpenBallot.objects.filter(voter__election=election)
        return list(ballots.values_list("marks", flat=True))
    batches = batches_of(election)
    if unfinished := [one.number for one in batches if not one.is_finished]:
        raise BatchUnfinished(batches=", ".join(map(str, unfinished)))
    if differing := [one.number for one in batches if one.differences]:
        raise ReadingsDiffer(batches=", ".join(map(str, differing)))
    papers = marks_on_papers(batches)
    if len(papers) > (election.handed_out or 0):
        raise MorePapersThanHandedOut(papers=len(papers), handed_out=election.handed_out or 0)
    return papers


def _require_tie(election: Election, order: Sequence[str]) -> None:
    sheet = Sheet.objects.filter(election=election).first()
    tie = sheet.document["result"]["open_tie"] if sheet else None
    if election.declared_at is not None or tie is None or sorted(order) != sorted(tie["among"]):
        raise NoOpenTie
    if read_rule(election.rule).ties not in DRAWN:
        raise TieNotForALot
