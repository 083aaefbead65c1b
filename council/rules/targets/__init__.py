"""Composition targets: who is to sit here, whether it holds, and what the next seat must bring."""

from council.rules.targets.checking import Check, Need, check, impossible_sizes
from council.rules.targets.counting import Finding, Place, Standing, findings_of
from council.rules.targets.explaining import Contradiction, Relaxation
from council.rules.targets.groups import (
    FAMILIES,
    Answer,
    Answers,
    ContradictoryAnswers,
    Group,
    require_consistent,
)
from council.rules.targets.presets import PRESETS
from council.rules.targets.verdicts import Change, Room, Told, room_after, told_of, verdict
from council.rules.targets.wording import (
    SEAT,
    Amount,
    Rounding,
    Target,
    dump_target,
    kept_for,
    of_bloc,
    of_office,
    read_target,
)

__all__ = [
    "FAMILIES",
    "PRESETS",
    "SEAT",
    "Amount",
    "Answer",
    "Answers",
    "Change",
    "Check",
    "Contradiction",
    "ContradictoryAnswers",
    "Finding",
    "Group",
    "Need",
    "Place",
    "Relaxation",
    "Room",
    "Rounding",
    "Standing",
    "Target",
    "Told",
    "check",
    "dump_target",
    "findings_of",
    "impossible_sizes",
    "kept_for",
    "of_bloc",
    "of_office",
    "read_target",
    "require_consistent",
    "room_after",
    "told_of",
    "verdict",
]
