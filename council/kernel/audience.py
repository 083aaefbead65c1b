"""Who reads: groups of readers who are shown the same things."""

from enum import StrEnum


class Audience(StrEnum):
    """Readers who see the same; each wider one sees all that the narrower ones before it see.

    ``PUBLIC``: anybody. ``MEMBER``: who belongs to the council. ``DESK``: who runs the meeting
    (chair, presidium, secretary, clerk).
    """

    PUBLIC = "public"
    MEMBER = "member"
    DESK = "desk"

    @property
    def rank(self) -> int:
        """0 for the public, rising with what is shown."""
        return _RANKS[self]

    def sees(self, other: "Audience") -> bool:
        """Say whether what is meant for ``other`` may be shown to this audience."""
        return self.rank >= other.rank


_RANKS = {audience: rank for rank, audience in enumerate(Audience)}  # asked for every line shown
