"""Amendments to paragraphs: the order of voting, what excludes what, the merged text."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from council.rules.bylaws import AmendmentOrder
from council.rules.errors import RuleViolation

Paragraph = TypeVar("Paragraph")


class NoSuchParagraph(RuleViolation):
    """The amendment speaks of a paragraph that the text does not have."""

    code = "no_such_paragraph"


class ConflictingAmendments(RuleViolation):
    """Two amendments change the same paragraph; only one of them can be adopted."""

    code = "conflicting_amendments"


class Operation(StrEnum):
    """What an amendment does."""

    REPLACE = "replace"
    INSERT = "insert"
    DELETE = "delete"


@dataclass(frozen=True)
class Change(Generic[Paragraph]):
    """An amendment to one paragraph.

    ``number`` is its number, in the order received. ``position`` is the paragraph, from 1; an
    insertion comes after it, at 0 at the top. The greater ``reach``, the further it goes.
    """

    number: int
    operation: Operation
    position: int
    text: Paragraph | None = None
    reach: int = 0

    @property
    def is_insertion(self) -> bool:
        """The amendment leaves every paragraph as it is."""
        return self.operation is Operation.INSERT

    @property
    def words(self) -> tuple[Paragraph, ...]:
        """What the amendment puts into the text; nothing when it deletes."""
        if self.operation is Operation.DELETE or self.text is None:
            return ()
        return (self.text,)


def voting_order(
    order: AmendmentOrder, changes: Iterable[Change[Paragraph]]
) -> tuple[Change[Paragraph], ...]:
    """Return the amendments in the order in which they are put to the vote.

    Under ``furthest_first`` the text is gone through from the top; on each paragraph the
    furthest-reaching comes first, equals as received, and insertions after it last.
    """
    if order is AmendmentOrder.AS_RECEIVED:
        return tuple(sorted(changes, key=lambda change: change.number))
    return tuple(sorted(changes, key=_furthest_first))


def are_alternatives(one: Change[Paragraph], other: Change[Paragraph]) -> bool:
    """Say whether adopting one amendment leaves nothing for the other to change."""
    return (
        one.number != other.number
        and one.position == other.position
        and not one.is_insertion
        and not other.is_insertion
    )


def excluded_by(
    adopted: Change[Paragraph], others: Iterable[Change[Paragraph]]
) -> tuple[Change[Paragraph], ...]:
    """Return the amendments that lapse because ``adopted`` was adopted."""
    return tuple(change for change in others if are_alternatives(adopted, change))


def merge(
    paragraphs: Sequence[Paragraph], adopted: Iterable[Change[Paragraph]]
) -> tuple[Paragraph, ...]:
    """Return the text with all adopted amendments in it; their order does not matter.

    Raises:
        NoSuchParagraph: an amendment speaks of a paragraph that is not there.
        ConflictingAmendments: two of them change the same paragraph.
    """
    changes = sorted(adopted, key=lambda change: change.number)
    _check_positions(len(paragraphs), changes)
    _check_conflicts(changes)
    merged = _inserted_after(0, changes)
    for position, paragraph in enumerate(paragraphs, start=1):
        merged += _kept(paragraph, position, changes)
        merged += _inserted_after(position, changes)
    return tuple(merged)


def _furthest_first(change: Change[Paragraph]) -> tuple[int, bool, int, int]:
    return change.position, change.is_insertion, -change.reach, change.number


def _check_positions(length: int, changes: Sequence[Change[Paragraph]]) -> None:
    for change in changes:
        first = 0 if change.is_insertion else 1
        if not first <= change.position <= length:
            raise NoSuchParagraph(amendment=change.number, position=change.position)


def _check_conflicts(changes: Sequence[Change[Paragraph]]) -> None:
    for n, change in enumerate(changes):
        for other in excluded_by(change, changes[n + 1 :]):
            raise ConflictingAmendments(
                first=change.number, second=other.number, position=change.position
            )


def _kept(
    paragraph: Paragraph, position: int, changes: Sequence[Change[Paragraph]]
) -> list[Paragraph]:
    for change in changes:
        if change.position == position and not change.is_insertion:
            return list(change.words)
    return [paragraph]


def _inserted_after(position: int, changes: Sequence[Change[Paragraph]]) -> list[Paragraph]:
    here = (change for change in changes if change.is_insertion and change.position == position)
    return [paragraph for change in here for paragraph in change.words]
