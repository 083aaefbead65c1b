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


@dataclass(frozen=True, slots=True)
class Named:
    """What was read already of the things that entries speak of by id."""

    items: Mapping[int, str] = field(default_factory=dict)
    members: Mapping[int, Member] = field(default_factory=dict)
    seats: Mapping[int, int] = field(default_factory=dict)


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


def sentences(entries: Sequence[Entry], language: str, known: Named | None = None) -> Sequence[str]:
    """Return a sentence for each entry, in the language.

    Names are asked for all at once, and only those that are not ``known`` already.
    """
    named = known or Named()
    payloads = [entry.payload for entry in entries]
    items = _numbers(_ids(payloads, "item_id"), named)
    members = _names(_ids(payloads, "member_id", "alternate_id", "leading_id"), language, named)
    seats = _seat_numbers(_ids(payloads, "seat_id"), named)
    with override(language):
        return [
            _tellings[entry.kind].sentence(Facts(entry.payload, items, members, seats))
            for entry in entries
        ]


def _ids(payloads: Iterable[Mapping[str, Any]], *names: str) -> frozenset[int]:
    found = (payload.get(name) for payload in payloads for name in names)
    return frozenset(one for one in found if one is not None)


def _numbers(ids: frozenset[int], known: Named) -> Mapping[int, str]:
    rows = AgendaItem.objects.in_bulk(ids - known.items.keys())
    found = {pk: item.number for pk, item in rows.items()}
    return {**known.items, **found}


def _names(ids: frozenset[int], language: str, known: Named) -> Mapping[int, str]:
    rows = Member.objects.in_bulk(ids - known.members.keys())
    return {pk: name_for(one, language).text for pk, one in {**known.members, **rows}.items()}


def _seat_numbers(ids: frozenset[int], known: Named) -> Mapping[int, int]:
    rows = Seat.objects.in_bulk(ids - known.seats.keys())
    found = {pk: seat.number for pk, seat in rows.items()}
    return {**known.seats, **found}
