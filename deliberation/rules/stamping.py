"""When the time stamp of an outside authority is believed (RFC 3161)."""

from datetime import datetime, timedelta

from council.rules.errors import RuleViolation

TOLERANCE = timedelta(minutes=10)  # by which an authority's clock and ours may differ
AT_ONCE = 20  # checkpoints stamped in one run, so that no authority is flooded


class StampAuthorityUnknown(RuleViolation):
    """The certificates of the authority cannot be read here."""

    code = "stamp_authority_unknown"


class StampAuthoritySilent(RuleViolation):
    """The authority did not answer, or not as one, or not in time."""

    code = "stamp_authority_silent"


class StampDeclined(RuleViolation):
    """The authority answered that it gives no stamp."""

    code = "stamp_declined"


class StampUntrue(RuleViolation):
    """What the authority sent is no stamp of what it was asked to stamp."""

    code = "stamp_untrue"


class ClocksApart(RuleViolation):
    """The authority's clock and ours differ: one of them is wrong."""

    code = "stamp_clocks_apart"


def require_same_time(stamped_at: datetime, now: datetime) -> None:
    """Do nothing if a stamp that was given just now says about this moment.

    Raises:
        ClocksApart: it says another one, so that either clock has jumped.

    >>> from datetime import UTC
    >>> require_same_time(datetime(2026, 2, 10, 12, 9, tzinfo=UTC),
    ...                   datetime(2026, 2, 10, 12, 0, tzinfo=UTC))
    """
    if abs(stamped_at - now) > TOLERANCE:
        raise ClocksApart(
            theirs=stamped_at.isoformat(timespec="seconds"), ours=now.isoformat(timespec="seconds")
        )
