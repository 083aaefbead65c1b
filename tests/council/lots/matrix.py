"""Who of the cast may do what with a lot."""

MATRIX: dict[str, set[str]] = {
    "lots.open_lot": {"clerk"},
    "lots.conduct_lot": {"clerk"},
    "lots.confirm_words": {"clerk", "chair"},
    "lots.volunteer": {"member"},
}
