#!/usr/bin/env python3
"""Recount one election of Majlis from its published file. Needs Python 3.9 and nothing else.

    python3 recount_meek.py election.json

It counts the transferable vote by Meek's method: everybody elected keeps just the part of each vote
that is needed, and the rest goes on. Lots and
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
UNIT = 1_000_000_000
OMEGA = 1_000


class Undecided(Exception):
    """A tie for which the file has no ruling."""


def drawn(rulings: list[list[str]], equal: list[str]) -> list[str]:
    """Return the equal ones as they were drawn."""
    for order in rulings:
        if sorted(order) == sorted(equal):
            rulings.remove(order)
            return order
    raise Undecided(", ".join(sorted(equal)))


def up(number: int, divisor: int) -> int:
    """Divide, and round up."""
    return -(-number // divisor)


class Count:
    """The parts of each vote that candidates keep, adjusted round by round."""

    def __init__(self, file: File) -> None:
        self.file, self.seats = file, file["seats"]
        self.rulings = [list(order) for order in file["rulings"]]
        self.keep = dict.fromkeys(file["candidates"], UNIT)
        self.hopeful: list[str] = list(file["candidates"])
        self.elected: list[str] = []
        self.rounds: list[File] = []

    def run(self) -> None:
        """Count to the end, or to a tie that is open."""
        while len(self.elected) < self.seats < len(self.elected) + len(self.hopeful):
            self.round()
        if len(self.elected) < self.seats:
            self.elected += self.hopeful

    def votes(self) -> dict[str, int]:
        """Hand the votes out: each candidate on a ballot keeps a part, the rest goes on."""
        found = dict.fromkeys(self.file["candidates"], 0)
        for each in self.file["ballots"]:
            weight = UNIT
            for name in each["ranking"]:
                part = up(weight * self.keep[name], UNIT)
                found[name] += part * each["ballots"]
                weight -= part
        return found

    def round(self) -> None:
        """Adjust until somebody is elected, or nothing is left to hand on: then exclude."""
        before = None
        while True:
            votes = self.votes()
            quota = sum(votes.values()) // (self.seats + 1) + 1
            surplus = max(0, sum(votes[name] - quota for name in self.elected))
            reached = [name for name in self.hopeful if votes[name] >= quota]
            stage = {"votes": votes, "quota": quota, "elected": [], "excluded": []}
            if reached:
                stage["elected"] = sorted(reached, key=lambda name: -votes[name])
                self.elected += stage["elected"]
                self.hopeful = [name for name in self.hopeful if name not in reached]
                self.rounds.append(stage)
                return
            if surplus < OMEGA or (before is not None and surplus >= before):
                break
            before = surplus
            for name in self.elected:
                self.keep[name] = up(up(self.keep[name] * quota, UNIT) * UNIT, votes[name])
        self.rounds.append(stage)
        self.exclude(stage, votes, surplus)

    def exclude(self, stage: File, votes: dict[str, int], surplus: int) -> None:
        """Exclude who has fewest votes; those whom the surplus could turn round are equal."""
        fewest = min(votes[name] for name in self.hopeful)
        lowest = [name for name in self.hopeful if votes[name] <= fewest + surplus]
        name = lowest[0] if len(lowest) == 1 else drawn(self.rulings, lowest)[0]
        stage["excluded"] = [name]
        self.hopeful.remove(name)
        self.keep[name] = 0


def compare(file: File) -> list[str]:
    """Return what the file says differently."""
    count, told, tied = Count(file), file["result"], None
    try:
        count.run()
    except Undecided as tie:
        tied = str(tie)
    wrong = []
    if len(count.rounds) != len(told["rounds"]):
        wrong.append(f"the rounds: {len(told['rounds'])}, counted {len(count.rounds)}")
    for number, ours in enumerate(count.rounds[: len(told["rounds"])], start=1):
        theirs = told["rounds"][number - 1]
        wrong += [
            f"round {number}: {what}: the file says {theirs[what]}, the recount {value}"
            for what, value in ours.items()
            if theirs[what] != value
        ]
    return wrong + compare_end(told, count.elected, tied)


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
