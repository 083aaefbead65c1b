"""JSON of which only one writing exists, so that its hash means something.

Source: RFC 8785; stricter in what the register must not hold.
"""

from collections.abc import Mapping
from typing import Any, cast
from unicodedata import is_normalized, normalize

import rfc8785

EXACT = 2**53  # from here on, readers of JSON round


class NotCanonical(ValueError):
    """The value has no one writing that every reader of JSON understands alike."""


def canonical(value: object) -> bytes:
    """Return the one writing of a value of texts, whole numbers, truth values and nothing.

    Raises:
        NotCanonical: it holds a fraction, a number of 2**53 or more, half a character, a text
            that is not composed (NFC), or a name that is not ASCII.

    >>> canonical({"b": [1, True, None], "a": "ç"}).decode()
    '{"a":"ç","b":[1,true,null]}'
    """
    _check(value)
    return rfc8785.dumps(cast("Any", value))


def composed(value: object) -> object:
    """Return the value with every text composed (NFC): ``ç`` has two writings, and two hashes."""
    if isinstance(value, str):
        return normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: composed(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [composed(each) for each in value]
    return value


def _check(value: object) -> None:
    if isinstance(value, str):
        _check_text(value)
    elif isinstance(value, Mapping):
        _check_names(value)
        _check(list(value.values()))
    elif isinstance(value, list | tuple):
        for each in value:
            _check(each)
    elif not (value is None or isinstance(value, bool)):
        _check_number(value)


def _check_text(text: str) -> None:
    if not is_normalized("NFC", text) or any("\ud800" <= each <= "\udfff" for each in text):
        raise NotCanonical(ascii(text))


def _check_names(names: Mapping[object, object]) -> None:
    for name in names:
        if not (isinstance(name, str) and name.isascii()):
            raise NotCanonical(ascii(name))


def _check_number(number: object) -> None:
    if not isinstance(number, int) or abs(number) >= EXACT:
        raise NotCanonical(repr(number))
