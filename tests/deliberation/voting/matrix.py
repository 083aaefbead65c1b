"""Who may do what with a poll, for the whole cast."""

MATRIX: dict[str, set[str]] = {
    "voting.draft_poll": {"chair", "clerk"},
    "voting.discard_poll": {"chair", "clerk"},
    "voting.freeze_poll": {"chair"},
    "voting.open_poll": {"chair"},
    "voting.close_poll": {"chair"},
    "voting.declare_poll": {"chair"},
    "voting.annul_poll": {"chair"},
    "voting.cast_ballot": {"chair", "member", "absentee"},
    "voting.count_hands": {"chair", "clerk"},
    "voting.remove_from_roll": {"clerk"},
}
