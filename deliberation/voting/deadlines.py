"""Whether the time of a poll is over, on a clock that somebody may set while it runs."""

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from deliberation.voting.models import Poll

logger = logging.getLogger(__name__)

STEP = timedelta(seconds=2)  # by which the two clocks may drift apart between two looks


class Watch:
    """Compares the wall clock, which may be set, with one that only runs on.

    When it was set, nobody can tell any more how long the polls that were open have been open: for
    them the state alone decides, and they stay open until they are closed by hand. No vote ends
    because somebody corrected a clock, and none begins again.
    """

    def __init__(self) -> None:
        self._last: tuple[datetime, float] | None = None
        self.was_set_at: datetime | None = None

    def look(self, wall: datetime, steady: float) -> None:
        """Compare the clocks; to be done every second or so. ``steady`` is in seconds."""
        if self._last is not None:
            drift = (wall - self._last[0]) - timedelta(seconds=steady - self._last[1])
            if abs(drift) > STEP:
                logger.warning("The clock was set by %s: open votes are closed by hand", drift)
                self.was_set_at = wall
        self._last = (wall, steady)

    def is_over(self, poll: Poll, now: datetime) -> bool:
        """Say whether the poll had a time limit that has passed."""
        if poll.closes_at is None or poll.opened_at is None or now < poll.closes_at:
            return False
        return self.was_set_at is None or poll.opened_at >= self.was_set_at


WATCH = Watch()


def is_over(poll: Poll) -> bool:
    """Say whether the time of the poll is over now, as this process knows."""
    return WATCH.is_over(poll, timezone.now())
