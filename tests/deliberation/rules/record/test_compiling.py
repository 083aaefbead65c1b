from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws.documents import read_document, write_document
from deliberation.rules.record.compiling import Bounds, Source, compile_facts
from deliberation.rules.record.completeness import Gap, gaps_in
from deliberation.rules.record.facts import (
    AmendmentFacts,
    Away,
    Dissent,
    Facts,
    Frame,
    Interruption,
    ItemFacts,
    Opening,
    People,
    PointOfOrder,
    Removal,
    SittingFacts,
    Stay,
    Vote,
)
from deliberation.rules.record.presence import (
    Came,
    Restated,
    StaysOverlap,
    require_stays,
    stays_by_member,
)

TWO = datetime(2026, 3, 10, 14, tzinfo=UTC)
LEYLA, OMAR, NUR, SELIN, AHMED, HANNA = 1, 2, 3, 4, 5, 6


def at(minutes):
    return TWO + timedelta(minutes=minutes)


def stay(since, until, *, is_remote=False):
    return Stay(at(since), None if until is None else at(until), is_remote)


FRAME = Frame(
    number=6,
    kind="ordinary",
    is_second_call=False,
    is_public=True,
    convened_at=at(-9000),
    invited=5,
    urgency_reason="",
    opened_at=at(0),
    closed_at=at(180),
    sittings=(SittingFacts(1, at(0), at(80)), SittingFacts(2, at(100), at(180))),
    binding="tr",
)
ITEM = ItemFacts(
    item_id=31,
    number="7",
    kind="proposal",
    is_public=True,
    status="disposed",
    result="adopted",
    reason="",
    called_at=at(20),
    disposed_at=at(60),
    proposed_by=None,
    proposal_id=40,
    reference="P-2026/001",
    mover_id=LEYLA,
    recused=(SELIN,),
    speeches=3,
    deviations=1,
    points_of_order=(PointOfOrder(OMAR, at(31)),),
    decision_number="GMM-2026/014",
    wording=(90, 91),
)
VOTE = Vote(
    poll_id=50,
    item_id=31,
    amendment_id=None,
    proposal_id=40,
    method="roll_call",
    opened_at=at(50),
    closed_at=at(55),
    eligible=4,
    present=2,
    in_favour=2,
    against=1,
    abstentions=0,
    spoilt=0,
    basis="members_present",
    base=3,
    needed=2,
    quorum_needed=2,
    result="carried",
    casting_vote="",
    annul_reason="",
    missing_languages=("ar",),
    override_reason="The interpreter fell ill",
    removals=(Removal(AHMED, "Vacant seat"),),
    dissent=(Dissent(NUR, "no"),),
    roll=(LEYLA, OMAR, NUR, AHMED),
)
NOBODY = People(
    chair_id=LEYLA, clerk_id=HANNA, presidium=(), present=(), excused=(), absent=(), guests=12
)
SOURCE = Source(
    frame=FRAME,
    came=[
        Came(LEYLA, stay(0, 180)),
        Came(OMAR, stay(0, 40)),  # left early
        Came(NUR, stay(58, 180)),  # came late
        Came(HANNA, stay(0, 180)),
    ],
    seated=[LEYLA, OMAR, NUR, SELIN, AHMED],
    excused=[SELIN],
    officers=NOBODY,
    opening=Opening(present=3, needed=3, entitled=5),
    items=[ITEM],
    votes=[VOTE],
)


def test_everybody_is_present_excused_or_absent_and_nobody_twice():
    people = compile_facts(SOURCE).people

    assert [one.member_id for one in people.present] == [LEYLA, OMAR, NUR, HANNA]
    assert (people.excused, people.absent) == ((SELIN,), (AHMED,))


def test_whoever_came_though_they_had_sent_word_is_present():
    found = compile_facts(replace(SOURCE, came=[*SOURCE.came, Came(SELIN, stay(1, 2))]))

    assert found.people.excused == ()


def test_a_clerk_at_the_table_has_no_seat_and_an_alternate_has():
    found = compile_facts(replace(SOURCE, acted_for={HANNA: AHMED}, came=SOURCE.came))
    seated = {one.member_id: (one.has_seat, one.acts_for) for one in found.people.present}

    assert seated == {
        LEYLA: (True, None), OMAR: (True, None), NUR: (True, None), HANNA: (True, AHMED),
    }  # fmt: skip


def test_who_left_before_a_vote_left_and_who_came_after_it_came():
    (vote,) = compile_facts(SOURCE).items[0].votes

    assert vote.here == (LEYLA,)
    assert vote.away == (Away(OMAR, at(40), None), Away(NUR, None, at(58)))


@pytest.mark.parametrize(
    ("stays", "is_here"),
    [
        ([stay(0, 50)], False),  # gone when it opened
        ([stay(0, 51)], True),
        ([stay(55, 180)], True),  # came as it closed
        ([stay(56, 180)], False),
        ([stay(0, None)], True),
        ([stay(0, 40), stay(52, 53)], True),
    ],
)
def test_presence_at_a_vote_comes_from_the_stretches(stays, is_here):
    came = [Came(LEYLA, one) for one in stays]

    (vote,) = compile_facts(replace(SOURCE, came=came)).items[0].votes

    assert (LEYLA in vote.here) is is_here


