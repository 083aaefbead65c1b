"""What the pool says of people, sealed: one key for each lot, beside the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from council.lots.models import Lot, Volunteer
from council.members.quota.keys import KeyRing
from council.members.quota.sealing import Label, seal, unseal
from council.rules.targets import Group

YES = "yes"


@dataclass(frozen=True)
class Columns:
    """The groups of a pool by place, so that what is sealed is short and of one length."""

    columns: Sequence[tuple[str, Sequence[str]]]

    @classmethod
    def of(cls, groups: Iterable[str]) -> "Columns":
        """Return the columns in which these groups can be written; those of the by-laws first."""
        own: dict[str, set[str]] = {}
        for group in groups:
            column, _, word = group.partition("=")
            if word:
                own.setdefault(column, set()).add(word)
        asked = [(str(group), [YES]) for group in Group]
        return cls([*asked, *((column, sorted(own[column])) for column in sorted(own))])

    @classmethod
    def from_plain(cls, plain: Iterable[Sequence[Any]]) -> "Columns":
        """Return the columns that a lot keeps."""
        return cls([(column, words) for column, words in plain])

    @property
    def groups(self) -> list[str]:
        """Every group, in order."""
        return [_group(column, word) for column, words in self.columns for word in words]

    def coded(self, groups: Iterable[str]) -> dict[str, str]:
        """Write the groups of a person as places."""
        known = set(groups)
        return {
            str(at): str(words.index(word))
            for at, (column, words) in enumerate(self.columns)
            for word in words
            if _group(column, word) in known
        }

    def decoded(self, coded: dict[str, str]) -> frozenset[str]:
        """Read the groups of a person."""
        found = [(self.columns[int(at)], int(word)) for at, word in coded.items()]
        return frozenset(_group(column, words[place]) for (column, words), place in found)


def _group(column: str, word: str) -> str:
    return column if column in set(Group) else f"{column}={word}"


class LotSeal:
    """Seals and opens what belongs to one lot, with its own key.

    Raises:
        KeyDestroyed: the pool was made unreadable.
        BrokenSeal: something else stands there than was written.
    """

    def __init__(self, lot: Lot) -> None:
        self._lot = lot
        self._key = KeyRing(settings.QUOTA_KEYS).active(_name(lot))

    def seal_groups(self, volunteer: Volunteer, groups: Iterable[str]) -> None:
        """Write the groups of a person into their row, which is not saved."""
        coded = Columns.from_plain(self._lot.columns).coded(groups)
        volunteer.key_id = self._key.id
        volunteer.blob = self._sealed(coded, str(volunteer.pk))

    def groups_of(self, volunteer: Volunteer) -> frozenset[str]:
        """Return the groups of a person."""
        opened = self._opened(bytes(volunteer.blob), str(volunteer.pk))
        return Columns.from_plain(self._lot.columns).decoded(opened)

    def seal_secret(self, secret: str) -> bytes:
        """Return the secret of the ceremony, sealed."""
        return self._sealed({"secret": secret}, "secret")

    def secret(self) -> str:
        """Return what was committed to."""
        return self._opened(bytes(self._lot.sealed_secret), "secret")["secret"]

    def _sealed(self, plain: dict[str, str], record: str) -> bytes:
        key = self._key
        return seal(plain, self._label(record), key_id=key.id, key=key.secret)

    def _opened(self, blob: bytes, record: str) -> dict[str, str]:
        key = self._key
        return unseal(blob, self._label(record), key_id=key.id, key=key.secret)

    def _label(self, record: str) -> Label:
        return Label(f"lot|{record}", self._lot.pk, _name(self._lot))


def destroy_pool_key(lot: Lot) -> None:
    """Make what the pool says unreadable for good, in every copy of the database too."""
    KeyRing(settings.QUOTA_KEYS).destroy(_name(lot))


def _name(lot: Lot) -> int:
    """Terms have positive numbers in the ring of keys, lots the negative ones."""
    return -lot.pk
