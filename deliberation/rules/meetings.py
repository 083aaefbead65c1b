"""The life of a meeting and of an item on its agenda."""

from collections.abc import Mapping
from enum import StrEnum


class MeetingStatus(StrEnum):
    """Where a meeting stands, from its draft to its place in the record."""

    DRAFT = "draft"
    CONVENED = "convened"
    OPEN = "open"
    RECESSED = "recessed"
    ADJOURNED = "adjourned"
    RECORDED = "recorded"
    INQUORATE = "inquorate"
    CANCELLED = "cancelled"


class MeetingAct(StrEnum):
    """What is done with a meeting."""

    CONVENE = "convene"
    OPEN = "open"
    FIND_INQUORATE = "find_inquorate"
    CALL_AGAIN = "call_again"
    RECESS = "recess"
    RESUME = "resume"
    ADJOURN = "adjourn"
    RECORD = "record"
    CANCEL = "cancel"


# A second call is a meeting of its own; the inquorate one stays as it is.
MEETING_PROCEDURE: Mapping[tuple[MeetingStatus, MeetingAct], MeetingStatus] = {
    (MeetingStatus.DRAFT, MeetingAct.CONVENE): MeetingStatus.CONVENED,
    (MeetingStatus.DRAFT, MeetingAct.CANCEL): MeetingStatus.CANCELLED,
    (MeetingStatus.CONVENED, MeetingAct.OPEN): MeetingStatus.OPEN,
    (MeetingStatus.CONVENED, MeetingAct.FIND_INQUORATE): MeetingStatus.INQUORATE,
    (MeetingStatus.CONVENED, MeetingAct.CANCEL): MeetingStatus.CANCELLED,
    (MeetingStatus.OPEN, MeetingAct.RECESS): MeetingStatus.RECESSED,
    (MeetingStatus.OPEN, MeetingAct.ADJOURN): MeetingStatus.ADJOURNED,
    (MeetingStatus.RECESSED, MeetingAct.RESUME): MeetingStatus.OPEN,
    (MeetingStatus.RECESSED, MeetingAct.ADJOURN): MeetingStatus.ADJOURNED,
    (MeetingStatus.ADJOURNED, MeetingAct.RECORD): MeetingStatus.RECORDED,
    (MeetingStatus.INQUORATE, MeetingAct.CALL_AGAIN): MeetingStatus.INQUORATE,
}


class ItemStatus(StrEnum):
    """Where an item stands; ``discussed`` means that the discussion is closed."""

    PLANNED = "planned"
    CALLED = "called"
    DISCUSSED = "discussed"
    DISPOSED = "disposed"
    POSTPONED = "postponed"
    WITHDRAWN = "withdrawn"


class ItemAct(StrEnum):
    """What is done with an item of the agenda."""

    CALL = "call"
    CLOSE_DISCUSSION = "close_discussion"
    REOPEN_DISCUSSION = "reopen_discussion"
    DISPOSE = "dispose"
    CONSENT = "consent"
    POSTPONE = "postpone"
    RESTORE = "restore"
    WITHDRAW = "withdraw"


ITEM_PROCEDURE: Mapping[tuple[ItemStatus, ItemAct], ItemStatus] = {
    (ItemStatus.PLANNED, ItemAct.CALL): ItemStatus.CALLED,
    (ItemStatus.PLANNED, ItemAct.CONSENT): ItemStatus.DISPOSED,
    (ItemStatus.PLANNED, ItemAct.POSTPONE): ItemStatus.POSTPONED,
    (ItemStatus.PLANNED, ItemAct.WITHDRAW): ItemStatus.WITHDRAWN,
    (ItemStatus.CALLED, ItemAct.CLOSE_DISCUSSION): ItemStatus.DISCUSSED,
    (ItemStatus.CALLED, ItemAct.DISPOSE): ItemStatus.DISPOSED,
    (ItemStatus.CALLED, ItemAct.POSTPONE): ItemStatus.POSTPONED,
    (ItemStatus.CALLED, ItemAct.WITHDRAW): ItemStatus.WITHDRAWN,
    (ItemStatus.DISCUSSED, ItemAct.REOPEN_DISCUSSION): ItemStatus.CALLED,
    (ItemStatus.DISCUSSED, ItemAct.DISPOSE): ItemStatus.DISPOSED,
    (ItemStatus.DISCUSSED, ItemAct.POSTPONE): ItemStatus.POSTPONED,
    (ItemStatus.DISCUSSED, ItemAct.WITHDRAW): ItemStatus.WITHDRAWN,
    (ItemStatus.POSTPONED, ItemAct.RESTORE): ItemStatus.PLANNED,
}
