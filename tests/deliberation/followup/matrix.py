"""Who may do what with a decision on its way, for the whole cast."""

MATRIX: dict[str, set[str]] = {
    "followup.manage_addressees": {"clerk"},
    "followup.forward_decision": {"clerk"},
    "followup.record_step": {"clerk"},
    "followup.answer_referral": {"adviser", "clerk"},  # the adviser's account is named for it
    "followup.close_referral": {"chair", "clerk"},
    "followup.erase_file": {"clerk"},
    "followup.translate_answer": {"interpreter", "clerk"},
}
