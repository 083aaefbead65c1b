"""Who sits: councils, bodies, blocs, organisations, seats, mandates, offices, by-laws."""

from council.members.models.bodies import Bloc, Body, Council, Organisation, RulesOfProcedure, Term
from council.members.models.kinds import BodyKind, FilledBy, MandateRole, OfficeKind, SeatGroup
from council.members.models.people import Mandate, Member, Office, RegistryImport, Seat

__all__ = [
    "Bloc",
    "Body",
    "BodyKind",
    "Council",
    "FilledBy",
    "Mandate",
    "MandateRole",
    "Member",
    "Office",
    "OfficeKind",
    "Organisation",
    "RegistryImport",
    "RulesOfProcedure",
    "Seat",
    "SeatGroup",
    "Term",
]
