"""Who may do what with minutes, for the whole cast."""

MATRIX: dict[str, set[str]] = {
    "minutes.draft_minutes": {"clerk"},
    "minutes.edit_minutes": {"clerk"},
    "minutes.correct_facts": {"clerk"},
    "minutes.circulate_minutes": {"clerk"},
    "minutes.adopt_minutes": {"chair", "clerk"},
    "minutes.propose_correction": {
        "chair", "member", "absentee", "adviser", "clerk", "interpreter",
    },
    "minutes.withdraw_correction": {"member"},
    "minutes.answer_correction": {"clerk"},
    "minutes.translate_passage": {"clerk", "interpreter"},
    "minutes.check_passage": {"clerk", "interpreter"},
}  # fmt: skip
