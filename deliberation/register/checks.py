"""What must hold before anything is decided: the words of a decision stand."""

from council.kernel.guards import Guards, expect

MADE_BY = "register/migrations/0002_words_stand.py"

expect(
    Guards(
        "register_decisiontext",
        MADE_BY,
        both=frozenset({"decision_words_stand", "decision_words_stay"}),
    ),
    Guards(
        "register_decision",
        MADE_BY,
        both=frozenset({"decision_number_stands", "decision_stays"}),
    ),
)
