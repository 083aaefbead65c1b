"""What happens to the minutes of a meeting."""

from dataclasses import dataclass
from typing import ClassVar

from council.kernel.events import Event


@dataclass(frozen=True, slots=True)
class MinutesDrafted(Event):
    """The clerk began to write the minutes."""

    kind: ClassVar[str] = "minutes.drafted"
    minutes_id: int


@dataclass(frozen=True, slots=True)
class FactCorrected(Event):
    """A fact was stated anew, for a reason that stands with it."""

    kind: ClassVar[str] = "fact.corrected"
    minutes_id: int
    correction_id: int


@dataclass(frozen=True, slots=True)
class MinutesCirculated(Event):
    """The draft went to those who were present; they may ask for corrections."""

    kind: ClassVar[str] = "minutes.circulated"
    minutes_id: int


@dataclass(frozen=True, slots=True)
class CorrectionProposed(Event):
    """Somebody who was present asks for a correction."""

    kind: ClassVar[str] = "correction.proposed"
    minutes_id: int
    correction_id: int
    number: int


@dataclass(frozen=True, slots=True)
class CorrectionAnswered(Event):
    """A correction was accepted, declined or withdrawn."""

    kind: ClassVar[str] = "correction.answered"
    minutes_id: int
    correction_id: int
    number: int
    status: str


@dataclass(frozen=True, slots=True)
class MinutesAdopted(Event):
    """The minutes were adopted: from now on nobody edits them."""

    kind: ClassVar[str] = "minutes.adopted"
    minutes_id: int
    is_corrected: bool


@dataclass(frozen=True, slots=True)
class MinutesPublished(Event):
    """The adopted minutes are in the register, and everybody may read them."""

    kind: ClassVar[str] = "minutes.published"
    minutes_id: int
