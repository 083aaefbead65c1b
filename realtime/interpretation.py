"""The interpreter's desk: which line is next, who works on it, what has been sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied

from council.accounts.models import User
from council.kernel.names import direction
from council.kernel.visibility import Unseen
from council.members.selectors import interpreter_directions
from deliberation.floor.selectors.channels import standing_signals
from deliberation.meetings.selectors.desk import DeskLine, desk_lines
from deliberation.meetings.selectors.sight import contribution_for, meeting_for
from deliberation.meetings.services.interpretation import claim

OPEN_STATES = frozenset({"todo", "claimed", "outdated"})
SIGNALS = ("slower", "repeat", "cannot_hear", "break")


@dataclass(frozen=True, slots=True)
class Way:
    """A direction in which the interpreter works, such as ``ar-tr``."""

    source: str
    target: str

    @property
    def slug(self) -> str:
        """How addresses write it."""
        return f"{self.source}-{self.target}"

    @property
    def target_direction(self) -> str:
        """``rtl`` or ``ltr``, of what is written."""
        return direction(self.target)


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal that can be given; ``is_standing`` once it is, until the chair settles it."""

    kind: str
    is_standing: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """One interpreter at work in one direction."""

    meeting_id: int
    body: Mapping[str, str]  # its names
    way: Way
    ways: Sequence[Way]
    lines: Sequence[DeskLine]
    now: DeskLine | None
    partner: str  # who holds the line at hand, when it is not the interpreter
    signals: Sequence[Signal]

    @property
    def waiting(self) -> Sequence[DeskLine]:
        """What is to be done, oldest first."""
        return [line for line in self.lines if line.state in OPEN_STATES]

    @property
    def done(self) -> Sequence[DeskLine]:
        """What has been sent, newest first."""
        return [line for line in reversed(self.lines) if line.state not in OPEN_STATES]

    @property
    def is_correction(self) -> bool:
        """The line at hand has been sent; sending again corrects it."""
        return self.now is not None and self.now.state == "sent"


def desk_of(viewer: User, meeting_id: int, slug: str, wanted: int | None = None) -> Desk:
    """Return the interpreter's desk, and take the line at hand for a minute.

    Args:
        viewer: The interpreter.
        meeting_id: The meeting.
        slug: The direction, as addresses write it: ``ar-tr``.
        wanted: The contribution to work on; None: the first that nobody else works on.

    Raises:
        Unseen: the meeting is not for the viewer.
        PermissionDenied: the viewer does not interpret in this direction.
    """
    meeting = meeting_for(viewer, meeting_id)
    ways = _ways(viewer, meeting.council_id)
    way = _chosen(ways, slug)
    lines = desk_lines(viewer, meeting_id, way.source, way.target)
    now = _line_at_hand(lines, wanted)
    standing = standing_signals(meeting_id, way.target)
    return Desk(
        meeting_id=meeting_id,
        body=meeting.body.names,
        way=way,
        ways=ways,
        lines=lines,
        now=now,
        partner=_take(viewer, now, way) if now else "",
        signals=[Signal(kind, kind in standing) for kind in SIGNALS],
    )


def way_of(viewer: User, meeting_id: int, slug: str) -> Way:
    """Return the direction in which the viewer interprets, by how addresses write it.

    Raises:
        Unseen: the meeting is not for the viewer.
        PermissionDenied: the viewer does not interpret in this direction.
    """
    return _chosen(_ways(viewer, meeting_for(viewer, meeting_id).council_id), slug)


def require_line(viewer: User, meeting_id: int, contribution_id: int) -> None:
    """Do nothing if the contribution was made in the meeting.

    Raises:
        Unseen: there is no such contribution, or not here, or not for the viewer.
    """
    if contribution_for(viewer, contribution_id).item.meeting_id != meeting_id:
        raise Unseen


def _ways(viewer: User, council_id: int) -> Sequence[Way]:
    pairs = interpreter_directions(viewer, council_id)
    return [Way(source, target) for source, _, target in (one.partition(">") for one in pairs)]


def _chosen(ways: Sequence[Way], slug: str) -> Way:
    way = next((one for one in ways if one.slug == slug), None)
    if way is None:
        raise PermissionDenied
    return way


def _line_at_hand(lines: Sequence[DeskLine], wanted: int | None) -> DeskLine | None:
    chosen = (line for line in lines if line.contribution_id == wanted)
    free = (line for line in lines if line.state == "todo")
    old = (line for line in lines if line.state == "outdated" and not line.claimed_by)
    return next((line for some in (chosen, free, old) for line in some), None)


def _take(viewer: User, line: DeskLine, way: Way) -> str:
    if line.state == "sent":
        return ""
    held = claim(
        actor=viewer,
        contribution_id=line.contribution_id,
        language=way.target,
        source=way.source,
    )
    return "" if held.user_id == viewer.pk else held.name
