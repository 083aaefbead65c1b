"""Who may do what with a decision, for the whole cast."""

MATRIX: dict[str, set[str]] = {"register.publish_decision": {"clerk"}}
