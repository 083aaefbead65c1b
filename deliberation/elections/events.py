"""What happens to an election in a meeting. No event tells of a single ballot."""

from dataclasses import dataclass
from typing import ClassVar

from council.kernel.events import Event


@dataclass(frozen=True, slots=True)
class ElectionOpened(Event):
    """Who may vote stands fixed; ballots are taken from now on, open or on paper."""

    kind: ClassVar[str] = "election.opened"
    election_id: int
    entitled: int


@dataclass(frozen=True, slots=True)
class ElectionClosed(Event):
    """No ballot is taken any more; the count begins."""

    kind: ClassVar[str] = "election.closed"
    election_id: int


@dataclass(frozen=True, slots=True)
class LotDrawn(Event):
    """A tie was settled by lot or casting vote, before a witness."""

    kind: ClassVar[str] = "election.lot_drawn"
    election_id: int


@dataclass(frozen=True, slots=True)
class ElectionDeclared(Event):
    """Who is elected was announced."""

    kind: ClassVar[str] = "election.declared"
    election_id: int
    elected: int


@dataclass(frozen=True, slots=True)
class ElectionAnnulled(Event):
    """The election counts for nothing, for the reason given."""

    kind: ClassVar[str] = "election.annulled"
    election_id: int
    reason: str
