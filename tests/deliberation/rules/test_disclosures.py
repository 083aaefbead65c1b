import json
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.rules.canonical import NotCanonical
from deliberation.rules.disclosures import (
    LONGEST,
    NotDisclosed,
    conceal,
    digest_of,
    disclosed,
    read_disclosure,
    seal,
)

CLEAR = {"v": 1, "type": "decision", "number": "GMM-2026/014"}
# RFC 9901, section 4.2.1; the JSON in it has spaces, ours has none
EXAMPLE = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
DIGEST = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


def salt(number):
    return number.to_bytes(16, "big")


def title(words="Akşam kursları", number=1):
    return conceal("title/tr", {"words": words, "origin": "written"}, salt(number))


def encoded(value):
    return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def test_the_example_of_the_standard_is_read():
    found = read_disclosure(EXAMPLE)

    assert (found.name, found.value, found.digest) == ("family_name", "Möbius", DIGEST)


def test_a_disclosure_proves_its_value():
    entry = seal(CLEAR, [title()])

    assert disclosed(entry, [title().text]) == {
        "title/tr": {"words": "Akşam kursları", "origin": "written"}
    }
    assert disclosed(entry, []) == {}


def test_an_entry_shows_no_value_only_sorted_digests():
    concealed = [title(), conceal("roll/2", "yes", salt(2)), conceal("roll/1", "no", salt(3))]

    entry = json.loads(seal(CLEAR, concealed))

    assert entry == CLEAR | {
        "_sd_alg": "sha-256",
        "_sd": sorted(digest_of(each.text) for each in concealed),
    }


def test_an_entry_that_hides_nothing_has_no_digests():
    assert json.loads(seal(CLEAR, [])) == CLEAR


@pytest.mark.parametrize(
    "texts",
    [
        [title("Another").text],
        [title(number=2).text],
        [title().text, title().text],
        [title().text[:-2]],
    ],
    ids=["another value", "another salt", "twice", "cut"],
)
def test_what_the_entry_does_not_hold_is_not_disclosed(texts):
    with pytest.raises(NotDisclosed):
        disclosed(seal(CLEAR, [title()]), texts)


def test_a_disclosure_cannot_say_again_what_stands_in_clear():
    number = conceal("number", "GMM-2026/999", salt(1))
    entry = seal({"v": 1}, [number])

    with pytest.raises(NotDisclosed):
        disclosed(entry.replace(b'"v":1', b'"number":"GMM-2026/014","v":1'), [number.text])
    with pytest.raises(NotDisclosed):
        seal(CLEAR, [number])


def test_a_name_is_given_once():
    with pytest.raises(NotDisclosed):
        seal(CLEAR, [title(number=1), title(number=2)])


@pytest.mark.parametrize(
    "text",
    [encoded(5), encoded(["salt", "name"]), encoded(["s", 1, 2]), encoded({"a": 1}), "%", "ü"],
)
def test_what_is_no_disclosure_is_refused(text):
    with pytest.raises(NotDisclosed):
        read_disclosure(text)


def test_the_same_word_written_in_two_ways_is_the_same_disclosure():
    assert title("Ak\u0327") == title("Aķ")


def test_a_salt_is_whole():
    with pytest.raises(ValueError, match="16 bytes"):
        conceal("a", "b", b"short")


def test_an_entry_is_no_longer_than_its_length_can_be_written():
    room = LONGEST - len(seal({"a": ""}, []))

    assert len(seal({"a": "x" * room}, [])) == LONGEST
    with pytest.raises(ValueError, match="65535 bytes"):
        seal({"a": "x" * (room + 1)}, [])


def test_an_entry_holds_no_fractions():
    with pytest.raises(NotCanonical):
        seal({"share": 0.5}, [])


NAMES = st.text(st.characters(max_codepoint=127), max_size=5)
PAIRS = st.dictionaries(NAMES, st.text(st.characters(codec="utf-8"), max_size=9), max_size=9)


@given(PAIRS)
def test_whatever_is_concealed_can_be_disclosed_one_by_one(values):
    concealed = [
        conceal(f"x/{name}", value, salt(number))
        for number, (name, value) in enumerate(values.items())
    ]
    entry = seal(CLEAR, concealed)

    for each in concealed:
        assert disclosed(entry, [each.text]) == {each.name: each.value}
