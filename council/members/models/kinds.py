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
    ALLOCATION = "allocation"


class ReportMoment(StrEnum):
    """The fixed moments at which a composition is told in public, once each in a term."""

    TERM_BEGINS = "term_begins"
    CANDIDATES_CLOSE = "candidates_close"
    RESULT = "result"


class SeatingCause(StrEnum):
    """By what seats were filled, or why a body was counted together."""

    OFFICE = "office"  # the office appointed
    ELECTION = "election"
    LOT = "lot"
    REPORT = "report"


class ExceptionGround(StrEnum):
    """Why a seat was filled although a target may then not be kept."""

    NOBODY_STANDS = "nobody_stands"
    SENDER_HAS_NOBODY = "sender_has_nobody"
    BODY_MUST_ACT = "body_must_act"
    SEAT_IS_EX_OFFICIO = "seat_is_ex_officio"
    OTHER = "other"


class SendingOutcome(StrEnum):
    """What became of an organisation's delegate."""

    SEATED = "seated"
    ASKED_AGAIN = "asked_again"
    KEPT_VACANT = "kept_vacant"
