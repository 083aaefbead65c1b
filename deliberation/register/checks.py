"""What must hold before anything is decided: what the register says, stands."""

from council.kernel.guards import Guards, expect

NUMBERS = "register/migrations/0002_words_stand.py"
LOG = "register/migrations/0004_log_stands.py"

expect(
    Guards(
        "register_decision",
        NUMBERS,
        both=frozenset({"decision_number_stands", "decision_stays"}),
    ),
    Guards(
        "register_decisiontext",
        LOG,
        both=frozenset({"decision_words_stand", "decision_words_stay"}),
    ),
    Guards(
        "register_registerhead",
        LOG,
        both=frozenset({"register_grows", "register_stays"}),
        postgresql=frozenset({"register_head_emptied"}),
    ),
    Guards(
        "register_registerentry",
        LOG,
        both=frozenset({"register_entry_stands", "register_entry_stays"}),
        postgresql=frozenset({"register_entry_emptied"}),
    ),
    Guards(
        "register_treenode",
        LOG,
        both=frozenset({"register_node_stands", "register_node_stays"}),
        postgresql=frozenset({"register_node_emptied"}),
    ),
    Guards(
        "register_checkpoint",
        LOG,
        both=frozenset({"register_checkpoint_stands", "register_checkpoint_stays"}),
        postgresql=frozenset({"register_checkpoint_emptied"}),
    ),
    Guards(
        "register_disclosure",
        LOG,
        both=frozenset({"register_disclosure_stands"}),
    ),
)
