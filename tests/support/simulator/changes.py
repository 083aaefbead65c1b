"""Servers that are broken on purpose: whoever watches over faults must notice each of them."""

from threading import Timer
from typing import Any

from deliberation.voting.services import casting

LATE = 0.2  # between an answer and what it says [s]


def acknowledge_before_the_commit() -> None:
    """Answer that the ballot was taken, and take it a little later."""
    take = casting.cast_ballot

    def promise(**facts: Any) -> casting.Receipt:
        Timer(LATE, take, kwargs=facts).start()
        return casting.Receipt(facts["poll_id"], facts["choice"], facts["seq"])

    casting.cast_ballot = promise


def take_ballots_at_any_time() -> None:
    """Do not ask whether the poll is open: then only the database does."""
    casting._require_time = lambda _poll: None
