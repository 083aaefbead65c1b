"""An election from its preparation to the seats that are taken, and what stands against it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied

from council.ledger.models import Entry
from council.members.models import Mandate, MandateRole, Office, OfficeKind
from council.rules.bounds import InfeasibleComposition
from council.rules.bylaws import ElectionTie
from council.rules.composition import AlreadySeated
from council.rules.errors import OutOfOrder
from deliberation.elections.models import Candidacy, Fills, Lot, OpenBallot, PaperReading, Sheet
from deliberation.elections.selectors.papers import batch_numbered
from deliberation.elections.services import counting, papers, preparing, standing, voting
from deliberation.elections.services.standing import Statement
from deliberation.elections.services.taking_up import take_up
from deliberation.rules.ballots import (
    AbsentVoter,
    NewerBallotStands,
    NotOnTheRoll,
    PollNotOpen,
    ReasonNeeded,
    SecretNeedsPaper,
    WrongMethod,
)
from deliberation.rules.elections import (
    BatchUnfinished,
    CandidacyStatus,
    ConsentMissing,
    ElectionStatus,
    MorePapersThanHandedOut,
    NoOpenTie,
    NoVacantSeat,
    PaperInAnotherBatch,
    PaperNumberTwice,
    ReadingIsFinished,
    ReadingsDiffer,
    StandsAlready,
    TakenUpAlready,
    TieIsOpen,
    TieNotForALot,
    TooManyHandedOut,
    TwoHaveEntered,
    UnclearBallot,
    WitnessIsParty,
)
from deliberation.rules.tally.rule import (
    BallotKind,
    NobodyStands,
    OneSeatOnly,
    PlacesDoNotFit,
    PlacesNeedAnotherMethod,
    PlacesWithoutCandidates,
)
from deliberation.rules.tally.scottish import AlreadyElected
from deliberation.rules.tally.sheet import Method
from tests.factories.elections import (
    close,
    enter,
    hand_in,
    make_calling,
    make_candidate,
    make_counted,
    make_declared,
    make_hall,
    make_listed,
    make_prepared,
    make_rule,
    make_voting,
)
from tests.factories.institution import make_member, make_seat

pytestmark = pytest.mark.django_db
PAPER = {"ballots": BallotKind.PAPER}
STACK = {7: {"1": 1, "2": 2}, 3: {"1": 1}, 5: {"2": 1}}


@pytest.fixture
def hall():
    return make_hall()


def elected(election):
    people = {one.key: one.member for one in Candidacy.objects.filter(election=election)}
    result = Sheet.objects.get(election=election).document["result"]
    return [people[key] for key in result["elected"]]


def equal(hall, **facts):
    """Count an election in which the first two have one vote each and the third none."""
    return make_counted(hall, {"1": 1}, {"2": 1}, **facts)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"method": Method.SCHULZE, "seats": 2}, OneSeatOnly),
        ({"method": Method.APPROVAL, "places": {"women": 1}}, PlacesNeedAnotherMethod),
        ({"seats": 1, "places": {"women": 1, "men": 1}}, PlacesDoNotFit),
        ({"method": Method.ZIPPER, "seats": 3, "places": {"women": 1}}, PlacesDoNotFit),
    ],
)
def test_a_rule_that_cannot_be_is_refused(facts, refusal):
    with pytest.raises(refusal):
        make_rule(**facts)


def test_a_secret_election_is_held_on_paper():
    hall = make_hall(is_secret=True)

    with pytest.raises(SecretNeedsPaper):
        make_prepared(hall)

    assert make_prepared(hall, **PAPER).status is ElectionStatus.PREPARED


def test_the_rule_is_copied_with_the_version_of_the_by_laws(hall):
    election = make_prepared(hall)

    assert election.rule["bylaws_version"] == 1
    assert election.rule["article"] == "Article 14"


def test_nobody_is_listed_who_does_not_stand(hall):
    election = make_calling(hall)

    with pytest.raises(NobodyStands):
        preparing.close_list(actor=hall.clerk, election_id=election.pk)


def test_places_that_nobody_stands_for_stop_the_list(hall):
    with pytest.raises(PlacesWithoutCandidates) as refused:
        make_listed(hall, ("women", "women"), seats=2, places={"women": 1, "men": 1})

    assert refused.value.facts == {"group": "men", "places": 1, "missing": 1}


def test_numbers_are_given_by_name_and_again_when_the_list_is_reopened(hall):
    election = make_listed(hall, ("", ""))
    numbers = [one.key for one in Candidacy.objects.filter(election=election)]

    preparing.call_candidates(actor=hall.clerk, election_id=election.pk)
    make_candidate(hall, election, 4)
    preparing.close_list(actor=hall.clerk, election_id=election.pk)

    again = Candidacy.objects.filter(election=election).order_by("number")
    assert numbers == ["1", "2"]
    assert [one.number for one in again] == [1, 2, 3]


def test_of_two_clerks_who_fix_the_list_the_second_is_told(hall):
    election = make_listed(hall)

    with pytest.raises(OutOfOrder):
        preparing.close_list(actor=hall.second, election_id=election.pk)


def test_who_is_put_forward_stands_only_by_their_own_word(hall):
    election = make_calling(hall)
    asked = standing.nominate(
        actor=hall.user(1), election_id=election.pk, member_id=hall.members[2].pk
    )

    with pytest.raises(ConsentMissing):
        standing.admit(actor=hall.clerk, candidacy_id=asked.pk)
    with pytest.raises(PermissionDenied):
        standing.decline(actor=hall.user(1), candidacy_id=asked.pk)
    stands = standing.stand(
        actor=hall.user(2), election_id=election.pk, statement=Statement({"tr": "Evet"}, "tr")
    )

    assert stands.pk == asked.pk
    assert standing.admit(actor=hall.clerk, candidacy_id=asked.pk).nominated_by == hall.members[1]


def test_who_said_no_is_not_asked_twice(hall):
    election = make_calling(hall)
    facts = {"election_id": election.pk, "member_id": hall.members[2].pk}
    asked = standing.nominate(actor=hall.user(1), **facts)
    standing.decline(actor=hall.user(2), candidacy_id=asked.pk)

    with pytest.raises(StandsAlready):
        standing.nominate(actor=hall.user(3), **facts)


def test_nobody_stands_twice(hall):
    election = make_calling(hall)
    make_candidate(hall, election, 1)

    with pytest.raises(StandsAlready):
        make_candidate(hall, election, 1)


def test_a_refusal_has_a_reason_and_can_be_taken_back(hall):
    election = make_calling(hall)
    one = standing.stand(actor=hall.user(1), election_id=election.pk, statement=Statement({}, "tr"))

    with pytest.raises(ReasonNeeded):
        standing.refuse(actor=hall.clerk, candidacy_id=one.pk, reason=" ")
    refused = standing.refuse(actor=hall.clerk, candidacy_id=one.pk, reason="No mandate")

    assert refused.status is CandidacyStatus.REFUSED
    assert standing.admit(actor=hall.clerk, candidacy_id=one.pk).status == "admitted"


def test_candidacies_end_with_the_list(hall):
    election = make_listed(hall)

    with pytest.raises(OutOfOrder):
        make_candidate(hall, election, 5)


def test_who_is_present_votes_and_a_late_comer_does_not(hall):
    late = make_member(hall.body.council)
    election = make_voting(hall)

    assert election.voters.count() == len(hall.members)
    with pytest.raises(NotOnTheRoll):
        voting.cast_ballot(actor=late.user, election_id=election.pk, marks={"1": 1}, seq=1)


def test_who_left_hands_in_nothing(hall):
    election = make_voting(hall)
    hall.meeting.attendances.filter(member=hall.members[2]).update(left_at=dt.datetime.now(dt.UTC))

    with pytest.raises(AbsentVoter):
        voting.cast_ballot(actor=hall.user(2), election_id=election.pk, marks={"1": 1}, seq=1)


@pytest.mark.parametrize(
    "marks", [{}, {"1": 2}, {"1": 1, "2": 1}, {"1": 1, "2": 3}, {"1": 1, "2": 2, "3": 2}, {"9": 1}]
)
def test_a_ballot_that_is_not_clear_is_not_taken(hall, marks):
    election = make_voting(hall)

    with pytest.raises(UnclearBallot):
        hand_in(hall, election, marks)

    assert not OpenBallot.objects.exists()


def test_a_ballot_sent_twice_counts_once_and_a_late_one_replaces_nothing(hall):
    election = make_voting(hall)
    first, changed = {"1": 1}, {"2": 1, "1": 2}
    hand_in(hall, election, first, first)
    voting.cast_ballot(actor=hall.user(0), election_id=election.pk, marks=changed, seq=2)

    with pytest.raises(NewerBallotStands):
        voting.cast_ballot(actor=hall.user(0), election_id=election.pk, marks=first, seq=1)
    again = voting.cast_ballot(actor=hall.user(0), election_id=election.pk, marks=changed, seq=2)

    assert (again.seq, OpenBallot.objects.count()) == (2, 2)


def test_a_ballot_after_the_close_is_late(hall):
    election = make_voting(hall)
    close(hall, election)

    with pytest.raises(PollNotOpen):
        hand_in(hall, election, {"1": 1})


def test_ballots_and_papers_do_not_mix(hall):
    on_paper, by_name = make_voting(hall, **PAPER), make_voting(hall)
    close(hall, by_name)

    with pytest.raises(WrongMethod):
        hand_in(hall, on_paper, {"1": 1})
    with pytest.raises(WrongMethod):
        enter(hall.clerk, by_name, STACK)


def test_an_open_election_is_counted_and_declared(hall):
    election = make_declared(hall, {"2": 1}, {"2": 1}, {"1": 1})

    kinds = Entry.objects.filter(meeting_id=hall.meeting.pk, kind__startswith="election")
    assert elected(election) == [hall.members[1]]
    assert [one.kind for one in kinds] == [
        "election.opened",
        "election.closed",
        "election.declared",
    ]


def on_paper(hall, handed_out=5, **facts):
    election = make_voting(hall, **PAPER, **facts)
    return close(hall, election, handed_out)


def test_two_people_enter_papers_and_their_count_is_one(hall):
    election = on_paper(hall)
    enter(hall.clerk, election, STACK)
    enter(hall.second, election, dict(reversed(STACK.items())))

    counting.count_election(actor=hall.clerk, election_id=election.pk)

    sheet = Sheet.objects.get(election=election).document
    assert (sheet["taken"], elected(election)) == (3, [hall.members[0]])


def test_one_person_alone_is_not_enough(hall):
    election = on_paper(hall)
    enter(hall.clerk, election, STACK)

    with pytest.raises(BatchUnfinished):
        counting.count_election(actor=hall.clerk, election_id=election.pk)


def test_what_differs_is_shown_when_both_are_done_and_mended_by_who_erred(hall):
    election = on_paper(hall)
    enter(hall.clerk, election, STACK)
    before = batch_numbered(election, 1).differences
    enter(hall.second, election, {**STACK, 3: {"2": 1}, 9: {"3": 1}})

    with pytest.raises(ReadingsDiffer):
        counting.count_election(actor=hall.clerk, election_id=election.pk)
    shown = [(one.number, list(one.readings)) for one in batch_numbered(election, 1).differences]
    facts = {"election_id": election.pk, "batch": 1}
    papers.correct_paper(actor=hall.second, number=3, marks={"1": 1}, **facts)
    papers.strike_paper(actor=hall.second, number=9, **facts)

    assert before == []
    assert shown == [(3, [{"1": 1}, {"2": 1}]), (9, [None, {"3": 1}])]
    counting.count_election(actor=hall.clerk, election_id=election.pk)


def test_a_paper_number_stands_once(hall):
    election = on_paper(hall)
    facts = {"actor": hall.clerk, "election_id": election.pk, "number": 4}
    papers.enter_paper(batch=1, marks={"1": 1}, **facts)
    papers.enter_paper(batch=1, marks={"1": 1}, **facts)

    with pytest.raises(PaperNumberTwice):
        papers.enter_paper(batch=1, marks={"2": 1}, **facts)
    with pytest.raises(PaperInAnotherBatch):
        papers.enter_paper(batch=2, marks={"1": 1}, **facts)
    assert PaperReading.objects.count() == 1


def test_a_third_person_takes_another_batch(hall):
    election = on_paper(hall)
    enter(hall.clerk, election, STACK)
    enter(hall.second, election, STACK)

    with pytest.raises(TwoHaveEntered):
        enter(hall.chair, election, STACK)


def test_who_is_done_enters_nothing_more_alone(hall):
    election = on_paper(hall)
    enter(hall.clerk, election, STACK)

    with pytest.raises(ReadingIsFinished):
        papers.enter_paper(
            actor=hall.clerk, election_id=election.pk, batch=1, number=8, marks={"1": 1}
        )


def test_there_are_no_more_papers_than_were_handed_out_nor_than_people(hall):
    election = make_voting(hall, **PAPER)
    with pytest.raises(TooManyHandedOut):
        close(hall, election, 7)
    close(hall, election, 2)
    enter(hall.clerk, election, STACK)
    enter(hall.second, election, STACK)

    with pytest.raises(MorePapersThanHandedOut) as refused:
        counting.count_election(actor=hall.clerk, election_id=election.pk)

    assert refused.value.facts == {"papers": 3, "handed_out": 2}


def test_doubtful_papers_are_read_by_the_rule(hall):
    election = on_paper(hall)
    stack = {1: {"1": 1, "2": 1}, 2: {}, 3: {"2": 1, "1": 3}, 4: {"2": 1}}
    enter(hall.clerk, election, stack)
    enter(hall.second, election, stack)

    counting.count_election(actor=hall.clerk, election_id=election.pk)

    sheet = Sheet.objects.get(election=election).document
    assert (sheet["spoilt"], elected(election)) == (2, [hall.members[1]])
    assert sheet["remarks"] == {"blank": 1, "number_missing": 1, "two_first": 1}


def settle(hall, election, order, witness):
    return counting.settle_tie(
        actor=hall.chair, election_id=election.pk, order=order, witness_id=witness.pk
    )


def open_tie(election):
    return Sheet.objects.get(election=election).document["result"]["open_tie"]


def test_a_tie_stops_the_count_until_a_lot_is_drawn_before_a_witness(hall):
    election = equal(hall)
    assert open_tie(election)["among"] == ["1", "2"]

    with pytest.raises(TieIsOpen):
        counting.declare_election(actor=hall.chair, election_id=election.pk)
    settle(hall, election, ["1", "2"], hall.members[4])
    counting.declare_election(actor=hall.chair, election_id=election.pk)

    assert elected(election) == [hall.members[1]]  # the one drawn first is out
    assert Lot.objects.get().witness == hall.members[4]


def test_a_witness_is_no_party_and_a_lot_is_about_this_tie(hall):
    election = equal(hall)

    with pytest.raises(WitnessIsParty):
        settle(hall, election, ["1", "2"], hall.members[1])
    with pytest.raises(WitnessIsParty):
        settle(hall, election, ["1", "2"], hall.members[0])
    with pytest.raises(NoOpenTie):
        settle(hall, election, ["1", "3"], hall.members[4])


def test_without_a_lot_in_the_rule_a_tie_stays(hall):
    election = equal(hall, ties=ElectionTie.REVOTE)

    with pytest.raises(TieNotForALot):
        settle(hall, election, ["1", "2"], hall.members[4])


def candidacy(election, number):
    return Candidacy.objects.get(election=election, number=number)


def test_who_withdraws_before_the_count_is_passed_over(hall):
    election = make_voting(hall)
    hand_in(hall, election, {"1": 1, "2": 2}, {"1": 1, "2": 2}, {"3": 1})
    standing.withdraw_candidacy(actor=hall.user(0), candidacy_id=candidacy(election, 1).pk)
    close(hall, election)

    counting.count_election(actor=hall.chair, election_id=election.pk)

    assert elected(election) == [hall.members[1]]


def test_by_the_scottish_rules_papers_go_on_at_the_stage_reached(hall):
    election = equal(hall)

    standing.withdraw_candidacy(actor=hall.user(0), candidacy_id=candidacy(election, 1).pk)

    acts = [one["act"] for one in Sheet.objects.get().document["result"]["stages"]]
    assert acts[-1] == "withdrawal"
    assert elected(election) == [hall.members[1]]


@pytest.mark.parametrize("method", [Method.APPROVAL, Method.MEEK_STV, Method.SCHULZE])
def test_by_other_methods_the_papers_are_counted_anew(hall, method):
    election = equal(hall, method=method)

    standing.withdraw_candidacy(actor=hall.user(0), candidacy_id=candidacy(election, 1).pk)

    assert Sheet.objects.get().document["gone"] == ["1"]
    assert elected(election) == [hall.members[1]]


def test_who_is_elected_cannot_withdraw_from_the_count(hall):
    election = make_counted(hall, {"1": 1}, {"1": 1})

    with pytest.raises(AlreadyElected):
        standing.withdraw_candidacy(actor=hall.user(0), candidacy_id=candidacy(election, 1).pk)


def test_after_the_result_nobody_withdraws(hall):
    election = make_declared(hall, {"1": 1}, {"1": 1})

    with pytest.raises(OutOfOrder):
        standing.withdraw_candidacy(actor=hall.user(1), candidacy_id=candidacy(election, 2).pk)


def test_fewer_candidates_than_seats_leave_seats_vacant(hall):
    election = make_declared(hall, {"1": 1}, {"2": 1}, groups=("", ""), seats=3)

    assert elected(election) == [hall.members[0], hall.members[1]]


def test_a_woman_and_a_man_are_elected_whatever_the_votes(hall):
    places = {"women": 1, "men": 1}
    election = make_declared(
        hall,
        {"1": 1, "2": 2},
        {"2": 1, "1": 2},
        {"1": 1, "2": 2},
        {"2": 1},
        {"1": 1},
        groups=("women", "women", "men"),
        seats=2,
        places=places,
    )

    document = Sheet.objects.get(election=election).document
    assert hall.members[2] in elected(election)
    assert document["seats_changed"] == 1


def test_places_that_cannot_be_filled_any_more_stop_the_count(hall):
    places = {"women": 1, "men": 1}
    election = make_voting(hall, ("women", "men"), seats=2, places=places)
    hand_in(hall, election, {"1": 1})
    standing.withdraw_candidacy(actor=hall.user(1), candidacy_id=candidacy(election, 2).pk)
    close(hall, election)

    with pytest.raises(InfeasibleComposition):
        counting.count_election(actor=hall.chair, election_id=election.pk)


def test_an_election_is_annulled_for_a_reason(hall):
    election = make_declared(hall, {"1": 1}, {"1": 1})

    with pytest.raises(ReasonNeeded):
        preparing.annul_election(actor=hall.chair, election_id=election.pk, reason="")
    annulled = preparing.annul_election(
        actor=hall.chair, election_id=election.pk, reason="Papers were lost"
    )

    assert annulled.status is ElectionStatus.ANNULLED


TODAY = dt.date(2026, 1, 1)


def test_those_elected_take_vacant_seats_kept_ones_first(hall):
    board = make_hall(3)
    outsiders = [make_member(board.body.council) for _ in range(2)]
    open_seat, kept = make_seat(board.body), make_seat(board.body, group="men")
    election = make_calling(board, fills=Fills.SEATS, seats=2, places={"women": 1, "men": 1})
    for member, group in zip(outsiders, ("women", "men"), strict=True):
        statement = Statement({}, "tr", group)
        one = standing.stand(actor=member.user, election_id=election.pk, statement=statement)
        standing.admit(actor=board.clerk, candidacy_id=one.pk)
    preparing.close_list(actor=board.clerk, election_id=election.pk)
    voting.open_voting(actor=board.chair, election_id=election.pk, meeting_id=board.meeting.pk)
    hand_in(board, election, {"1": 1}, {"2": 1})
    close(board, election)
    counting.count_election(actor=board.chair, election_id=election.pk)
    counting.declare_election(actor=board.chair, election_id=election.pk)

    take_up(actor=board.clerk, election_id=election.pk, starts_on=TODAY)

    held = Mandate.objects.filter(seat__in=[open_seat, kept], role=MandateRole.TITULAR)
    assert dict(held.values_list("seat", "member")) == {
        open_seat.pk: outsiders[0].pk,
        kept.pk: outsiders[1].pk,
    }
    with pytest.raises(TakenUpAlready):
        take_up(actor=board.second, election_id=election.pk, starts_on=TODAY)


def test_the_registry_may_stand_against_it_and_then_nobody_takes_a_seat(hall):
    election = make_declared(hall, {"1": 1}, {"1": 1}, fills=Fills.SEATS)

    with pytest.raises(NoVacantSeat):
        take_up(actor=hall.clerk, election_id=election.pk, starts_on=TODAY)
    make_seat(hall.body)
    with pytest.raises(AlreadySeated):
        take_up(actor=hall.clerk, election_id=election.pk, starts_on=TODAY)


def test_those_elected_take_an_office(hall):
    election = make_declared(hall, {"2": 1}, {"2": 1}, fills=Fills.OFFICE)

    take_up(actor=hall.clerk, election_id=election.pk, starts_on=TODAY)

    held = Office.objects.filter(body=hall.body, kind=OfficeKind.VICE_CHAIR)
    assert [one.member for one in held] == [hall.members[1]]
