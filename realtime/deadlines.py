"""Polls whose time is over are closed, whether or not anybody presses the button."""

import asyncio
import time
from collections.abc import Sequence

from django.utils import timezone

from council.rules.errors import RuleViolation
from deliberation.voting.deadlines import WATCH, is_over
from deliberation.voting.selectors.polls import polls_in_time
from deliberation.voting.services.putting import close_poll_in_time
from realtime import ballots
from realtime.outages import logger_of
from realtime.threads import deciding

logger = logger_of(__name__)

BEAT = 1.0  # [s]


async def keep() -> None:
    """Close what is due, once a second, for as long as the process lives.

    Every process does so; the row of the poll decides which of them was first.
    """
    while True:
        await asyncio.sleep(BEAT)
        try:
            for poll_id in await deciding(due)():
                await asyncio.to_thread(ballots.finish)
                await deciding(close)(poll_id)
        except Exception:  # the database may answer the next time
            logger.exception("Polls whose time is over were not closed")


def due() -> Sequence[int]:
    """Look at the clocks, and return the polls whose time is over."""
    WATCH.look(timezone.now(), time.monotonic())
    return [poll.pk for poll in polls_in_time() if is_over(poll)]


def close(poll_id: int) -> None:
    """Close the poll, unless somebody was quicker."""
    try:
        close_poll_in_time(poll_id=poll_id)
    except RuleViolation as refusal:
        logger.info("Poll %s was not closed: %s", poll_id, refusal.code)
