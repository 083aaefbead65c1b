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
    FilledBy,
    MandateRole,
    OfficeKind,
    QuotaPurpose,
    ReportMoment,
    SeatGroup,
)
from council.members.models.people import Mandate, Member, Office, RegistryImport, Seat

__all__ = [
    "Bloc",
    "Body",
    "BodyKind",
    "CompositionReport",
    "CompositionTarget",
    "Council",
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
    "Term",
]
