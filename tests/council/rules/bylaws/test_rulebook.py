import json
from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.bylaws import (
    PRESETS,
    Departure,
    InvalidBylaws,
    QuestionKind,
    dump,
    dump_poll_rule,
    parse,
    parse_poll_rule,
    poll_rule,
)

KENT = PRESETS["kent_konseyi_assembly"]
ASKED_LATER = {"record.objections", "record.adoption"}  # by-laws in force say nothing of them
MORE_THAN_ALL = {"fraction": "1/1", "strictness": "more_than"}
HALF = {"fraction": "1/2", "strictness": "more_than"}
SECOND_CALL = {
    "within": {"amount": 25, "unit": "days"},
    "share": MORE_THAN_ALL,
    "executive_multiple": None,
}
CONCURRENT = {
    "blocs": ["host", "migrants"],
    "share": MORE_THAN_ALL,
    "basis": "votes_cast",
    "absent": "blocks",
}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just("1/2"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


def changed(document, path, value):
    copy = deepcopy(document)
    *parents, last = path.split(".")
    place = copy
    for name in parents:
        place = place[name]
    place[last] = value
    return copy


def paths(document, prefix=""):
    for name, value in document.items():
        yield f"{prefix}{name}"
        if isinstance(value, dict):
            yield from paths(value, f"{prefix}{name}.")


@pytest.mark.parametrize("document", PRESETS.values(), ids=PRESETS)
def test_a_preset_survives_the_round_trip(document):
    assert dump(parse(json.loads(json.dumps(document)))) == document


@pytest.mark.parametrize("document", PRESETS.values(), ids=PRESETS)
@pytest.mark.parametrize("kind", QuestionKind)
def test_the_copy_a_poll_keeps_survives_the_round_trip(document, kind):
    rule = poll_rule(parse(document), kind)

    assert parse_poll_rule(json.loads(json.dumps(dump_poll_rule(rule)))) == rule


def test_a_poll_keeps_the_rule_for_its_type_of_question():
    bylaws = parse(KENT)

    rule = poll_rule(bylaws, QuestionKind.BYLAWS_CHANGE)

    assert (rule.quorum, rule.question) == (bylaws.quorum, bylaws.questions.bylaws_change)


def test_a_damaged_copy_is_refused():
    with pytest.raises(InvalidBylaws):
        parse_poll_rule({"format": 2})


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ("quorum.share", MORE_THAN_ALL, "quorum.share", "more_than_all"),
        ("quorum.second_call", SECOND_CALL, "quorum.second_call.share", "more_than_all"),
        ("roll_call_demand", MORE_THAN_ALL, "roll_call_demand", "more_than_all"),
        (
            "convocation.extraordinary",
            MORE_THAN_ALL,
            "convocation.extraordinary",
            "more_than_all",
        ),
        (
            "questions.proposal.concurrent",
            CONCURRENT,
            "questions.proposal.concurrent.share",
            "more_than_all",
        ),
        (
            "questions.proposal.concurrent",
            CONCURRENT | {"share": HALF, "blocs": []},
            "questions.proposal.concurrent.blocs",
            "empty",
        ),
        (
            "questions.election.form",
            "roll_call",
            "questions.election.form",
            "secret_needs_ballot",
        ),
        ("questions.proposal.form", "ballot", "questions.proposal.form", "ballot_is_secret"),
        (
            "convocation.urgent",
            {"amount": 48, "unit": "hours"},
            "convocation.urgent",
            "urgent_not_shorter",
        ),
        (
            "convocation.urgent",
            {"amount": 2, "unit": "days"},
            "convocation.urgent",
            "urgent_not_shorter",
        ),
        ("floor.warning", 180, "floor.warning", "warning_too_early"),
        ("languages.binding", "de", "languages.binding", "binding_not_required"),
        ("terms", [], "terms", "empty"),
        ("record.numbering", "<nnn>", "record.numbering", "wrong_form"),
        ("record.numbering", "<body>-<year>/<x>", "record.numbering", "wrong_form"),
        ("format", 2, "format", "too_large"),
    ],
)
def test_by_laws_that_contradict_themselves_are_refused(path, value, where, code):
    with pytest.raises(InvalidBylaws) as refusal:
        parse(changed(KENT, path, value))

    assert [(problem.path, problem.code) for problem in refusal.value.problems] == [(where, code)]


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("convocation.urgent", {"amount": 24, "unit": "hours"}),
        ("roll_call_demand", None),
        ("quorum.second_call", None),
        ("quorum.second_call.share", {"fraction": "1/4", "strictness": "at_least"}),
        ("questions.proposal.concurrent", CONCURRENT | {"share": HALF}),
        ("questions.proposal.tie", "casting_vote"),
    ],
)
def test_a_council_may_change_its_by_laws(path, value):
    document = changed(KENT, path, value)

    assert dump(parse(document)) == document


def without(path):
    document = changed(KENT, path, None)
    *parents, last = path.split(".")
    place = document
    for name in parents:
        place = place[name]
    del place[last]
    return document


@pytest.mark.parametrize("path", sorted(set(paths(KENT)) - ASKED_LATER - {"elections"}))
def test_every_field_must_be_there(path):
    with pytest.raises(InvalidBylaws) as refusal:
        parse(without(path))

    assert (path, "missing") in [(problem.path, problem.code) for problem in refusal.value.problems]


@pytest.mark.parametrize("path", sorted(ASKED_LATER))
def test_by_laws_from_before_a_question_was_asked_are_read(path):
    assert parse(without(path)) == parse(KENT)


def test_by_laws_may_say_nothing_about_elections_of_persons():
    assert parse(without("elections")).elections is None
    assert parse(KENT).elections.departure is Departure.WITH_REASON


@given(st.sampled_from(sorted(paths(KENT))), json_values)
def test_mutated_by_laws_are_read_or_refused_but_never_crash(path, value):
    document = changed(KENT, path, value)

    try:
        bylaws = parse(document)
    except InvalidBylaws as refusal:
        assert refusal.problems  # noqa: PT017 - either answer is right, a crash is not
    else:
        assert parse(dump(bylaws)) == bylaws
