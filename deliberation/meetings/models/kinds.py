"""What meetings, items, attendance and contributions may be."""

from enum import StrEnum


class MeetingKind(StrEnum):
    """What a meeting is convened for; the by-laws give each its notice."""

    ORDINARY = "ordinary"
    ELECTIVE = "elective"
    EXTRAORDINARY = "extraordinary"
    CONTINUED = "continued"


class ItemKind(StrEnum):
    """What is to be done on an item of the agenda."""

    OPENING = "opening"
    MINUTES = "minutes"
    REPORT = "report"
    PROPOSAL = "proposal"
    ELECTION = "election"
    INFORMATION = "information"
    ANY_OTHER_BUSINESS = "any_other_business"


class ItemResult(StrEnum):
    """How an item was disposed of."""

    NOTED = "noted"
    APPROVED = "approved"
    ADOPTED = "adopted"
    REJECTED = "rejected"
    REFERRED = "referred"
    ELECTED = "elected"
    UNFINISHED = "unfinished"  # the meeting ended before it was called


class Mode(StrEnum):
    """Where a person attends from."""

    HALL = "hall"
    REMOTE = "remote"


class Channel(StrEnum):
    """How an invitation went out."""

    EMAIL = "email"
    LETTER = "letter"


class Intent(StrEnum):
    """What a contribution is."""

    SPEECH = "speech"
    QUESTION = "question"
    ANSWER = "answer"


class WishStatus(StrEnum):
    """What became of an item that a member proposed."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
