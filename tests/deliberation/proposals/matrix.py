"""Who of the cast may do what with a proposal that the member moved and the absentee signed."""

SEATED = {"chair", "member", "absentee"}

MATRIX: dict[str, set[str]] = {
    "proposals.draft_proposal": SEATED | {"adviser"},
    "proposals.edit_draft": {"member"},
    "proposals.endorse_proposal": SEATED,
    "proposals.withdraw_endorsement": {"absentee"},
    "proposals.submit_proposal": {"member"},
    "proposals.withdraw_proposal": {"member"},
    "proposals.admit_proposal": {"clerk"},
    "proposals.return_proposal": {"clerk"},
    "proposals.amend_proposal": SEATED,
    "proposals.admit_amendment": {"clerk"},
    "proposals.decline_amendment": {"clerk"},
    "proposals.withdraw_amendment": {"member"},
    "proposals.translate_text": {"clerk", "interpreter", "adviser"},  # the adviser reads both
    "proposals.check_text": {"clerk", "interpreter", "adviser"},
}
