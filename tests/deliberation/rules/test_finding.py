"""What is looked for, and the words round what was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.rules.naming import fold
from deliberation.rules.finding import (
    MOST_TERMS,
    Piece,
    excerpt_of,
    hits_in,
    terms_of,
    trigrams_of,
)


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", ()),
        ('"%"  --', ()),
        ("a OR (b)", ("a", "or", "b")),
        ("GMM-2026/014", ("gmm", "2026/014")),
    ],
)
def test_only_words_are_looked_for(query, terms):
    assert terms_of(query) == terms


def test_a_search_has_so_many_terms_and_no_more():
    assert len(terms_of(" ".join(f"w{n}" for n in range(100)))) == MOST_TERMS


@given(st.text(alphabet="abcdefg", min_size=3, max_size=40))
def test_trigrams_stand_in_the_term_and_cover_its_ends(term):
    runs = trigrams_of(term)

    assert all(run in term and len(run) == 3 for run in runs)
    assert (term[:3], term[-3:]) == (runs[0], runs[-1]) or term[-3:] in runs


@given(st.text(max_size=200), st.text(max_size=20))
def test_an_excerpt_of_a_short_text_has_all_its_words(text, query):
    pieces = excerpt_of(" ".join(text.split()[:40]), terms_of(query))

    assert " ".join(one.words for one in pieces) == " ".join(text.split()[:40])


def test_an_excerpt_of_a_long_text_stands_round_the_first_hit():
    text = " ".join([*["before"] * 30, "Schulweg", *["after"] * 60])

    head, before, hit, after, tail = excerpt_of(text, ["schul"])

    assert (head.words, tail.words) == ("…", "…")
    assert hit == Piece("Schulweg", is_hit=True)
    assert (before.words.split(), len(after.words.split())) == (["before"] * 10, 39)


def test_hits_are_counted_by_term_and_folded():
    assert hits_in("İSTANBUL Çocuk", terms_of("istanbul çocuk ev")) == 2
    assert fold("İ") == "i"
