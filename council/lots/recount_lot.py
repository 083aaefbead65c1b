#!/usr/bin/env python3
"""Repeat a draw of Majlis from its two published files. Needs Python 3.9 and nothing else.

    python3 recount_lot.py lottery.json draw.json [TICKET]

It checks that the list is the one that was published, that the secret is the one committed to,
draws again from list, secret and words, and prints the panel. With a ticket it also says on how
many of the panels that ticket stands. Exit code: 0 the same, 1 something differs, 2 unreadable
file. This is an implementation of its own; it shares no code with the platform.
"""

import json
import sys
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import Any

File = dict[str, Any]
SPAN = 1 << 256


def digest(text: str) -> bytes:
    """Return the SHA-256 of a text."""
    return sha256(text.encode()).digest()


def number_drawn(seed: bytes, panels: int) -> int:
    """Draw a number from 1 to ``panels``: blocks that would favour some are thrown away."""
    counter = 0
    while True:
        block = sha256(seed + counter.to_bytes(8, "big")).digest()
        value = int.from_bytes(block, "big")
        if value < SPAN - SPAN % panels:
            return value % panels + 1
        counter += 1


def compare(written: str, lottery: File, draw: File) -> list[str]:
    """Return what does not fit."""
    found = []
    fingerprint = sha256(written.encode()).hexdigest()
    if fingerprint != draw["lottery_sha256"]:
        found.append("the list is not the one that was drawn from")
    committed = sha256(b"majlis-lot/commit\0" + draw["secret"].encode()).hexdigest()
    if committed != lottery["commitment"]:
        found.append("the secret is not the one committed to")
    parts = [fingerprint, draw["secret"], *draw["said"]]
    seed = sha256(b"".join(digest(part) for part in parts)).digest()
    number = number_drawn(seed, len(lottery["panels"]))
    if number != draw["number"]:
        found.append(f"panel {number} was to be drawn, the file says {draw['number']}")
    times = Counter(ticket for panel in lottery["panels"] for ticket in panel)
    if any(times[ticket] != lottery["chances"][ticket] for ticket in lottery["tickets"]):
        found.append("a chance in the list is not how often the ticket stands on panels")
    return found + misplaced(lottery, draw)


def misplaced(lottery: File, draw: File) -> list[str]:
    """Return the replacements by tickets that did not wait."""
    waiting = list(lottery["alternates"][draw["number"] - 1])
    found = []
    for one in draw["replacements"]:
        if one["by"] in waiting:
            waiting.remove(one["by"])
        else:
            found.append(f"{one['by']} did not wait as an alternate")
    return found


def say(line: str) -> None:
    """Write one line."""
    sys.stdout.write(f"{line}\n")


def tell(lottery: File, draw: File, ticket: str) -> None:
    """Print what was drawn, and what one ticket had to expect."""
    at, panels = draw["number"] - 1, len(lottery["panels"])
    say(f"panel {draw['number']} of {panels}: {' '.join(lottery['panels'][at])}")
    say(f"alternates: {' '.join(lottery['alternates'][at])}")
    for one in draw["replacements"]:
        say(f"{one['ticket']} was replaced by {one['by']}")
    if ticket:
        say(f"{ticket} stands on {lottery['chances'].get(ticket, 0)} of {panels} panels")


def main(lottery_at: str, draw_at: str, ticket: str = "") -> int:
    """Repeat the draw; return the exit code."""
    try:
        written = Path(lottery_at).read_text(encoding="utf-8")
        lottery, draw = json.loads(written), json.loads(Path(draw_at).read_text(encoding="utf-8"))
        found = compare(written, lottery, draw)
        if not found:
            tell(lottery, draw, ticket)
    except (OSError, ValueError, KeyError, TypeError, IndexError) as error:
        sys.stderr.write(f"unreadable: {error}\n")
        return 2
    for one in found:
        say(f"DIFFERS: {one}")
    say("The draw is the same." if not found else "The draw is NOT the same.")
    return 1 if found else 0


if __name__ == "__main__":
    if len(sys.argv) not in {3, 4}:
        say(str(__doc__))
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
