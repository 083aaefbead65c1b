"""Chance from a seed: repeatable by anybody, even, and out of everybody's reach."""

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.lot.ceremony import (
    Draws,
    FalseReveal,
    commitment,
    require_revealed,
    seed_of,
)

SECRET = "7f" * 16


def test_what_was_committed_to_is_accepted():
    require_revealed(commitment(SECRET), SECRET)


@pytest.mark.parametrize("other", ["", "7f" * 15, "7F" * 16, SECRET + " "])
def test_anything_else_is_refused(other):
    with pytest.raises(FalseReveal):
        require_revealed(commitment(SECRET), other)


@pytest.mark.parametrize(
    ("document", "secret", "said"),
    [
        ("e", SECRET, ["1", "2"]),
        ("d", SECRET[:-1], ["1", "2"]),
        ("d", SECRET, ["2", "1"]),
        ("d", SECRET, ["12"]),
        ("d", SECRET, ["1", "2", ""]),
        ("d" + SECRET, "", ["1", "2"]),
    ],
)
def test_every_part_of_the_seed_matters_and_its_borders_too(document, secret, said):
    assert seed_of(document, secret, said) != seed_of("d", SECRET, ["1", "2"])


def test_the_numbers_are_those_that_the_published_recipe_gives():
    """By hand: the first block of SHA-256(seed, counter) as one number, modulo the range."""
    first = int.from_bytes(sha256(bytes(32) + bytes(8)).digest(), "big")
    second = int.from_bytes(sha256(bytes(32) + bytes(7) + b"\x01").digest(), "big")

    draws = Draws(bytes(32))

    assert [draws.below(1000), draws.below(6)] == [first % 1000, second % 6]


def test_a_die_that_rolls_off_the_table_is_thrown_again():
    """A range just above half of what a block can say rejects nearly half of the blocks."""
    number = (1 << 255) + 1
    blocks = [sha256(bytes(32) + bytes([0] * 7 + [n])).digest() for n in range(20)]
    kept = [n for n in (int.from_bytes(each, "big") for each in blocks) if n < number]
    draws = Draws(bytes(32))

    assert 5 < len(kept) < 15
    assert [draws.below(number) for _ in kept] == kept


def test_each_result_is_about_equally_likely():
    draws = Draws(bytes(32))

    counts = Counter(draws.below(6) for _ in range(6000))

    assert sorted(counts) == [0, 1, 2, 3, 4, 5]
    assert all(850 < count < 1150 for count in counts.values())


@given(st.lists(st.integers()), st.binary(min_size=32, max_size=32))
def test_shuffling_keeps_everybody(items, seed):
    assert sorted(Draws(seed).shuffled(items)) == sorted(items)


def test_every_order_is_about_equally_likely():
    draws = Draws(bytes(32))

    counts = Counter(tuple(draws.shuffled("abc")) for _ in range(3000))

    assert len(counts) == 6
    assert all(400 < count < 600 for count in counts.values())
