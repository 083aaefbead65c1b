"""Who may do what in an election, for the whole cast."""

MEMBERS = {"chair", "member", "absentee", "adviser", "clerk", "interpreter"}
MATRIX: dict[str, set[str]] = {
    "elections.prepare": {"clerk"},
    "elections.call_candidates": {"clerk"},
    "elections.stand": MEMBERS,
    "elections.nominate": MEMBERS,
    "elections.answer_nomination": {"member"},
    "elections.withdraw_candidacy": {"member"},
    "elections.decide_candidacy": {"clerk"},
    "elections.open_voting": {"chair"},
    "elections.close_voting": {"chair"},
    "elections.cast_ballot": {"chair", "member"},
    "elections.enter_papers": {"chair", "clerk"},
    "elections.count": {"chair", "clerk"},
    "elections.settle_tie": {"chair"},
    "elections.declare": {"chair"},
    "elections.annul": {"chair"},
    "elections.take_up": {"clerk"},
}
