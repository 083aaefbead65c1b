"""The published lottery: a file without names or groups, from which anybody repeats the draw."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from hashlib import sha256

from council.rules.lot.ceremony import Draws, require_revealed, seed_of
from council.rules.lot.fairness import LotRule
from council.rules.lot.lottery import Lottery
from council.rules.lot.pool import Ticket

FORMAT = "majlis-lot/1"


@dataclass(frozen=True)
class Drawn:
    """What was drawn: the number of the panel, counted from 1, and who is on it."""

    number: int
    panel: tuple[Ticket, ...]
    alternates: tuple[Ticket, ...]


def publish(lottery: Lottery, committed: str) -> str:
    """Write the lottery as it is published before the ceremony.

    It holds tickets alone, and for each of them in how many of the panels it stands. Whose ticket
    it is, and to which groups somebody belongs, stays with the registrar; each volunteer knows
    their own ticket and finds their chance.

    Args:
        committed: The commitment to the secret of the ceremony.
    """
    document = {
        "format": FORMAT,
        "rule": lottery.rule.value,
        "commitment": committed,
        "tickets": lottery.tickets,
        "panels": lottery.panels,
        "alternates": lottery.alternates,
        "chances": {ticket: _times(chance, lottery) for ticket, chance in lottery.chances.items()},
    }
    return json.dumps(document, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def _times(chance: Fraction, lottery: Lottery) -> int:
    """Return in how many of the panels somebody of this chance sits."""
    return int(chance * len(lottery.panels))


def read_lottery(published: str) -> tuple[Lottery, str]:
    """Return the lottery and the commitment that a published file holds."""
    document: Mapping[str, Sequence[Sequence[str]]] = json.loads(published)
    lottery = Lottery(
        rule=LotRule(str(document["rule"])),
        tickets=tuple(str(each) for each in document["tickets"]),
        panels=tuple(tuple(each) for each in document["panels"]),
        alternates=tuple(tuple(each) for each in document["alternates"]),
    )
    return lottery, str(document["commitment"])


def draw(published: str, secret: str, said: Sequence[str]) -> Drawn:
    """Draw one of the panels; the same file, secret and words always give the same.

    Args:
        secret: What was committed to in the file.
        said: What people said in public, in that order, after the file was published.

    Raises:
        FalseReveal: the secret does not belong to the file.
    """
    lottery, committed = read_lottery(published)
    require_revealed(committed, secret)
    digest = sha256(published.encode()).hexdigest()
    number = Draws(seed_of(digest, secret, said)).below(len(lottery.panels))
    return Drawn(number + 1, lottery.panels[number], lottery.alternates[number])
