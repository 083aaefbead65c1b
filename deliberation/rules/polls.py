"""The life of a poll; it can be annulled with a reason, never reset."""

from collections.abc import Mapping
from enum import StrEnum


class PollStatus(StrEnum):
    """Where a question put to the vote stands."""

    DRAFT = "draft"
    FROZEN = "frozen"
    OPEN = "open"
    CLOSED = "closed"
    DECLARED = "declared"
    ANNULLED = "annulled"


class PollAct(StrEnum):
    """What is done with a poll, in order."""

    FREEZE = "freeze"
    OPEN = "open"
    CLOSE = "close"
    DECLARE = "declare"
    ANNUL = "annul"
    DISCARD = "discard"


POLL_PROCEDURE: Mapping[tuple[PollStatus, PollAct], PollStatus] = {
    (PollStatus.DRAFT, PollAct.FREEZE): PollStatus.FROZEN,
    (PollStatus.DRAFT, PollAct.DISCARD): PollStatus.ANNULLED,
    (PollStatus.FROZEN, PollAct.OPEN): PollStatus.OPEN,
    (PollStatus.FROZEN, PollAct.ANNUL): PollStatus.ANNULLED,
    (PollStatus.OPEN, PollAct.CLOSE): PollStatus.CLOSED,
    (PollStatus.OPEN, PollAct.ANNUL): PollStatus.ANNULLED,
    (PollStatus.CLOSED, PollAct.DECLARE): PollStatus.DECLARED,
    (PollStatus.CLOSED, PollAct.ANNUL): PollStatus.ANNULLED,
    (PollStatus.DECLARED, PollAct.ANNUL): PollStatus.ANNULLED,
}
