"""Chance that nobody can steer: committed to, added to by the public, revealed, checked by all."""

import hmac
from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import TypeVar

from council.rules.errors import RuleViolation

Item = TypeVar("Item")

BLOCK = 32  # bytes that one hash gives


class FalseReveal(RuleViolation):
    """What is revealed is not what was committed to."""

    code = "false_reveal"


def commitment(secret: str) -> str:
    """Return what is published before the ceremony, so that the secret cannot be changed.

    Args:
        secret: At least 128 bits that a machine drew; a shorter one could be guessed from this.

    >>> commitment("0" * 32)[:8]
    '044db240'
    """
    return sha256(b"majlis-lot/commit\0" + secret.encode()).hexdigest()


def require_revealed(committed: str, secret: str) -> None:
    """Stop a ceremony in which something else is revealed than was committed to.

    Raises:
        FalseReveal: the secret does not belong to the commitment.
    """
    if not hmac.compare_digest(committed, commitment(secret)):
        raise FalseReveal


def seed_of(document: str, secret: str, said: Iterable[str]) -> bytes:
    """Mix what decides: the published lottery, the secret, and what people present said.

    Whoever knew the secret could not know what would be said; whoever spoke did not know the
    secret. Each part is hashed by itself, so that no two parts can be taken for others.

    Args:
        document: The digest of the published lottery.
        said: Numbers or words that people gave in public, in the order in which they did.
    """
    parts = [document, secret, *said]
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).digest()


class Draws:
    """Numbers that follow from a seed alone: SHA-256 of the seed and a counter.

    Anybody can draw them again, in any language, with nothing but a hash.
    """

    def __init__(self, seed: bytes) -> None:
        self._seed, self._counter = seed, 0

    def below(self, number: int) -> int:
        """Draw a number from 0 up to, but without, ``number``; each is equally likely.

        A block of 32 bytes is read as one number. Those at the end of the range that would favour
        small results are thrown away, as a die that rolls off the table.

        >>> Draws(bytes(32)).below(1000)
        419
        """
        span = 1 << (8 * BLOCK)
        while True:
            counter = self._counter.to_bytes(8, "big")
            drawn = int.from_bytes(sha256(self._seed + counter).digest(), "big")
            self._counter += 1
            if drawn < span - span % number:
                return drawn % number

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in an order of which each is equally likely (Fisher and Yates)."""
        left = list(items)
        for at in range(len(left) - 1, 0, -1):
            other = self.below(at + 1)
            left[at], left[other] = left[other], left[at]
        return left
