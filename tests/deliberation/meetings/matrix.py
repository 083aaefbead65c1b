"""Who of the cast may do what in a meeting; the chair presides as long as there is no presidium."""

DESK = {"chair", "clerk"}
SEATED = {"chair", "member", "absentee"}
PARTICIPANTS = SEATED | {"adviser"}

MATRIX: dict[str, set[str]] = {
    "meetings.draft_meeting": DESK,
    "meetings.convene_meeting": DESK,
    "meetings.edit_meeting": DESK,
    "meetings.edit_agenda": DESK,
    "meetings.invite_members": DESK,
    "meetings.cancel_meeting": DESK,
    "meetings.propose_item": SEATED,
    "meetings.demand_session": SEATED,
    "meetings.open_meeting": {"chair"},
    "meetings.recess_meeting": {"chair"},
    "meetings.adjourn_meeting": {"chair"},
    "meetings.elect_presidium": {"chair"},
    "meetings.relieve_presidium": {"chair"},
    "meetings.call_item": {"chair"},
    "meetings.dispose_item": {"chair"},
    "meetings.postpone_item": {"chair"},
    "meetings.call_roll": DESK,
    "meetings.check_in": PARTICIPANTS,
    "meetings.excuse_oneself": PARTICIPANTS,
    "meetings.substitute": DESK,
    "meetings.recuse_oneself": SEATED,
    "meetings.recuse_member": DESK,
    "meetings.contribute": PARTICIPANTS,
    "meetings.withdraw_contribution": {"chair", "member"},  # the member's own
    "meetings.interpret": {"interpreter"},  # from Arabic into Turkish
}
