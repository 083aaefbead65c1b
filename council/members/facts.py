"""What is told about a council, a body, a person or a seat when it is entered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from council.members.models import BodyKind, ExceptionGround, FilledBy
from council.rules.targets import Group


@dataclass(frozen=True, kw_only=True)
class CouncilFacts:
    """A council: its names and place by language, and its languages in order."""

    slug: str
    names: Mapping[str, str]
    place: Mapping[str, str]
    time_zone: str
    languages: Sequence[str]
    main_language: str


@dataclass(frozen=True, kw_only=True)
class BodyFacts:
    """A body; ``executive_id`` is the board whose size counts in a second call."""

    key: str
    names: Mapping[str, str]
    kind: BodyKind = BodyKind.ASSEMBLY
    parent_id: int | None = None
    executive_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class BlocFacts:
    """A bloc; ``colour`` is a key of the palette."""

    key: str
    names: Mapping[str, str]
    colour: str = "com"
    position: int = 0


@dataclass(frozen=True, kw_only=True)
class OrganisationFacts:
    """An organisation that sends members."""

    key: str
    names: Mapping[str, str]
    kind: str = ""
    bloc_id: int | None = None
    is_active: bool = True


@dataclass(frozen=True, kw_only=True)
class TermFacts:
    """A term; ``ends_on`` is the first day that no longer belongs to it."""

    number: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MemberFacts:
    """A person under the name they choose; languages by code, best first."""

    key: str
    public_name: str
    native_name: str = ""
    native_language: str = ""
    reads: Sequence[str] = field(default_factory=list)
    speaks: Sequence[str] = field(default_factory=list)
    email: str = ""
    phone: str = ""
    organisation_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class SeatFacts:
    """A seat; ``group`` says for whom it is kept."""

    number: int
    bloc_id: int | None = None
    filled_by: FilledBy = FilledBy.ELECTED
    organisation_id: int | None = None
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class ConsentFacts:
    """To which words somebody agreed: their version, the language, SHA-256 of the words."""

    text_version: int
    language: str
    text_hash: str


@dataclass(frozen=True, kw_only=True)
class Filling:
    """Who is to hold a seat that nobody holds."""

    seat_id: int
    member_id: int


@dataclass(frozen=True, kw_only=True)
class ExceptionFacts:
    """Why an act is in order although a target may then not be kept; reasons by language."""

    ground: ExceptionGround
    reasons: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Delegate:
    """Whom a letter sends to a seat, and as whom; None: nobody, or it does not say."""

    seat_id: int
    member_id: int | None
    sent_as: Group | None = None


@dataclass(frozen=True, kw_only=True)
class LetterFacts:
    """An organisation's letter: where its delegates are to sit, from when, in which order."""

    body_id: int
    organisation_id: int
    delegates: Sequence[Delegate]
    starts_on: date
