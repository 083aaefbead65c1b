"""What happens to a question put to the vote. No event tells of a single ballot."""

from dataclasses import dataclass
from typing import ClassVar

from council.kernel.events import Event


@dataclass(frozen=True, slots=True)
class PollDrafted(Event):
    """A question was prepared."""

    kind: ClassVar[str] = "poll.drafted"
    poll_id: int
    item_id: int


@dataclass(frozen=True, slots=True)
class PollDiscarded(Event):
    """A question was thrown away before anything of it was fixed."""

    kind: ClassVar[str] = "poll.discarded"
    poll_id: int
    item_id: int


@dataclass(frozen=True, slots=True)
class PollFrozen(Event):
    """Question, rule and roll stand; nothing of them changes any more."""

    kind: ClassVar[str] = "poll.frozen"
    poll_id: int
    item_id: int
    entitled: int
    missing_languages: tuple[str, ...] = ()
    override_reason: str = ""


@dataclass(frozen=True, slots=True)
class PollOpened(Event):
    """The question is put; ballots are taken from now on."""

    kind: ClassVar[str] = "poll.opened"
    poll_id: int
    item_id: int


@dataclass(frozen=True, slots=True)
class PollClosed(Event):
    """No ballot is taken any more; ``is_early`` when time was left on the clock."""

    kind: ClassVar[str] = "poll.closed"
    poll_id: int
    item_id: int
    is_early: bool


@dataclass(frozen=True, slots=True)
class PollDeclared(Event):
    """The outcome was announced."""

    kind: ClassVar[str] = "poll.declared"
    poll_id: int
    item_id: int
    result: str


@dataclass(frozen=True, slots=True)
class PollAnnulled(Event):
    """The poll counts for nothing, for the reason given; a repeat is a new poll."""

    kind: ClassVar[str] = "poll.annulled"
    poll_id: int
    item_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class HandsCounted(Event):
    """One person entered the totals of a show of hands."""

    kind: ClassVar[str] = "hands.counted"
    poll_id: int
    counters: int


@dataclass(frozen=True, slots=True)
class EntryRemoved(Event):
    """A person was taken off the roll of an open poll, by a second officer's act."""

    kind: ClassVar[str] = "entry.removed"
    poll_id: int
    reason: str
