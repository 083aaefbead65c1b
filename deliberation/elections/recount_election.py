#!/usr/bin/env python3
"""Recount one election of Majlis from its published file. Needs Python 3.9 and nothing else.

    python3 recount_election.py election.json

It counts the ballots again, by crosses, by scores, by turns on a list or by the Scottish rules for
the transferable vote, and compares every stage with the file. Lots and casting votes are taken
from the file: they are the only thing that cannot be counted. Exit code: 0 the same, 1 something
differs, 2 unreadable file.
This is an implementation of its own; it shares no code with the platform.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

File = dict[str, Any]
UNIT = 100_000


class Undecided(Exception):
    """A tie for which the file has no ruling."""


class Rulings:
    """The lots and casting votes of the file, each used once."""

    def __init__(self, file: File) -> None:
        self.left: list[list[str]] = [list(order) for order in file["rulings"]]

    def order(self, equal: list[str]) -> list[str]:
        """Return the equal ones as they were drawn."""
        for order in self.left:
            if sorted(order) == sorted(equal):
                self.left.remove(order)
                return order
        raise Undecided(", ".join(sorted(equal)))


class Count:
    """The papers on a table, each in the hand of one candidate, or of nobody."""

    def __init__(self, file: File) -> None:
        self.names: list[str] = file["candidates"]
        self.seats: int = file["seats"]
        self.rulings = Rulings(file)
        self.places, self.groups = file.get("places", {}), file.get("groups", {})
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
        doomed = [n for n in self.left if not self.fits([*self.elected, n], self.but(n))]
        if leaving:
            self.pass_on(leaving[:1], None)
            self.close("withdrawal", leaving[:1])
        elif doomed:
            self.pass_on(doomed, None)
            self.close("doomed", doomed)
        elif self.due:
            most = max(votes[name] for name in self.due)
            name = self.choose([name for name in self.due if votes[name] == most], max)
            self.due.remove(name)
            self.pass_on([name], most)
            self.kept[name] = self.quota
            self.close("surplus", [name])
        else:
            free = [n for n in self.left if self.fits(self.elected, self.but(n))]
            fewest = min(votes[name] for name in free)
            name = self.choose([name for name in free if votes[name] == fewest], min)
            self.pass_on([name], None)
            self.close("exclusion", [name])

    def but(self, name: str) -> list[str]:
        """Return who is left besides one of them."""
        return [each for each in self.left if each != name]

    def fits(self, elected: list[str], left: list[str]) -> bool:
        """Say whether the places kept for groups can still be filled."""
        lacking = 0
        for group, least in self.places.items():
            short = least - sum(self.groups[name] == group for name in elected)
            if short > sum(self.groups[name] == group for name in left):
                return False
            lacking += max(0, short)
        return lacking <= self.seats - len(elected)

    def votes(self) -> dict[str, int]:
        """Add up what everybody has in hand."""
        found = dict.fromkeys(self.names, 0)
        found.update(self.kept)
        for paper in self.papers:
            if paper["ranking"] and paper["ranking"][0] not in self.kept:
                found[paper["ranking"][0]] += paper["ballots"] * paper["value"]
        return found

    def pass_on(self, names: list[str], most: int | None) -> None:
        """Give the papers of candidates to the next; ``most``: only the surplus of so many."""
        self.left = [each for each in self.left if each not in names]
        for paper in self.papers:
            if paper["ranking"] and paper["ranking"][0] in names:
                if most is not None:
                    paper["value"] = (most - self.quota) * paper["value"] // most
                while paper["ranking"] and paper["ranking"][0] not in self.left:
                    paper["ranking"].pop(0)

    def choose(self, equal: list[str], extreme: Callable[[Iterable[int]], int]) -> str:
        """Tell equals apart by the latest stage at which they differed, else by a ruling."""
        for stage in reversed(self.stages):
            best = extreme(stage["votes"][name] for name in equal)
            equal = [name for name in equal if stage["votes"][name] == best]
        return equal[0] if len(equal) == 1 else self.rulings.order(equal)[0]

    def close(self, act: str, sources: list[str]) -> None:
        """Elect whom this stage elects, and write the stage down."""
        votes = self.votes()
        chosen: list[str] = []
        stage: File = {
            "act": act,
            "sources": sources,
            "votes": votes,
            "filled": [],
            "elected": chosen,
        }
        tied = None
        while not tied and (reached := self.reached(votes)):
            if not self.fits([*self.elected, *reached], [n for n in self.left if n not in reached]):
                most = [name for name in reached if votes[name] == votes[reached[0]]]
                try:
                    reached = [self.choose(most, max)]
                except Undecided as tie:
                    tied, reached = tie, []
            chosen += reached
            self.seat(reached, votes)
        if not tied and len(self.left) <= self.seats - len(self.elected):
            stage["filled"] = list(self.left)
            self.seat(stage["filled"], {})
        self.stages.append(stage)
        if tied:
            raise tied

    def reached(self, votes: dict[str, int]) -> list[str]:
        """Return who has the quota and can take a seat, most votes first."""
        found = [n for n in self.left if votes[n] >= self.quota]
        found = [n for n in found if self.fits([*self.elected, n], self.but(n))]
        return sorted(found, key=lambda name: -votes[name])

    def seat(self, names: list[str], votes: dict[str, int]) -> None:
        """Give seats; who has more than the quota has a surplus to pass on."""
        self.elected += names
        self.left = [each for each in self.left if each not in names]
        self.due += [name for name in names if votes.get(name, 0) > self.quota]


def compare(file: File) -> list[str]:
    """Return what the file says differently."""
    if file["method"] == "scottish_stv":
        return compare_stages(file)
    told = file["result"]
    found = by_turns(file) if file["method"] == "zipper" else by_sums(file)
    wrong = [] if told["points"] == found["points"] else [f"the sums: counted {found['points']}"]
    return wrong + compare_end(told, found["elected"], found["open_tie"])


def compare_stages(file: File) -> list[str]:
    """Count by transferable vote, stage by stage."""
    count, told, tied = Count(file), file["result"], None
    try:
        count.run()
    except Undecided as tie:
        tied = str(tie)
    wrong = []
    if count.quota != told["droop_quota"]:
        wrong.append(f"the quota: {told['droop_quota']}, counted {count.quota}")
    for number in range(max(len(count.stages), len(told["stages"]))):
        ours, theirs = count.stages[number : number + 1], told["stages"][number : number + 1]
        wrong += [f"stage {number + 1}: {what}" for what in differences(ours, theirs)]
    return wrong + compare_end(told, count.elected, tied)


def differences(ours: list[File], theirs: list[File]) -> list[str]:
    """Return in what two records of one stage differ."""
    if not ours or not theirs:
        return ["stands only in one of the counts"]
    return [
        f"{what}: the file says {theirs[0][what]}, the recount {value}"
        for what, value in ours[0].items()
        if theirs[0][what] != value
    ]


def sums(file: File) -> dict[str, int]:
    """Add up crosses or scores."""
    points = dict.fromkeys(file["candidates"], 0)
    for each in file["ballots"]:
        given = each["scores"] if "scores" in each else dict.fromkeys(each["ranking"], 1)
        for name, score in given.items():
            points[name] += each["ballots"] * score
    return points


def by_sums(file: File) -> File:
    """Elect the highest sums; a tie for the last seat needs a ruling."""
    points = sums(file)
    order = sorted(points, key=lambda name: -points[name])
    cut = points[order[min(file["seats"], len(order)) - 1]] if order else 0
    elected = [name for name in order if points[name] > cut]
    level = [name for name in order if points[name] == cut]
    free = file["seats"] - len(elected)
    return {"points": points, **settled(file, level, free, elected)}


def settled(file: File, equal: list[str], places: int, elected: list[str]) -> File:
    """Add those of the equal ones who get the places."""
    try:
        chosen = equal if len(equal) <= places else Rulings(file).order(equal)[:places]
        return {"elected": elected + chosen, "open_tie": None}
    except Undecided as tie:
        return {"elected": elected, "open_tie": str(tie)}


def by_turns(file: File) -> File:
    """Fill a list on which groups alternate."""
    points, rulings = sums(file), Rulings(file)
    places, elected, tied = dict(file["places"]), [], None
    while tied is None and any(places.values()):
        for group in [each for each in places if places[each]]:
            left = [n for n in points if file["groups"][n] == group and n not in elected]
            best = max(points[name] for name in left)
            equal = [name for name in left if points[name] == best]
            try:
                elected.append(equal[0] if len(equal) == 1 else rulings.order(equal)[0])
            except Undecided as tie:
                tied = str(tie)
                break
            places[group] -= 1
    return {"points": points, "elected": elected, "open_tie": tied}


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
