"""How much one browser may send."""

import time

FRAMES_PER_SECOND = 20.0
BURST = 40.0  # frames


class Bucket:
    """Fills with 20 frames a second up to 40; every frame from the client takes one out."""

    def __init__(self, rate: float = FRAMES_PER_SECOND, burst: float = BURST) -> None:
        self._rate, self._burst = rate, burst
        self._left, self._at = burst, time.monotonic()

    def take(self, frames: float = 1) -> bool:
        """Take out what a frame counts as; False when there is not that much left."""
        now = time.monotonic()
        self._left = min(self._burst, self._left + (now - self._at) * self._rate)
        self._at = now
        if self._left < frames:
            return False
        self._left -= frames
        return True
