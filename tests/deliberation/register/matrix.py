"""Who may do what with a decision, for the whole cast."""

MATRIX: dict[str, set[str]] = {
    "register.review_decision": {"clerk"},
    "register.publish_decision": {"clerk"},
    "register.record_minutes": {"clerk"},
    "register.correct_minutes": {"clerk"},
    "register.correct_decision": {"clerk"},
    "register.withhold_words": {"clerk"},
    "register.erase_words": {"clerk"},
    "register.erase_person": {"clerk"},
}