def test_who_was_out_during_the_vote_left_and_came_back():
    came = [Came(LEYLA, stay(0, 30)), Came(LEYLA, stay(60, 180))]

    (vote,) = compile_facts(replace(SOURCE, came=came)).items[0].votes

    assert vote.away == (Away(LEYLA, at(30), at(60)),)


def test_a_vote_that_was_never_put_asks_for_no_presence():
    votes = [replace(VOTE, opened_at=None, closed_at=None)]

    (vote,) = compile_facts(replace(SOURCE, votes=votes)).items[0].votes

    assert (vote.here, vote.away) == ((), ())


def test_amendments_stand_in_the_order_of_voting():
    amendments = {40: [AmendmentFacts(n, n, OMAR, "adopted") for n in (1, 2, 3)]}
    votes = [
        VOTE,
        replace(VOTE, poll_id=48, amendment_id=3, opened_at=at(30)),
        replace(VOTE, poll_id=49, amendment_id=1, opened_at=at(35)),
    ]

    (item,) = compile_facts(replace(SOURCE, votes=votes, amendments=amendments)).items

    assert [one.number for one in item.amendments] == [3, 1, 2]
    assert [vote.poll_id for vote in item.votes] == [48, 49, 50]


def test_the_time_between_two_sittings_is_an_interruption():
    assert compile_facts(SOURCE).interruptions == (Interruption(at(80), at(100)),)


def test_corrected_hours_are_those_of_the_first_and_the_last_sitting():
    frame = compile_facts(replace(SOURCE, bounds=Bounds(at(5), at(170)))).frame

    assert (frame.opened_at, frame.closed_at) == (at(5), at(170))
    assert (frame.sittings[0].opened_at, frame.sittings[1].closed_at) == (at(5), at(170))


def test_the_last_correction_of_a_persons_attendance_counts():
    restated = [Restated(AHMED, (stay(0, 10),)), Restated(AHMED, (stay(20, 180),))]

    found = compile_facts(replace(SOURCE, restated=restated))

    ahmed = next(one for one in found.people.present if one.member_id == AHMED)
    assert ahmed.stays == (stay(20, 180),)


def test_the_facts_survive_being_written_down():
    facts = compile_facts(SOURCE)

    assert read_document(Facts, write_document(facts)) == facts


def test_complete_minutes_lack_nothing():
    assert gaps_in(compile_facts(SOURCE), set()) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "called"}, "result"),
        ({"result": ""}, "result"),
        ({"status": "postponed", "result": ""}, "reason"),
        ({"status": "withdrawn", "result": ""}, "reason"),
        ({"kind": "report", "result": "noted"}, "account"),
        ({"kind": "any_other_business", "result": "noted"}, "account"),
    ],
)
def test_what_is_missing_on_an_item(change, code):
    found = compile_facts(replace(SOURCE, items=[replace(ITEM, **change)], votes=[]))

    assert gaps_in(found, set()) == [Gap(code, 31, "7")]


def test_the_end_of_the_meeting_is_reason_enough_for_what_was_not_reached():
    item = replace(ITEM, status="postponed", result="unfinished")

    assert gaps_in(compile_facts(replace(SOURCE, items=[item], votes=[])), set()) == []


def test_the_clerks_words_are_the_account_of_a_report():
    item = replace(ITEM, kind="report", result="noted")

    assert gaps_in(compile_facts(replace(SOURCE, items=[item], votes=[])), {31}) == []


def test_a_vote_without_outcome_is_missing_unless_it_was_annulled():
    open_vote = replace(VOTE, result="")
    annulled = replace(open_vote, annul_reason="Wrong question")

    assert gaps_in(compile_facts(replace(SOURCE, votes=[open_vote])), set()) == [
        Gap("vote", 31, "7")
    ]
    assert gaps_in(compile_facts(replace(SOURCE, votes=[annulled])), set()) == []


def test_what_is_missing_of_the_meeting_itself():
    bare = replace(
        SOURCE,
        frame=replace(FRAME, opened_at=None, closed_at=None, sittings=()),
        officers=replace(NOBODY, chair_id=None, clerk_id=None),
        opening=None,
        items=[],
        votes=[],
    )

    found = [gap.code for gap in gaps_in(compile_facts(bare), set())]

    assert found == ["opened", "closed", "chair", "clerk", "quorum"]


@pytest.mark.parametrize(
    "stays",
    [
        [stay(10, 5)],
        [stay(0, 20), stay(10, 30)],
        [stay(0, None), stay(10, 30)],
    ],
)
def test_stretches_that_do_not_follow_each_other_are_refused(stays):
    with pytest.raises(StaysOverlap):
        require_stays(stays)


def test_stretches_that_follow_each_other_are_right_in_any_order():
    require_stays([])
    require_stays([stay(20, None), stay(0, 20)])


@given(st.permutations([Came(1, stay(n, n + 1)) for n in range(5)]))
def test_the_order_in_which_attendance_was_recorded_does_not_matter(came):
    assert stays_by_member(came) == {1: tuple(stay(n, n + 1) for n in range(5))}
