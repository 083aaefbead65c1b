import json
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.rules.canonical import EXACT, NotCanonical, canonical, composed

TEXTS = st.text(st.characters(codec="utf-8"), max_size=20).map(lambda text: normalize("NFC", text))
WHOLE = st.integers(1 - EXACT, EXACT - 1)
NAMES = st.text(st.characters(max_codepoint=127), max_size=8)
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": 1, "a": 2, "A": 3, "1": 4, "": 5}, '{"":5,"1":4,"A":3,"a":2,"b":1}'),
        ([True, False, None, [], {}], "[true,false,null,[],{}]"),
        ([0, -0, -1, 10, 9007199254740991, -9007199254740991],
         "[0,0,-1,10,9007199254740991,-9007199254740991]"),
        # RFC 8785, section 3.2.2.2: the short escapes, then \u00xx in small letters, the rest plain
        ('\x0f\n\r\t\b\f"\\/\x7f€$<>&\u2028', '"\\u000f\\n\\r\\t\\b\\f\\"\\\\/\x7f€$<>&\u2028"'),
        ("مرحبا 😂", '"مرحبا 😂"'),
    ],
)  # fmt: skip
def test_a_value_has_one_writing(value, written):
    assert canonical(value) == written.encode()


@pytest.mark.parametrize(
    "value",
    [
        1.0, 0.5, float("nan"), float("inf"), EXACT, -EXACT, "\ud83d", "c\u0327", ["e\u0301"],
        {"ü": 1}, {1: 2}, {"a": {"b": [1.5]}}, b"bytes", ...,
    ],
    ids=ascii,
)  # fmt: skip
def test_what_readers_could_take_differently_is_refused(value):
    with pytest.raises(NotCanonical):
        canonical(value)


@given(VALUES)
def test_what_is_written_is_read_back_and_written_the_same(value):
    written = canonical(value)

    assert json.loads(written) == value
    assert canonical(json.loads(written)) == written


@given(st.dictionaries(NAMES, WHOLE, max_size=6), st.randoms())
def test_the_order_of_names_does_not_matter(value, random):
    shuffled = dict(random.sample(sorted(value.items()), len(value)))

    assert canonical(shuffled) == canonical(value)


def test_texts_are_composed_wherever_they_stand():
    apart = {"a": ["c\u0327", {"b": "e\u0301"}], "n": 7, "t": True, "o": None}

    assert composed(apart) == {"a": ["ç", {"b": "é"}], "n": 7, "t": True, "o": None}
