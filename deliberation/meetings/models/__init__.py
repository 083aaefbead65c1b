"""Meetings: convocation, sittings, agenda, attendance, discussion."""

from deliberation.meetings.models.agenda import (
    AgendaItem,
    Contribution,
)
from deliberation.meetings.models.attendance import (
    Attendance,
    Excuse,
    Recusal,
    Substitution,
)
from deliberation.meetings.models.demands import (
    Demand,
    DemandSignature,
)
from deliberation.meetings.models.kinds import (
    Channel,
    Intent,
    ItemKind,
    ItemResult,
    MeetingKind,
    Mode,
    WishStatus,
)
from deliberation.meetings.models.meetings import (
    Invitation,
    Meeting,
    PresidiumMember,
    Sitting,
)
from deliberation.meetings.models.proposed import (
    ProposedItem,
)

__all__ = [
    "AgendaItem",
    "Attendance",
    "Channel",
    "Contribution",
    "Demand",
    "DemandSignature",
    "Excuse",
    "Intent",
    "Invitation",
    "ItemKind",
    "ItemResult",
    "Meeting",
    "MeetingKind",
    "Mode",
    "PresidiumMember",
    "ProposedItem",
    "Recusal",
    "Sitting",
    "Substitution",
    "WishStatus",
]
