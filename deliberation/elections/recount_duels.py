#!/usr/bin/env python3
"""Recount one election of Majlis from its published file. Needs Python 3.9 and nothing else.

    python3 recount_duels.py election.json

It counts how many ballots prefer whom to whom and finds the winner again, by the strongest paths
(Schulze) or by locking wins in (ranked pairs). Lots and
casting votes are taken from the file: they are the only thing that cannot be counted. Exit code:
0 the same, 1 something differs, 2 unreadable file.
This is an implementation of its own; it shares no code with the platform.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

File = dict[str, Any]
Duel = tuple[str, str]


class Undecided(Exception):
    """A tie for which the file has no ruling."""


def drawn(rulings: list[list[str]], equal: list[str]) -> list[str]:
    """Return the equal ones as they were drawn."""
    for order in rulings:
        if sorted(order) == sorted(equal):
            rulings.remove(order)
            return order
    raise Undecided(", ".join(sorted(equal)))


def place_of(name: str, tiers: list[list[str]]) -> int:
    """Return at which place a ballot ranks somebody; who is left out comes last."""
    return next((place for place, tier in enumerate(tiers) if name in tier), len(tiers))


def duels_of(file: File) -> dict[Duel, int]:
    """Count for each pair how many ballots put the first above the second."""
    names = file["candidates"]
    found = {(a, b): 0 for a in names for b in names if a != b}
    for each in file["ballots"]:
        places = {name: place_of(name, each["tiers"]) for name in names}
        for a, b in found:
            found[a, b] += each["ballots"] * (places[a] < places[b])
    return found


def wins_of(file: File, duels: dict[Duel, int]) -> dict[Duel, int]:
    """Return how strong each win is."""
    margins = file["strength"] == "margins"
    return {
        (a, b): count - margins * duels[b, a]
        for (a, b), count in duels.items()
        if count > duels[b, a]
    }


def by_paths(file: File, wins: dict[Duel, int]) -> list[str]:
    """Return whom nobody beats by a stronger path than they have themselves."""
    names = file["candidates"]

    def reaches(start: str, end: str, least: int) -> bool:
        seen, waiting = {start}, [start]
        while waiting:
            at = waiting.pop()
            for (a, b), strength in wins.items():
                if a == at and b not in seen and strength >= least:
                    seen.add(b)
                    waiting.append(b)
        return end in seen

    def path(start: str, end: str) -> int:
        strengths = sorted(set(wins.values()), reverse=True)
        return next((each for each in strengths if reaches(start, end, each)), 0)

    return [a for a in names if all(path(a, b) >= path(b, a) for b in names if b != a)]


def closes_a_circle(locked: list[Duel], win: Duel) -> bool:
    """Say whether the loser of this win already leads to the winner."""
    reached = {win[1]}
    for _ in locked:
        reached |= {b for a, b in locked if a in reached}
    return win[0] in reached


def by_locking(file: File, wins: dict[Duel, int], rulings: list[list[str]]) -> list[str]:
    """Lock the wins, strongest first; equally strong ones that exclude each other need a lot."""
    locked: list[Duel] = []
    for strength in sorted(set(wins.values()), reverse=True):
        equal = [win for win in wins if wins[win] == strength and not closes_a_circle(locked, win)]
        if any(closes_a_circle([*locked, *equal], win) for win in equal):
            order = drawn(rulings, sorted({name for win in equal for name in win}))
            equal.sort(key=lambda win: (order.index(win[0]), -order.index(win[1])))
        for win in equal:
            locked += [] if closes_a_circle(locked, win) else [win]
    beaten = {loser for _, loser in locked}
    return [name for name in file["candidates"] if name not in beaten]


def compare(file: File) -> list[str]:
    """Return what the file says differently."""
    told, rulings = file["result"], [list(order) for order in file["rulings"]]
    duels = duels_of(file)
    wins = wins_of(file, duels)
    listed = [[a, b, count] for (a, b), count in duels.items()]
    wrong = [] if listed == told["duels"] else [f"the duels: counted {listed}"]
    elected: list[str] = []
    try:
        if file["method"] == "schulze":
            elected = by_paths(file, wins)
        else:
            elected = by_locking(file, wins, rulings)
        if elected != told["winners"]:
            wrong.append(f"the winners: counted {elected}")
        winners, elected = elected, []
        elected = drawn(rulings, winners)[:1] if winners[1:] else winners
        return wrong + compare_end(told, elected, None)
    except Undecided as tie:
        return wrong + compare_end(told, [], str(tie))


def compare_end(told: File, elected: list[str], tied: str | None) -> list[str]:
    """Compare who is elected, and the tie that is open."""
    wrong = []
    if told["elected"] != elected:
        wrong.append(f"elected: the file says {told['elected']}, the recount {elected}")
    open_tie = ", ".join(told["open_tie"]["among"]) if told["open_tie"] else None
    if open_tie != tied:
        wrong.append(f"open tie: the file says {open_tie}, the recount {tied}")
    return wrong


def main(arguments: list[str]) -> int:
    """Recount the file that is named, and say what came of it."""
    try:
        wrong = compare(json.loads(Path(arguments[0]).read_text(encoding="utf-8")))
    except (IndexError, KeyError, OSError, TypeError, ValueError) as reason:
        sys.stderr.write(f"This is not the file of an election: {reason!r}\n{__doc__}")
        return 2
    sys.stdout.write("".join(f"{line}\n" for line in wrong))
    sys.stdout.write("The recount differs.\n" if wrong else "The recount agrees.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
