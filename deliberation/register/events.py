"""What happens to a decision, and to published minutes."""

from dataclasses import dataclass
from typing import ClassVar

from council.kernel.events import Event


@dataclass(frozen=True, slots=True)
class DecisionRecorded(Event):
    """A proposal was adopted and got its number."""

    kind: ClassVar[str] = "decision.recorded"
    decision_id: int
    item_id: int
    number: str


@dataclass(frozen=True, slots=True)
class DecisionPublished(Event):
    """The clerk made a decision public."""

    kind: ClassVar[str] = "decision.published"
    decision_id: int
    number: str


@dataclass(frozen=True, slots=True)
class MinutesCorrected(Event):
    """An error in published minutes was put right by a note beside them."""

    kind: ClassVar[str] = "minutes.corrected"
    minutes_id: int
    erratum_id: int
