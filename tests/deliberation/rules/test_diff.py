import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.rules.diff import DiffOp, DiffPart, diff, words_of

SAME, REMOVED, ADDED = DiffOp


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ()),
        ("Kent konseyi, 2026.", ("Kent", " ", "konseyi", ",", " ", "2026", ".")),
        ("كِتَابٌ جديد", ("كِتَابٌ", " ", "جديد")),
        ("می\u200cخواهیم", ("می\u200cخواهیم",)),
        ("a  b\n", ("a", "  ", "b", "\n")),
        ("«١٢»", ("«", "١٢", "»")),
        ("ı\u0307", ("ı\u0307",)),
    ],
)
def test_a_text_is_cut_into_words_with_their_marks(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", ()),
        ("same", "same", (DiffPart(SAME, "same"),)),
        ("", "new", (DiffPart(ADDED, "new"),)),
        ("old", "", (DiffPart(REMOVED, "old"),)),
        (
            "the old hall opens",
            "the new hall opens",
            (
                DiffPart(SAME, "the "),
                DiffPart(REMOVED, "old"),
                DiffPart(ADDED, "new"),
                DiffPart(SAME, " hall opens"),
            ),
        ),
        (
            "كِتَابٌ في المدينة",
            "كِتَابُ في المدينة",
            (
                DiffPart(REMOVED, "كِتَابٌ"),
                DiffPart(ADDED, "كِتَابُ"),
                DiffPart(SAME, " في المدينة"),
            ),
        ),
        (
            "open every Monday here",
            "open each Tuesday here",
            (
                DiffPart(SAME, "open "),
                DiffPart(REMOVED, "every Monday"),
                DiffPart(ADDED, "each Tuesday"),
                DiffPart(SAME, " here"),
            ),
        ),
    ],
)
def test_what_changed_is_shown_word_by_word(before, after, parts):
    assert diff(before, after) == parts


texts = st.text(
    st.sampled_from(["a", "ب", "َ", " ", "\n", ".", "ı", "\u0307", "\u200c"]), max_size=30
)


@given(texts, texts)
def test_a_diff_holds_both_texts(before, after):
    parts = diff(before, after)

    assert "".join(part.text for part in parts if part.op is not ADDED) == before
    assert "".join(part.text for part in parts if part.op is not REMOVED) == after
    assert all(part.text for part in parts)


@given(st.text())
def test_the_words_of_a_text_are_the_text(text):
    assert "".join(words_of(text)) == text
