from fractions import Fraction

import pytest

from council.rules.bylaws import (
    PRESETS,
    Basis,
    MajorityKind,
    MajorityRule,
    QuestionKind,
    Share,
    Strictness,
    parse,
)


@pytest.mark.parametrize(
    ("fraction", "strictness", "basis", "kind"),
    [
        ("1/2", "more_than", Basis.VOTES_CAST, MajorityKind.SIMPLE),
        ("1/2", "more_than", Basis.VOTES_CAST_AND_ABSTENTIONS, MajorityKind.SIMPLE),
        ("1/2", "more_than", Basis.MEMBERS_PRESENT, MajorityKind.OF_THOSE_PRESENT),
        ("1/2", "more_than", Basis.ENTIRE_MEMBERSHIP, MajorityKind.ABSOLUTE),
        ("1/2", "more_than", Basis.FILLED_SEATS, MajorityKind.ABSOLUTE),
        ("1/2", "at_least", Basis.VOTES_CAST, MajorityKind.QUALIFIED),
        ("2/3", "at_least", Basis.MEMBERS_PRESENT, MajorityKind.QUALIFIED),
        ("1/1", "at_least", Basis.VOTES_CAST, MajorityKind.UNANIMITY),
    ],
)
def test_a_majority_has_a_common_name(fraction, strictness, basis, kind):
    rule = MajorityRule(Share(Fraction(fraction), Strictness(strictness)), basis, None)

    assert rule.kind is kind


@pytest.mark.parametrize("kind", QuestionKind)
def test_every_type_of_question_has_its_rule(kind):
    questions = parse(PRESETS["kent_konseyi_assembly"]).questions

    assert questions.of(kind) is getattr(questions, kind.value)
