"""Typed documents: JSON into frozen dataclasses and back, with every problem named."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from council.rules.errors import RuleViolation

FRACTION = re.compile(r"([0-9]{1,6})/([0-9]{1,6})", re.ASCII)
UNREADABLE = object()

Kind: TypeAlias = Any  # a class or a form such as ``int | None``, for which typing has no name
Document = TypeVar("Document")


class Problem(NamedTuple):
    """What is wrong at one place of a document; ``path`` is dotted, as in ``quorum.share``."""

    path: str
    code: str
    facts: Mapping[str, object]


class InvalidDocument(RuleViolation):
    """The document does not say what it must; every problem is listed."""

    code = "invalid_document"

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(problems=problems)
        self.problems = problems


@dataclass(frozen=True)
class Range:
    """The smallest and the largest number allowed."""

    least: int
    most: int

    def problem(self, path: str, value: int) -> Problem | None:
        """Name what is wrong with ``value``, if anything."""
        if value < self.least:
            return Problem(path, "too_small", {"least": self.least})
        if value > self.most:
            return Problem(path, "too_large", {"most": self.most})
        return None


@dataclass(frozen=True)
class Form:
    """The form a text must have; ``example`` shows one to the reader."""

    pattern: str
    example: str

    def problem(self, path: str, value: str) -> Problem | None:
        """Name what is wrong with ``value``, if anything."""
        if re.fullmatch(self.pattern, value) is None:
            return Problem(path, "wrong_form", {"example": self.example})
        return None


class Reader:
    """Reads one document and collects the problems found on the way."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def read(self, kind: Kind, value: object, path: str) -> object:
        """Return ``value`` as ``kind``; after a problem the answer means nothing."""
        origin: Kind = get_origin(kind)
        if origin is Annotated:
            return self._annotated(kind, value, path)
        if origin in {UnionType, Union}:
            return None if value is None else self.read(_without_none(kind), value, path)
        if origin is tuple:
            return self._items(get_args(kind)[0], value, path)
        return self._value(kind, value, path)

    def _value(self, kind: Kind, value: object, path: str) -> object:
        if is_dataclass(kind):
            return self._object(kind, value, path)
        if kind is Fraction:
            return self._fraction(value, path)
        if kind is datetime:
            return self._moment(value, path)
        if issubclass(kind, StrEnum):
            return self._choice(kind, value, path)
        return self._plain(kind, value, path)

    def _refuse(self, path: str, code: str, **facts: object) -> object:
        self.problems.append(Problem(path, code, facts))
        return UNREADABLE

    def _annotated(self, kind: Kind, value: object, path: str) -> object:
        before = len(self.problems)
        found = self.read(kind.__origin__, value, path)
        if len(self.problems) == before:
            self.problems.extend(_failed(kind.__metadata__, path, found))
        return found

    def _items(self, kind: Kind, value: object, path: str) -> object:
        if not isinstance(value, list | tuple):
            return self._refuse(path, "not_a_list")
        items = tuple(self.read(kind, item, f"{path}.{n}") for n, item in enumerate(value))
        for n, item in enumerate(items):
            if item is not UNREADABLE and item in items[:n]:
                self._refuse(f"{path}.{n}", "repeated")
        return items

    def _object(self, kind: Kind, value: object, path: str) -> object:
        if not isinstance(value, Mapping):
            return self._refuse(path, "not_an_object")
        before = len(self.problems)
        hints = _hints(kind)
        for name in sorted(map(str, value.keys() - hints.keys())):
            self._refuse(_join(path, name), "unknown")
        left_out = _defaults(kind) - value.keys()  # asked for since the document was written
        asked = [name for name in hints if name not in left_out]
        found = {name: self._field(hints[name], value, name, path) for name in asked}
        return kind(**found) if len(self.problems) == before else UNREADABLE

    def _field(self, kind: Kind, value: Mapping[str, object], name: str, path: str) -> object:
        if name not in value:
            return self._refuse(_join(path, name), "missing")
        return self.read(kind, value[name], _join(path, name))

    def _fraction(self, value: object, path: str) -> object:
        match = FRACTION.fullmatch(value) if isinstance(value, str) else None
        if match is None or not int(match[2]):
            return self._refuse(path, "not_a_fraction")
        found = Fraction(int(match[1]), int(match[2]))
        if not 0 < found <= 1:
            self._refuse(path, "not_a_share")
        return found

    def _moment(self, value: object, path: str) -> object:
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            return self._refuse(path, "not_a_moment")
        return found if found.tzinfo else self._refuse(path, "not_a_moment")

    def _choice(self, kind: type[StrEnum], value: object, path: str) -> object:
        if isinstance(value, str) and value in set(kind):
            return kind(value)
        return self._refuse(path, "not_a_choice", choices=[str(member) for member in kind])

    def _plain(self, kind: type, value: object, path: str) -> object:
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            return self._refuse(path, f"not_a_{NAMES[kind]}")
        return value


NAMES: Mapping[type, str] = {int: "number", str: "text", bool: "yes_or_no"}


def read_document(kind: type[Document], document: object) -> Document:
    """Return the document as ``kind``, a frozen dataclass.

    Raises:
        InvalidDocument: with all problems, in reading order.
    """
    reader = Reader()
    found = reader.read(kind, document, "")
    if reader.problems:
        raise InvalidDocument(reader.problems)
    return cast("Document", found)


def write_document(value: object) -> object:
    """Return ``value`` as plain JSON: objects, lists, texts, whole numbers; "2/3" for a share.

    Moments are written with their offset, as ISO 8601 has it.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: write_document(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, tuple):
        return [write_document(item) for item in value]
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, StrEnum) else value


@cache
def _hints(kind: type) -> Mapping[str, Kind]:
    """Return what each field must be; found out once, for polls read their rule on every page."""
    return get_type_hints(kind, include_extras=True)


@cache
def _defaults(kind: type) -> frozenset[str]:
    """Return the names of the fields that a document may leave out."""
    return frozenset(f.name for f in fields(kind) if f.default is not MISSING)


def _failed(checks: tuple[Any, ...], path: str, found: object) -> list[Problem]:
    checked = [check.problem(path, found) for check in checks]
    return [problem for problem in checked if problem]


def _without_none(kind: Kind) -> Kind:
    return next(part for part in get_args(kind) if part is not NoneType)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
