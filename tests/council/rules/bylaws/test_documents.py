from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Optional

import pytest

from council.rules.bylaws.documents import (
    Form,
    InvalidDocument,
    Problem,
    Range,
    read_document,
    write_document,
)


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Part:
    count: Annotated[int, Range(1, 9)]


@dataclass(frozen=True)
class Whole:
    name: Annotated[str, Form("[a-z]+", "abc")]
    is_ready: bool
    share: Fraction
    colour: Colour
    part: Part | None
    other: Optional[Part]  # noqa: UP045 - the older spelling must be read as well
    tags: tuple[str, ...]


SOUND = {
    "name": "abc",
    "is_ready": True,
    "share": "2/3",
    "colour": "red",
    "part": {"count": 3},
    "other": None,
    "tags": ["x", "y"],
}


def test_a_sound_document_becomes_a_dataclass_and_comes_back():
    whole = read_document(Whole, SOUND)

    assert whole == Whole("abc", True, Fraction(2, 3), Colour.RED, Part(3), None, ("x", "y"))
    assert write_document(whole) == SOUND


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"name": 1}, Problem("name", "not_a_text", {})),
        ({"name": "A1"}, Problem("name", "wrong_form", {"example": "abc"})),
        ({"is_ready": 1}, Problem("is_ready", "not_a_yes_or_no", {})),
        ({"share": 0.66}, Problem("share", "not_a_fraction", {})),
        ({"share": "2:3"}, Problem("share", "not_a_fraction", {})),
        ({"share": "1/0"}, Problem("share", "not_a_fraction", {})),
        ({"share": "٢/٣"}, Problem("share", "not_a_fraction", {})),
        ({"share": "4/3"}, Problem("share", "not_a_share", {})),
        ({"share": "0/3"}, Problem("share", "not_a_share", {})),
        ({"colour": "green"}, Problem("colour", "not_a_choice", {"choices": ["red", "blue"]})),
        ({"colour": []}, Problem("colour", "not_a_choice", {"choices": ["red", "blue"]})),
        ({"part": []}, Problem("part", "not_an_object", {})),
        ({"part": {}}, Problem("part.count", "missing", {})),
        ({"part": {"count": True}}, Problem("part.count", "not_a_number", {})),
        ({"part": {"count": 0}}, Problem("part.count", "too_small", {"least": 1})),
        ({"part": {"count": 10}}, Problem("part.count", "too_large", {"most": 9})),
        ({"other": {"count": 1, "x": 2}}, Problem("other.x", "unknown", {})),
        ({"tags": "xy"}, Problem("tags", "not_a_list", {})),
        ({"tags": ["x", "x"]}, Problem("tags.1", "repeated", {})),
        ({"tags": ["x", 1]}, Problem("tags.1", "not_a_text", {})),
        ({"extra": 1}, Problem("extra", "unknown", {})),
    ],
    ids=str,
)
def test_a_problem_is_named_with_its_place(change, problem):
    with pytest.raises(InvalidDocument) as refusal:
        read_document(Whole, SOUND | change)

    assert refusal.value.problems == [problem]
    assert refusal.value.facts == {"problems": [problem]}


def test_all_problems_are_listed_at_once():
    with pytest.raises(InvalidDocument) as refusal:
        read_document(Whole, {"name": "A1", "share": "1/0", "tags": [1, 2]})

    assert [(problem.path, problem.code) for problem in refusal.value.problems] == [
        ("name", "wrong_form"),
        ("is_ready", "missing"),
        ("share", "not_a_fraction"),
        ("colour", "missing"),
        ("part", "missing"),
        ("other", "missing"),
        ("tags.0", "not_a_text"),
        ("tags.1", "not_a_text"),
    ]


def test_what_is_no_object_is_refused_as_a_whole():
    with pytest.raises(InvalidDocument) as refusal:
        read_document(Whole, None)

    assert refusal.value.problems == [Problem("", "not_an_object", {})]


@dataclass(frozen=True)
class Since:
    at: datetime
    note: str = ""


def test_a_moment_is_written_with_its_offset():
    since = Since(datetime(2026, 3, 10, 14, tzinfo=UTC), "noon")

    assert write_document(since) == {"at": "2026-03-10T14:00:00+00:00", "note": "noon"}
    assert read_document(Since, write_document(since)) == since


def test_what_has_a_default_may_be_left_out():
    assert read_document(Since, {"at": "2026-03-10T14:00:00+03:00"}).note == ""


@pytest.mark.parametrize("at", ["2026-03-10T14:00:00", "noon", None, 5])
def test_a_moment_without_offset_is_none(at):
    with pytest.raises(InvalidDocument) as refusal:
        read_document(Since, {"at": at})

    assert refusal.value.problems == [Problem("at", "not_a_moment", {})]
