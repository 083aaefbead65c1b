"""What a benchmark found: figures for the reader, and goals that hold or do not."""

import json
import os
import platform
import statistics
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Goal:
    """What is to be reached, and what was measured in the same run."""

    goal: str
    reach: float
    measured: float
    holds: bool


def at_least(goal, reach, measured):
    """Return a goal for a figure that should be large, such as a ratio to an alternative."""
    return Goal(goal, reach, round(measured, 3), measured >= reach)


def at_most(goal, reach, measured):
    """Return a goal for a figure that should be small, such as a time."""
    return Goal(goal, reach, round(measured, 3), measured <= reach)


@dataclass
class Report:
    """The goals of one benchmark, and the lines of its table."""

    benchmark: str
    goals: list[Goal] = field(default_factory=list)

    def line(self, *cells):
        """Print one line of the table at once: a long run shows how far it is."""
        print("  ".join(f"{cell!s:<22}" for cell in cells).rstrip(), flush=True)

    def conclude(self, *, as_json):
        """Print the goals; as JSON, the last line is one object."""
        for goal in self.goals:
            mark = "holds " if goal.holds else "MISSED"
            self.line(mark, goal.goal, f"reach {goal.reach}", f"measured {goal.measured}")
        self.line(f"{platform.python_version()}, {os.cpu_count()} processors, {platform.machine()}")
        if as_json:
            goals = [asdict(goal) for goal in self.goals]
            print(json.dumps({"benchmark": self.benchmark, "goals": goals}), flush=True)


def spread(figures):
    """Return the median and, in words, the range of the figures.

    >>> spread([3.0, 1.0, 2.0])
    (2.0, '2 (1–3)')
    """
    middle = statistics.median(figures)
    return middle, f"{middle:.3g} ({min(figures):.3g}–{max(figures):.3g})"
