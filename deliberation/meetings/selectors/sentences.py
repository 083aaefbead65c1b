"""What happened, told to readers in one sentence for each kind of journal entry.

A subject above meetings tells its own events by the same decorator; kinds nobody tells are not
shown in the stream.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import override

from council.ledger.models import Entry
from council.members.models import Member, Seat
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.people import name_for

ISOLATE, END_ISOLATE = "\u2068", "\u2069"  # so that a name keeps its direction in any sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """What a sentence is made of: the entry's payload, and names for the ids in it."""

    payload: Mapping[str, Any]
    items: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, str] = field(default_factory=dict)
    seats: Mapping[int, int] = field(default_factory=dict)

    def count(self, name: str) -> int:
        """Return a number from the payload."""
        return int(self.payload[name])

    @property
    def item(self) -> str:
        """The number of the item spoken of."""
        return isolated(self.items.get(self.payload["item_id"], "?"))

    def member(self, name: str = "member_id") -> str:
        """Return the name, in the reader's script, of the member whose id is under ``name``."""
        return isolated(self.members.get(self.payload[name], "?"))


Sentence = Callable[[Facts], str]


@dataclass(frozen=True, slots=True)
class Telling:
    """How one kind of entry is told."""

    icon: str
    sentence: Sentence


_tellings: dict[str, Telling] = {}


def tell(kind: str, *, icon: str) -> Callable[[Sentence], Sentence]:
    """Register how entries of ``kind`` are told, beside an icon of the sprite."""

    def register(sentence: Sentence) -> Sentence:
        _tellings[kind] = Telling(icon, sentence)
        return sentence

    return register


def told_kinds() -> frozenset[str]:
    """Return the kinds of entry that readers are told of."""
    return frozenset(_tellings)


def icon_of(kind: str) -> str:
    """Return the icon beside the sentence for a kind that is told."""
    return _tellings[kind].icon


def isolated(name: str) -> str:
    """Return the name so that it cannot turn the sentence around it."""
    return f"{ISOLATE}{name}{END_ISOLATE}"


def sentences(entries: Sequence[Entry], language: str) -> Sequence[str]:
    """Return a sentence for each entry, in the language; asks for all names at once."""
    payloads = [entry.payload for entry in entries]
    items = _numbers(_ids(payloads, "item_id"))
    members = _names(_ids(payloads, "member_id", "alternate_id", "leading_id"), language)
    seats = _seat_numbers(_ids(payloads, "seat_id"))
    with override(language):
        return [
            _tellings[entry.kind].sentence(Facts(entry.payload, items, members, seats))
            for entry in entries
        ]


def _ids(payloads: Iterable[Mapping[str, Any]], *names: str) -> frozenset[int]:
    found = (payload.get(name) for payload in payloads for name in names)
    return frozenset(one for one in found if one is not None)


def _numbers(ids: frozenset[int]) -> Mapping[int, str]:
    return dict(AgendaItem.objects.filter(pk__in=ids).values_list("pk", "number")) if ids else {}


def _names(ids: frozenset[int], language: str) -> Mapping[int, str]:
    members = Member.objects.filter(pk__in=ids) if ids else ()
    return {member.pk: name_for(member, language).text for member in members}


def _seat_numbers(ids: frozenset[int]) -> Mapping[int, int]:
    return dict(Seat.objects.filter(pk__in=ids).values_list("pk", "number")) if ids else {}
