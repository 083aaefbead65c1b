"""Who of the cast may do what on the floor."""

PARTICIPANTS = {"chair", "member", "absentee", "adviser"}

MATRIX: dict[str, set[str]] = {
    "floor.request_floor": PARTICIPANTS,
    "floor.withdraw_request": {"member"},  # the member's own
    "floor.choose_order": {"chair"},
    "floor.give_floor": {"chair"},
    "floor.end_turn": {"chair"},
    "floor.extend_turn": {"chair"},
    "floor.decline_request": {"chair"},
    "floor.signal_interpretation": {"interpreter"},  # into Turkish
    "floor.settle_signals": {"chair"},
}
