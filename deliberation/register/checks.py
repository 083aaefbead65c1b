"""What must hold before anything is decided: what the register says, stands."""

from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Tags, register

from council.kernel.guards import Guards, expect
from deliberation.register.authority import authority
from deliberation.rules.stamping import StampAuthorityUnknown

NUMBERS = "register/migrations/0002_words_stand.py"
LOG = "register/migrations/0004_log_stands.py"
STAMPS = "register/migrations/0007_time_stamps.py"

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
        "register_timestamp",
        STAMPS,
        both=frozenset({"register_stamp_stands", "register_stamp_stays"}),
        postgresql=frozenset({"register_stamp_emptied"}),
    ),
    Guards(
        "register_disclosure",
        LOG,
        both=frozenset({"register_disclosure_stands"}),
    ),
)


@register(Tags.security)
def time_stamps(**_: Any) -> list[CheckMessage]:
    """Look whether stamps of the authority that is set could be believed."""
    try:
        asked = authority()
    except StampAuthorityUnknown:
        return [
            Error(
                "MAJLIS_TIMESTAMP_CERTIFICATES names no file with a root certificate.",
                hint="Ask the time-stamp authority for its certificates, as PEM.",
                id="majlis.E030",
            )
        ]
    if asked is None or urlsplit(asked.url).scheme in {"http", "https"}:
        return []
    return [
        Error(
            f"MAJLIS_TIMESTAMP_URL is {asked.url!r}.",
            hint="Write where the authority answers: https://tsa.example/",
            id="majlis.E030",
        )
    ]
