"""Life cycles: one table per thing, ``{(status, act): status}``, and the two uses of it."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from council.rules.errors import OutOfOrder

Status = TypeVar("Status", bound=StrEnum)
Act = TypeVar("Act", bound=StrEnum)


def advance(table: Mapping[tuple[Status, Act], Status], status: Status, act: Act) -> Status:
    """Return the status after ``act``.

    Raises:
        OutOfOrder: the act is not in order at this status.
    """
    try:
        return table[status, act]
    except KeyError:
        raise OutOfOrder(status=str(status), act=str(act)) from None


def acts_in_order(table: Mapping[tuple[Status, Act], Status], status: Status) -> frozenset[Act]:
    """Return the acts that are in order at this status."""
    return frozenset(act for at, act in table if at == status)


def mermaid(table: Mapping[tuple[Status, Act], Status]) -> str:
    """Draw the table as a Mermaid state diagram, in the order of the table.

    The life starts at the first status named; a status that nothing leaves ends it.
    """
    starts = [status for status, _ in table]
    ends = [status for status in dict.fromkeys(table.values()) if status not in starts]
    lines = [f"    [*] --> {starts[0]}"]
    lines += [f"    {before} --> {after}: {act}" for (before, act), after in table.items()]
    lines += [f"    {status} --> [*]" for status in ends]
    return "\n".join(["stateDiagram-v2", *lines]) + "\n"
