"""By-laws taken apart into what a form can ask, and put together again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from enum import StrEnum
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from council.rules.bylaws import ConcurrentRule, Deadline, ElectionRules, SecondCall, Share
from council.rules.bylaws.procedure import Language
from council.rules.bylaws.voting import BlocKey

FORMAT = 1
IS_SET = "is_set"  # the last step of the path that asks whether an optional part is there at all
SWITCHED = frozenset({SecondCall, ConcurrentRule, ElectionRules})  # parts that a switch adds
FIRST = {Share: "fraction", Deadline: "amount"}  # empty there: the optional measure is not set


class Control(StrEnum):
    """How a form asks."""

    TICK = "tick"
    CHOICE = "choice"
    NUMBER = "number"
    TEXT = "text"
    NUMBERS = "numbers"
    LANGUAGE = "language"
    LANGUAGES = "languages"
    BLOCS = "blocs"


@dataclass(frozen=True)
class Leaf:
    """One question of the form: its place in the document, and what may be answered.

    ``is_optional``: it may be left unanswered, also where the switch above it is set.
    """

    path: str
    control: Control
    choices: type[StrEnum] | None = None
    is_optional: bool = False


def leaves(kind: Any, path: str = "", *, is_optional: bool = False) -> Iterator[Leaf]:  # noqa: ANN401 - typing has no name for a form such as ``int | None``
    """Yield every question that by-laws of this kind answer, in reading order."""
    inner, may_be_none = _unwrapped(kind)
    has_switch = may_be_none and inner in SWITCHED
    is_optional = is_optional or (may_be_none and not has_switch)
    if is_dataclass(inner):
        if has_switch:
            yield Leaf(_join(path, IS_SET), Control.TICK, is_optional=True)
        for name, hint in get_type_hints(inner, include_extras=True).items():
            if name != "format":
                yield from leaves(hint, _join(path, name), is_optional=is_optional)
    else:
        choices = inner if isinstance(inner, type) and issubclass(inner, StrEnum) else None
        yield Leaf(path, _control(kind, inner), choices, is_optional)


def _control(kind: Any, inner: Any) -> Control:  # noqa: ANN401 - see ``leaves``
    if get_origin(inner) is tuple:
        return {BlocKey: Control.BLOCS, Language: Control.LANGUAGES}.get(
            get_args(inner)[0], Control.NUMBERS
        )
    if kind == Language:
        return Control.LANGUAGE
    if inner is int:
        return Control.NUMBER
    return Control.TEXT if inner in {str, Fraction} else Control.CHOICE


def put_together(kind: Any, entered: Mapping[str, Any], path: str = "") -> Any:  # noqa: ANN401 - see ``leaves``
    """Return the document that the answers make; whether it is right, the rules say."""
    inner, may_be_none = _unwrapped(kind)
    if may_be_none and _is_left_out(inner, entered, path):
        return None
    if is_dataclass(inner):
        hints = get_type_hints(inner, include_extras=True)
        parts = {
            name: put_together(hint, entered, _join(path, name)) for name, hint in hints.items()
        }
        return parts | ({"format": FORMAT} if "format" in parts else {})
    answer = entered.get(path, "")
    if inner is int:
        return _number(answer)
    if get_origin(inner) is tuple and not isinstance(answer, list):
        return [_number(part) for part in str(answer).replace(",", " ").split()]
    return answer


def taken_apart(kind: Any, document: Any, path: str = "") -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - see ``leaves``
    """Yield the answers that the document gives, by path."""
    inner, may_be_none = _unwrapped(kind)
    if is_dataclass(inner):
        if may_be_none:
            yield _join(path, IS_SET), document is not None
        for name, hint in get_type_hints(inner, include_extras=True).items():
            part = document.get(name) if isinstance(document, dict) else None
            yield from taken_apart(hint, part, _join(path, name))
    elif get_origin(inner) is tuple and get_args(inner)[0] not in {BlocKey, Language}:
        yield path, ", ".join(map(str, document or []))
    else:
        yield path, document


def _is_left_out(inner: Any, entered: Mapping[str, Any], path: str) -> bool:  # noqa: ANN401 - see ``leaves``
    if inner in SWITCHED:
        return not entered.get(_join(path, IS_SET))
    asked = _join(path, FIRST[inner]) if inner in FIRST else path
    return entered.get(asked, "") in {"", None}


def _number(answer: object) -> object:
    text = str(answer).strip()
    return int(text) if text.isdecimal() else text


def _unwrapped(kind: Any) -> tuple[Any, bool]:  # noqa: ANN401 - see ``leaves``
    """Return the kind without limits and ``None``, and whether it may be ``None``."""
    origin = get_origin(kind)
    if origin is Annotated:
        return _unwrapped(kind.__origin__)
    if origin in {UnionType, Union}:
        inner = next(part for part in get_args(kind) if part is not NoneType)
        return _unwrapped(inner)[0], True
    return kind, False


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
