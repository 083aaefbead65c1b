"""By-laws in a form and in sentences say what the document says."""

import json
from fractions import Fraction

import pytest

from council.members.bylaws.labels import LABELS, chapter_of, field_for, label_of
from council.members.bylaws.leaves import leaves, put_together, taken_apart
from council.members.bylaws.sentences import changes_between, chapters_of
from council.members.bylaws.words import CHOICES, period_text, seconds_text, share_text
from council.rules.bylaws import (
    PRESETS,
    Bylaws,
    Deadline,
    DeadlineUnit,
    Share,
    Strictness,
    parse,
)
from council.rules.bylaws.documents import FRACTION

LEAVES = list(leaves(Bylaws))


def changed(**changes):
    document = json.loads(json.dumps(PRESETS["kent_konseyi_assembly"]))
    for path, value in changes.items():
        *heads, last = path.split("__")
        place = document
        for step in heads:
            place = place[step]
        place[last] = value
    return document


def share(fraction, strictness="at_least"):
    match = FRACTION.fullmatch(fraction)
    return Share(Fraction(match[0]), Strictness(strictness))


def said(document, blocs=()):
    chapters = chapters_of(parse(document), dict(blocs))
    return [sentence for chapter in chapters for sentence in chapter.sentences.values()]


@pytest.mark.parametrize("document", PRESETS.values(), ids=PRESETS)
def test_what_is_taken_apart_can_be_put_together(document):
    assert put_together(Bylaws, dict(taken_apart(Bylaws, document))) == document


def test_every_question_has_words_and_a_chapter():
    chosen = {leaf.path: leaf.choices for leaf in LEAVES if leaf.choices}

    assert [leaf.path for leaf in LEAVES if not label_of(leaf.path)] == []
    assert [leaf.path for leaf in LEAVES if not chapter_of(leaf.path)] == []
    assert {path: set(CHOICES[each]) for path, each in chosen.items()} == {
        path: set(each) for path, each in chosen.items()
    }


def test_no_label_is_left_over():
    asked = {str(label_of(leaf.path)) for leaf in LEAVES}

    assert {str(label) for label in LABELS.values()} <= asked


@pytest.mark.parametrize(
    ("place", "field"),
    [
        ("floor.speaking", "floor.speaking"),
        ("quorum.share", "quorum.share.fraction"),
        ("terms.1", "terms"),
        ("questions.proposal.concurrent", "questions.proposal.concurrent.blocs"),
        ("format", None),
    ],
)
def test_a_problem_belongs_to_a_question(place, field):
    assert field_for(place, {leaf.path: None for leaf in LEAVES}) == field


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (share("1/2", "more_than"), "more than half"),
        (share("1/2"), "at least half"),
        (share("4/7"), "at least 4/7"),
        (share("1/1"), "all"),
    ],
)
def test_shares_are_said(given, words):
    assert share_text(given) == words


@pytest.mark.parametrize(
    ("unit", "words"),
    [("days", "1 day"), ("hours", "1 hour"), ("full_days", "1 full day")],
)
def test_periods_are_said(unit, words):
    assert period_text(Deadline(1, DeadlineUnit(unit))) == words


def test_speaking_times_are_said():
    assert [seconds_text(n) for n in (0, 45, 60, 150)] == [
        "0 seconds",
        "45 seconds",
        "1 minute",
        "2 minutes 30 seconds",
    ]


def test_the_german_preset_reads_as_it_should():
    sentences = said(PRESETS["migrantenbeirat"])

    assert "Members are called to a meeting at least 8 full days before it." in sentences
    assert "In urgent cases members are called at least 48 hours before the meeting." in sentences
    assert "The chair presides over the sittings." in sentences


def test_how_persons_are_elected_is_said():
    sentences = said(PRESETS["migrantenbeirat"])

    assert (
        "Members for seats are elected by: Transferable vote by Meek’s method. When they are "
        "equal: A lot is drawn before a witness."
    ) in sentences
    assert (
        "Another rule for one election: allowed with a reason that everybody can read." in sentences
    )


def test_what_the_by_laws_leave_out_is_not_said():
    document = changed(
        quorum__second_call=None, roll_call_demand=None, alternates="none", elections=None
    )

    sentences = said(document)

    assert not any("second call" in sentence for sentence in sentences)
    assert not any("by name is taken if" in sentence for sentence in sentences)
    assert "Nobody stands in for an absent member." in sentences
    assert "Whoever prepares an election says which article applies." in sentences
    assert not any("elected by" in sentence for sentence in sentences)


def test_everything_that_can_be_said_is_said():
    half = {"fraction": "1/2", "strictness": "at_least"}
    concurrent = {"blocs": ["host", "x"], "share": half, "basis": "votes_cast", "absent": "blocks"}
    document = changed(
        quorum__second_call__share=half,
        questions__proposal__tie="casting_vote",
        questions__proposal__majority__least_of_membership=half,
        questions__proposal__concurrent=concurrent,
    )

    sentences = said(document, {"host": "Host community"}.items())

    assert "On a second call this share is enough: at least half." in sentences
    assert "With as many for as against: the chair has a casting vote." in sentences
    assert "In any case in favour must be, counted of all seats: at least half." in sentences
    assert any("Host community and x" in sentence for sentence in sentences)


def test_two_versions_are_compared_sentence_by_sentence():
    before, after = (
        chapters_of(parse(document), {})
        for document in (changed(), changed(floor__speaking=120, quorum__second_call=None))
    )

    changes = changes_between(before, after)

    assert [(one.chapter, bool(one.before), bool(one.after)) for one in changes] == [
        ("Quorum", True, False),
        ("Quorum", True, False),
        ("Speaking", True, True),
    ]
