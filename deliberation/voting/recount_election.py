#!/usr/bin/env python3
"""Recount one election of Majlis from its published file. Needs Python 3.9 and nothing else.

    python3 recount_election.py election.json

It counts the ballots again, by crosses or by the Scottish rules for the transferable vote, and
compares every stage with the file. Lots and casting votes are taken from the file: they are the
only thing that cannot be counted. Exit code: 0 the same, 1 something differs, 2 unreadable file.
This is an implementation of its own; it shares no code with the platform.
"""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

File = dict[str, Any]
UNIT = 100_000


class Undecided(Exception):
    """A tie for which the file has no ruling."""


class Count:
    """The papers on a table, each in the hand of one candidate, or of nobody."""

    def __init__(self, file: File) -> None:
        self.names: list[str] = file["candidates"]
        self.seats: int = file["seats"]
        self.rulings: list[list[str]] = [list(order) for order in file["rulings"]]
        self.leaving = {each["candidate"]: each["stage"] for each in file["withdrawals"]}
        self.papers = [
            {"ranking": list(each["ranking"]), "ballots": each["ballots"], "value": UNIT}
            for each in file["ballots"]
        ]
        ballots = sum(each["ballots"] for each in file["ballots"])
        self.quota = (ballots // (self.seats + 1) + 1) * UNIT
        self.left = list(self.names)
        self.elected: list[str] = []
        self.due: list[str] = []
        self.kept: dict[str, int] = {}
        self.stages: list[File] = []

    def run(self) -> None:
        """Count to the end, or to a tie that is open."""
        self.close("first_preferences", [])
        while self.left and len(self.elected) < self.seats:
            self.step()

    def step(self) -> None:
        """Do what comes next: somebody leaves, a surplus goes on, or the last is excluded."""
        leaving = [n for n, at in self.leaving.items() if at <= len(self.stages) and n in self.left]
        votes = self.votes()
        if leaving:
            self.pass_on(leaving[0], None)
            self.close("withdrawal", leaving[:1])
        elif self.due:
            most = max(votes[name] for name in self.due)
            name = self.choose([name for name in self.due if votes[name] == most], max)
            self.due.remove(name)
            self.pass_on(name, most)
            self.kept[name] = self.quota
            self.close("surplus", [name])
        else:
            fewest = min(votes[name] for name in self.left)
            name = self.choose([name for name in self.left if votes[name] == fewest], min)
            self.pass_on(name, None)
            self.close("exclusion", [name])

    def votes(self) -> dict[str, int]:
        """Add up what everybody has in hand."""
        found = dict.fromkeys(self.names, 0)
        found.update(self.kept)
        for paper in self.papers:
            if paper["ranking"] and paper["ranking"][0] not in self.kept:
                found[paper["ranking"][0]] += paper["ballots"] * paper["value"]
        return found

    def pass_on(self, name: str, most: int | None) -> None:
        """Give the papers of one candidate to the next; ``most``: only the surplus of so many."""
        self.left = [each for each in self.left if each != name]
        for paper in self.papers:
            if paper["ranking"] and paper["ranking"][0] == name:
                if most is not None:
                    paper["value"] = (most - self.quota) * paper["value"] // most
                while paper["ranking"] and paper["ranking"][0] not in self.left:
                    paper["ranking"].pop(0)

    def choose(self, equal: list[str], extreme: Callable[[Iterable[int]], int]) -> str:
        """Tell equals apart by the latest stage at which they differed, else by a ruling."""
        for stage in reversed(self.stages):
            best = extreme(stage["votes"][name] for name in equal)
            equal = [name for name in equal if stage["votes"][name] == best]
        if len(equal) == 1:
            return equal[0]
        for order in self.rulings:
            if sorted(order) == sorted(equal):
                self.rulings.remove(order)
                return order[0]
        raise Undecided(", ".join(sorted(equal)))

    def close(self, act: str, sources: list[str]) -> None:
        """Elect whom this stage elects, and write the stage down."""
        votes = self.votes()
        reached = [name for name in self.left if votes[name] >= self.quota]
        free = self.seats - len(self.elected) - len(reached)
        rest = [name for name in self.left if name not in reached]
        filled = rest if len(rest) <= free else []
        self.left = [name for name in rest if name not in filled]
        self.elected += sorted(reached, key=lambda name: -votes[name]) + filled
        self.due += [name for name in reached if votes[name] > self.quota]
        stage = {"act": act, "sources": sources, "votes": votes, "filled": filled}
        self.stages.append({**stage, "elected": sorted(reached, key=lambda name: -votes[name])})


def compare(file: File) -> list[str]:
    """Return what the file says differently."""
    if file["method"] == "approval":
        return compare_crosses(file)
    count = Count(file)
    try:
        count.run()
        tied = None
    except Undecided as tie:
        tied = str(tie)
    told = file["result"]
    wrong = []
    if count.quota != told["droop_quota"]:
        wrong.append(f"the quota: {told['droop_quota']}, counted {count.quota}")
    for number in range(max(len(count.stages), len(told["stages"]))):
        ours, theirs = count.stages[number : number + 1], told["stages"][number : number + 1]
        wrong += [f"stage {number + 1}: {what}" for what in differences(ours, theirs)]
    wrong += compare_end(told, count.elected, tied)
    return wrong


def differences(ours: list[File], theirs: list[File]) -> list[str]:
    """Return in what two records of one stage differ."""
    if not ours or not theirs:
        return ["stands only in one of the counts"]
    return [
        f"{what}: the file says {theirs[0][what]}, the recount {value}"
        for what, value in ours[0].items()
        if theirs[0][what] != value
    ]


def compare_crosses(file: File) -> list[str]:
    """Add up the crosses, and compare the sums and who is elected."""
    points = dict.fromkeys(file["candidates"], 0)
    for each in file["ballots"]:
        for name in each["ranking"]:
            points[name] += each["ballots"]
    order = sorted(points, key=lambda name: -points[name])
    cut = points[order[min(file["seats"], len(order)) - 1]] if order else 0
    elected = [name for name in order if points[name] > cut]
    level = [name for name in order if points[name] == cut]
    free, tied = file["seats"] - len(elected), None
    if len(level) > free:
        drawn = [each for each in file["rulings"] if sorted(each) == sorted(level)]
        level = drawn[0][:free] if drawn else []
        tied = None if drawn else ", ".join(sorted(n for n in points if points[n] == cut))
    told = file["result"]
    wrong = [] if told["points"] == points else [f"the sums: counted {points}"]
    return wrong + compare_end(told, elected + level, tied)


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
