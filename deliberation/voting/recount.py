#!/usr/bin/env python3
"""Recount one poll of Majlis from its published file. Needs Python 3.9 and nothing else.

    python3 recount.py poll.json

It counts the ballots again, applies the rule that stands in the file, and compares the result
with the one that was declared. Exit code: 0 the same, 1 something differs, 2 unreadable file.
This is an implementation of its own; it shares no code with the platform.
"""

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Facts = dict[str, Any]
EMPTY = {"in_favour": 0, "against": 0, "abstentions": 0, "spoilt": 0}
KINDS = {"yes": "in_favour", "no": "against", "abstain": "abstentions"}
CASTING = {"yes": "carried", "no": "lost", "abstain": "lost", None: "tied"}


def needed_of(share: Mapping[str, str], base: int) -> int:
    """Return the smallest whole number that reaches the share of the base, at least 1."""
    above, below = (int(part) for part in share["fraction"].split("/"))
    product = above * base
    if share["strictness"] == "more_than":
        return max(1, product // below + 1)
    return max(1, -(-product // below))


def count(ballots: Sequence[Mapping[str, str]]) -> dict[str, int]:
    """Count the ballots of the list."""
    found = Counter(KINDS[ballot["choice"]] for ballot in ballots)
    return {kind: found[kind] for kind in EMPTY}


def count_bloc(poll: Facts, bloc: str) -> dict[str, int]:
    """Count the ballots of one bloc."""
    return count([ballot for ballot in poll["ballots"] if ballot["bloc"] == bloc])


def base_of(basis: str, tally: Mapping[str, int], whole: Mapping[str, int]) -> int:
    """Return the number of which the majority is a share."""
    cast = tally["in_favour"] + tally["against"]
    everything = sum(tally.values())
    bases = {
        "votes_cast": cast,
        "votes_cast_and_spoilt": cast + tally["spoilt"],
        "votes_cast_and_abstentions": everything,
        "members_present": max(whole["present"], everything),
        "entire_membership": whole["entire_membership"],
        "filled_seats": whole["filled_seats"],
    }
    return bases[basis]


def quorum_of(poll: Facts, tally: Mapping[str, int]) -> tuple[int, bool]:
    """Return how many must be present, and whether they were."""
    rule, whole = poll["rule"]["quorum"], poll["electorate"]["whole"]
    entitled = whole[rule["basis"]]
    second = rule["second_call"] if poll["second_call"] else None
    if second:
        needed = max(1, (second["executive_multiple"] or 0) * poll["executive_size"])
        if second["share"]:
            needed = max(needed, needed_of(second["share"], entitled))
    else:
        needed = needed_of(rule["share"], entitled)
    present = max(whole["present"], sum(tally.values()))
    return needed, present >= needed or rule["checked"] == "opening"


def bloc_agrees(poll: Facts, bloc: str, tally: Mapping[str, int]) -> bool:
    """Say whether one bloc agrees, where blocs have to."""
    rule = poll["rule"]["question"]["concurrent"]
    whole = poll["electorate"]["blocs"].get(bloc)
    if whole is None or not (whole["present"] or sum(tally.values())):
        waived = ["waived", "waived_on_second_call" if poll["second_call"] else "waived"]
        return rule["absent"] in waived
    return tally["in_favour"] >= needed_of(rule["share"], base_of(rule["basis"], tally, whole))


def blocs_agree(poll: Facts) -> bool:
    """Say whether every bloc that has to agree agrees."""
    rule = poll["rule"]["question"]["concurrent"]
    if not rule:
        return True
    return all(bloc_agrees(poll, bloc, count_bloc(poll, bloc)) for bloc in rule["blocs"])


def tie_result(poll: Facts) -> str:
    """Say what becomes of exactly half for and half against."""
    rule = poll["rule"]["question"]["tie"]
    if rule == "casting_vote":
        return CASTING[poll["casting_vote"]]
    if rule == "chair_side":
        return "carried" if poll["chair_vote"] == "yes" else "lost"
    return "lost" if rule == "lost" else "tied"


def decide(poll: Facts, tally: Mapping[str, int]) -> Facts:
    """Apply the rule in the file to the count."""
    question, whole = poll["rule"]["question"], poll["electorate"]["whole"]
    quorum, is_quorate = quorum_of(poll, tally)
    majority = question["majority"]
    base = base_of(majority["basis"], tally, whole)
    floor, least = 0, majority["least_of_membership"]
    if least:
        floor = needed_of(least, whole["entire_membership"])
    needed = max(needed_of(majority["share"], base), floor)
    reached = tally["in_favour"] >= needed
    is_tie = tally["in_favour"] == tally["against"] and 2 * tally["in_favour"] == base > 0
    is_tie = is_tie and majority["share"] == {"fraction": "1/2", "strictness": "more_than"}
    is_tie = is_tie and tally["in_favour"] >= floor
    if question["form"] == "unanimous_consent":
        base = needed = whole["present"]
        reached, is_tie = not tally["against"], False
    result = "carried" if reached and blocs_agree(poll) else "lost"
    if is_tie and blocs_agree(poll):
        result = tie_result(poll)
    if not is_quorate:
        result = "inquorate"
    return {"result": result, "base": base, "needed": needed, "quorum_needed": quorum}


def recount(poll: Facts) -> tuple[Facts, list[str]]:
    """Return what the file means, and what in it does not agree with that."""
    counted = poll["ballots"] is not None
    tally = count(poll["ballots"]) if counted else dict(poll["tally"])
    blocs = poll["electorate"]["blocs"]
    by_bloc = {bloc: count_bloc(poll, bloc) for bloc in blocs} if counted else None
    found = {"tally": tally, "tally_by_bloc": by_bloc, **decide(poll, tally)}
    declared = {
        "tally": poll["tally"],
        "tally_by_bloc": poll["tally_by_bloc"],
        **poll["outcome"],
    }
    wrong = [
        f"{name}: the file says {declared[name]}, the recount says {value}"
        for name, value in found.items()
        if declared[name] != value
    ]
    if sum(tally.values()) > poll["electorate"]["whole"]["entitled"]:
        wrong.append("there are more ballots than persons entitled")
    return found, wrong


def main(arguments: Sequence[str]) -> int:
    """Recount the file named on the command line and say what was found."""
    if len(arguments) != 1:
        sys.stdout.write(__doc__ or "")
        return 2
    try:
        poll = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        question = sorted(poll["question"].items())
        found, wrong = recount(poll)
    except (OSError, ArithmeticError, ValueError, LookupError, TypeError, AttributeError) as error:
        sys.stdout.write(f"This is not a poll file of Majlis: {error!r}\n")
        return 2
    for language, words in question:
        sys.stdout.write(f"[{language}] {words}\n")
    for name, value in found.items():
        sys.stdout.write(f"{name}: {value}\n")
    for line in wrong:
        sys.stdout.write(f"DIFFERS  {line}\n")
    sys.stdout.write("The recount differs.\n" if wrong else "The recount agrees.\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
