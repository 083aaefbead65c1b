from council.rules.bylaws import (
    PRESETS,
    Basis,
    Deadline,
    DeadlineUnit,
    QuestionKind,
    Secrecy,
    TieRule,
    parse,
)

KENT = parse(PRESETS["kent_konseyi_assembly"])
BEIRAT = parse(PRESETS["migrantenbeirat"])


def test_the_assembly_is_called_two_days_ahead_and_fifteen_for_an_election():
    assert KENT.convocation.ordinary == Deadline(2, DeadlineUnit.DAYS)
    assert KENT.convocation.elective == Deadline(15, DeadlineUnit.DAYS)
    assert KENT.convocation.extraordinary.needed(60) == 20


def test_the_assembly_meets_again_within_25_days_with_twice_its_executive_board():
    second_call = KENT.quorum.second_call

    assert second_call.within == Deadline(25, DeadlineUnit.DAYS)
    assert (second_call.executive_multiple, second_call.share) == (2, None)


def test_the_assembly_decides_by_more_than_half_of_those_present_and_a_tie_is_lost():
    rule = KENT.questions.of(QuestionKind.PROPOSAL)

    assert rule.majority.share.is_more_than_half
    assert (rule.majority.basis, rule.tie) == (Basis.MEMBERS_PRESENT, TieRule.LOST)


def test_elections_of_persons_are_secret_and_other_votes_open():
    for bylaws in (KENT, BEIRAT):
        secret = {k for k in QuestionKind if bylaws.questions.of(k).secrecy is Secrecy.SECRET}
        assert secret == {QuestionKind.ELECTION}


def test_the_advisory_council_is_invited_eight_full_days_ahead_or_48_hours_if_urgent():
    assert BEIRAT.convocation.ordinary == Deadline(8, DeadlineUnit.FULL_DAYS)
    assert BEIRAT.convocation.urgent == Deadline(48, DeadlineUnit.HOURS)


def test_the_terms_of_the_assembly_are_two_years_and_then_three():
    assert KENT.terms == (2, 3)
