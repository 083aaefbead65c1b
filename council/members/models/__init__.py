"""Who sits: councils, bodies, blocs, organisations, seats, mandates, offices, by-laws."""

from council.members.models.bodies import Bloc, Body, Council, Organisation, RulesOfProcedure, Term
from council.members.models.composition import (
    CompositionReport,
    CompositionTarget,
    QuotaAccess,
    QuotaConsent,
    QuotaRecord,
)
from council.members.models.kinds import (
    BodyKind,
    ExceptionGround,
    FilledBy,
    MandateRole,
    OfficeKind,
    QuotaPurpose,
    ReportMoment,
    SeatGroup,
    SeatingCause,
    SendingOutcome,
)
from council.members.models.people import Mandate, Member, Office, RegistryImport, Seat
from council.members.models.seating import (
    Allocation,
    CompositionCount,
    DelegationRule,
    Sending,
    TargetException,
)
from council.rules.allocations import AllocationState
from council.rules.delegations import Balance

__all__ = [
    "Allocation",
    "AllocationState",
    "Balance",
    "Bloc",
    "Body",
    "BodyKind",
    "CompositionCount",
    "CompositionReport",
    "CompositionTarget",
    "Council",
    "DelegationRule",
    "ExceptionGround",
    "FilledBy",
    "Mandate",
    "MandateRole",
    "Member",
    "Office",
    "OfficeKind",
    "Organisation",
    "QuotaAccess",
    "QuotaConsent",
    "QuotaPurpose",
    "QuotaRecord",
    "RegistryImport",
    "ReportMoment",
    "RulesOfProcedure",
    "Seat",
    "SeatGroup",
    "SeatingCause",
    "Sending",
    "SendingOutcome",
    "TargetException",
    "Term",
]
