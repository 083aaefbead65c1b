"""A file of volunteers is taken in as a whole, or every fault is named."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.lot.volunteering import (
    MOST_COLUMNS,
    MOST_VOLUNTEERS,
    MOST_WORDS,
    Entry,
    FaultyVolunteers,
    read_volunteers,
)

HEADER = ("id", "name", "username", "women", "men", "home")


def read(*rows, header=HEADER):
    return read_volunteers("pool.csv", header, list(enumerate(rows, 2)))


def faults(*rows, header=HEADER):
    with pytest.raises(FaultyVolunteers) as refusal:
        read(*rows, header=header)
    found = refusal.value.facts["faults"]
    assert refusal.value.facts["count"] == len(found)
    assert {(one.table, one.file) for one in found} == {("volunteers", "pool.csv")}
    return [(one.row, one.column, one.code) for one in found]


def test_a_row_says_who_it_is_and_which_groups():
    assert read(("7", "Amal", "amal", "yes", "", "north"), ("8", "", "", "no", "x", "")) == [
        Entry(2, "7", "Amal", "amal", frozenset({"women", "home=north"})),
        Entry(3, "8", "", "", frozenset({"men"})),
    ]


def test_a_short_row_leaves_its_last_columns_empty():
    assert read(("7", "Amal")) == [Entry(2, "7", "Amal", "", frozenset())]


@pytest.mark.parametrize("word", ["yes", "YES", "1", "x", "X"])
def test_a_yes_has_several_spellings(word):
    assert read(("7", "", "", word))[0].groups == {"women"}


@pytest.mark.parametrize("word", ["no", "No", "0", ""])
def test_so_has_a_no(word):
    assert read(("7", "", "", word))[0].groups == frozenset()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (("7", "", "", "perhaps"), (2, "women", "not_yes_or_no")),
        (("7", "", "", "yes", "yes"), (2, "", "contradictory_groups")),
        (("", "Amal"), (2, "id", "missing")),
        (("7" * 41,), (2, "id", "too_long")),
        (("7", "A" * 121), (2, "name", "too_long")),
        (("7", "", "u" * 41), (2, "username", "too_long")),
        (("7", "", "", "", "", "n" * 41), (2, "home", "too_long")),
        (("7", "", "", "", "", "", "more"), (2, "", "too_many_cells")),
    ],
)
def test_what_is_wrong_with_a_row_is_named(row, fault):
    assert faults(row) == [fault]


def test_the_same_number_twice_is_named_with_the_first():
    with pytest.raises(FaultyVolunteers) as refusal:
        read(("7",), ("8",), ("7",))

    (fault,) = refusal.value.facts["faults"]
    assert (fault.row, fault.code, fault.facts) == (4, "repeated_key", {"first": 2})


def test_all_faults_are_named_at_once():
    assert faults(("", "", "", "maybe"), ("7",), ("7",)) == [
        (2, "id", "missing"),
        (2, "women", "not_yes_or_no"),
        (4, "id", "repeated_key"),
    ]


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        (("name",), (1, "id", "missing")),
        (("id", "home", "home"), (1, "home", "repeated_column")),
        (("id", ""), (1, "", "unfit_column")),
        (("id", "a=b"), (1, "a=b", "unfit_column")),
        (("id", "h" * 41), (1, "h" * 41, "unfit_column")),
        (("id", *(f"c{n}" for n in range(MOST_COLUMNS + 1))), (1, "", "too_many_columns")),
    ],
)
def test_a_header_that_is_wrong_stops_before_the_rows(header, fault):
    assert faults(("",), header=header) == [fault]


def test_a_file_longer_than_any_pool_is_refused():
    rows = [(str(n),) for n in range(MOST_VOLUNTEERS + 1)]

    assert faults(*rows) == [(MOST_VOLUNTEERS + 2, "", "too_many_volunteers")]


def test_a_column_with_a_word_of_its_own_for_everybody_is_refused():
    rows = [(str(n), "", "", "", "", f"home{n}") for n in range(MOST_WORDS + 1)]

    assert faults(*rows) == [(1, "home", "too_many_words")]
    assert len(read(*rows[:-1])) == MOST_WORDS


def test_spaces_and_forms_of_letters_make_no_other_group():
    apart = unicodedata.normalize("NFD", "Gül")

    first, second = read(
        ("7", "", "", "", "", f"  {apart}  Bağ "),
        ("8", "", "", "", "", unicodedata.normalize("NFC", "Gül Bağ")),
    )

    assert first.groups == second.groups


@given(st.lists(st.integers(1, 99), unique=True, max_size=12), st.randoms())
def test_the_order_of_the_rows_changes_no_entry(ids, random):
    rows = [(str(one), "", "", "yes" if one % 2 else "no") for one in ids]
    shuffled = random.sample(rows, len(rows))

    def told(entries):
        return {one.id: one.groups for one in entries}

    assert told(read(*shuffled)) == told(read(*rows))
    assert [one.id for one in read(*shuffled)] == [row[0] for row in shuffled]
