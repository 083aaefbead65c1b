"""Sealed answers open for the record they were written for, and for nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.members.quota.sealing import LENGTH, BrokenSeal, Label, seal, unseal
from council.rules.targets import Answer, Group

LABEL = Label("0b6f", 7, 3)
KEY = {"key_id": 12, "key": bytes(range(32))}
EVERYTHING = dict.fromkeys(map(str, Group), str(Answer.NOT_SAID))
answers = st.dictionaries(
    st.sampled_from(list(map(str, Group))), st.sampled_from(list(map(str, Answer)))
)


@given(answers)
def test_what_was_sealed_is_what_opens(said):
    assert unseal(seal(said, LABEL, **KEY), LABEL, **KEY) == said


@given(answers)
def test_every_answer_has_the_same_length(said):
    assert len(seal(said, LABEL, **KEY)) == LENGTH


def test_the_longest_answer_fits():
    assert len(seal(EVERYTHING, LABEL, **KEY)) == LENGTH


def test_what_does_not_fit_is_an_error_and_not_cut_off():
    with pytest.raises(ValueError, match="do not fit"):
        seal({"group": "x" * 300}, LABEL, **KEY)


def test_equal_answers_look_different():
    assert seal(EVERYTHING, LABEL, **KEY) != seal(EVERYTHING, LABEL, **KEY)


@pytest.mark.parametrize("other", [{"record": "0b70"}, {"member": 8}, {"term": 4}])
def test_a_record_swapped_to_another_place_is_refused(other):
    with pytest.raises(BrokenSeal):
        unseal(seal(EVERYTHING, LABEL, **KEY), replace(LABEL, **other), **KEY)


@pytest.mark.parametrize("other", [{"key_id": 13}, {"key": bytes(32)}])
def test_another_key_is_refused(other):
    with pytest.raises(BrokenSeal):
        unseal(seal(EVERYTHING, LABEL, **KEY), LABEL, **KEY | other)


@pytest.mark.parametrize("length", [0, 1, 5, 17, LENGTH - 16, LENGTH - 1])
def test_a_truncated_record_is_refused(length):
    with pytest.raises(BrokenSeal):
        unseal(seal(EVERYTHING, LABEL, **KEY)[:length], LABEL, **KEY)


def test_a_lengthened_record_is_refused():
    with pytest.raises(BrokenSeal):
        unseal(seal(EVERYTHING, LABEL, **KEY) + b"\0", LABEL, **KEY)


@given(st.integers(0, LENGTH - 1), st.integers(1, 255))
def test_a_changed_byte_is_refused(place, change):
    blob = bytearray(seal(EVERYTHING, LABEL, **KEY))
    blob[place] ^= change

    with pytest.raises(BrokenSeal):
        unseal(bytes(blob), LABEL, **KEY)
