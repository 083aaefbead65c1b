from hypothesis import given
from hypothesis import strategies as st

from council.texts.fingerprints import clean, fingerprint

CONTROLS = set(map(chr, [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x7F]))


@given(st.text())
def test_clean_words_are_clean_already(words):
    assert clean(clean(words)) == clean(words)


@given(st.text())
def test_nothing_that_reorders_what_others_read_is_kept(words):
    assert CONTROLS.isdisjoint(clean(words))


@given(st.lists(st.sampled_from(["a", "b", "كلمة"]), min_size=1))
def test_spacing_does_not_matter(words):
    assert fingerprint(" ".join(words)) == fingerprint("\n ".join(words))


def test_the_joiner_that_persian_needs_stays():
    assert clean("می\u200cخواهم") == "می\u200cخواهم"


def test_one_letter_matters():
    assert fingerprint("is carried") != fingerprint("is not carried")
