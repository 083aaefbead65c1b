"""What a live part is: one element of a page, rendered alike by the page and by the hub."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from council.kernel.audience import Audience
from realtime.stage import Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom a part is rendered, and because of what.

    ``facts`` is the payload of the journal entry with its number as ``seq``; it is empty when a
    page asks. ``stage`` is the meeting as it is read for all parts that are rendered together.
    """

    meeting_id: int
    audience: Audience
    language: str
    stage: Stage
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LivePart:
    """An element of the page and how it is filled.

    ``id`` may name facts of the entry: ``m-{contribution_id}``. ``show`` returns the template's
    context for those who ask, or ``None`` when the element goes. ``into`` names the container to
    which a browser appends the element when it does not have it yet. ``audience`` is the
    narrowest one that is sent the part.
    """

    id: str
    template: str
    show: Callable[[Asked], Mapping[str, Any] | None]
    into: str = ""
    audience: Audience = Audience.PUBLIC


@dataclass(frozen=True, slots=True)
class Live:
    """What one kind of journal entry changes on the page, and the short sentence that tells it."""

    parts: Sequence[LivePart] = ()
    say: Callable[[Asked], str] | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A passing fact of a meeting, looked at once a second while somebody listens.

    ``read`` returns what is told (and told again only when it has changed), or ``None`` while
    there is nothing to tell; it runs in a thread that may use the database.
    """

    read: Callable[[int], Any]
    audience: Audience = Audience.PUBLIC
