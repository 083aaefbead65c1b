"""What an outsider needs to repeat a draw: two files and a script."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from council.lots.models import Chosen, Lot, Saying

FORMAT = "majlis-draw/1"
RECOUNT = Path(__file__).with_name("recount_lot.py")


def digest_of(lot: Lot) -> str:
    """Return the fingerprint of the published list."""
    return sha256(lot.lottery.encode()).hexdigest()


def script_digest() -> str:
    """Return the fingerprint of the script."""
    return sha256(RECOUNT.read_bytes()).hexdigest()


def draw_document(
    lot: Lot, sayings: Iterable[Saying], panel: Iterable[Chosen], alternates: Iterable[Chosen]
) -> str:
    """Write down what was said, what was revealed, and who was drawn, by ticket."""
    drawn = [*panel, *alternates]
    document = {
        "format": FORMAT,
        "lot": lot.pk,
        "council": lot.body.council.slug,
        "body": lot.body.key,
        "lottery_sha256": digest_of(lot),
        "secret": lot.secret,
        "said": [one.words for one in sayings if not one.is_struck],
        "number": lot.number,
        "replacements": [
            {"ticket": one.replaces.volunteer.ticket, "by": one.volunteer.ticket}
            for one in drawn
            if one.replaces is not None
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=1)
