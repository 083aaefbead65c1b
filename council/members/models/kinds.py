"""Kinds of bodies, offices, seats and mandates."""

from enum import StrEnum


class OfficeKind(StrEnum):
    """A person's duty in a body for a time."""

    CHAIR = "chair"
    VICE_CHAIR = "vice_chair"
    SECRETARY = "secretary"
    REGISTRAR = "registrar"
    CLERK = "clerk"
    INTERPRETER = "interpreter"
    ADVISER = "adviser"
    OBSERVER = "observer"


class BodyKind(StrEnum):
    """What sort of organ a body is."""

    ASSEMBLY = "assembly"
    BOARD = "board"
    WORKING_GROUP = "working_group"
    EXPERT_TEAM = "expert_team"


class FilledBy(StrEnum):
    """How a seat is filled."""

    ELECTED = "elected"
    DELEGATED = "delegated"
    EX_OFFICIO = "ex_officio"
    LOT = "lot"


class SeatGroup(StrEnum):
    """For whom a seat is kept; the empty text means: for anybody."""

    WOMEN = "women"
    MEN = "men"
    YOUNG_PEOPLE = "young_people"
    DISABLED_PEOPLE = "disabled_people"


class MandateRole(StrEnum):
    """Whether a person holds a seat or stands in for its holder."""

    TITULAR = "titular"
    ALTERNATE = "alternate"


class QuotaPurpose(StrEnum):
    """Why sealed answers were opened."""

    OWN_ANSWERS = "own_answers"
    OWN_COPY = "own_copy"
    CHECK = "check"
    REPORT = "report"


class ReportMoment(StrEnum):
    """The fixed moments at which a composition is told in public, once each in a term."""

    TERM_BEGINS = "term_begins"
    CANDIDATES_CLOSE = "candidates_close"
    RESULT = "result"
