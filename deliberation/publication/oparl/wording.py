"""How an object of OParl is written: times, addresses, and nothing that is empty."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils import translation
from django.utils.functional import Promise

from council.kernel.names import pick
from deliberation.publication.addresses import whole
from deliberation.publication.letters import CONTROL

ROOT = "/oparl/1.1"
SCHEMA = "https://schema.oparl.org/1.1/"
ALWAYS = frozenset({"data", "links", "pagination", "legislativeTerm"})  # also when empty

Told = dict[str, Any]


def address(kind: str, name: object) -> str:
    """Return the one address of an object."""
    return whole(f"{ROOT}/{kind}/{name}")


def moment(at: datetime | None) -> str | None:
    """Return a moment as the standard writes it: no fraction, no Z.

    >>> from datetime import timezone
    >>> moment(datetime(2026, 2, 10, 16, 42, 0, 5, tzinfo=timezone.utc))
    '2026-02-10T16:42:00+00:00'
    """
    return None if at is None else at.isoformat(timespec="seconds")


def day(on: date | None) -> str | None:
    """Return a day as the standard writes it."""
    return None if on is None else on.isoformat()


def name_of(names: Mapping[str, str], language: str) -> str:
    """Return a name in the language, or in the nearest there is."""
    return pick(names, language).text


def label(words: str | Promise, language: str) -> str:
    """Return words of the interface in the language of the council."""
    with translation.override(language):
        return str(words)


def base(kind: str, schema: str, row: Any, name: object | None = None) -> Told:  # noqa: ANN401 - any row that has a name and times
    """Return what every object says first."""
    return {
        "id": address(kind, name or row.uuid),
        "type": f"{SCHEMA}{schema}",
        "created": moment(row.created),
        "modified": moment(row.modified),
    }


def tidy(told: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    """Return an object without what is empty, and without characters that JSON readers refuse."""
    if isinstance(told, dict):
        kept = {key: tidy(value) for key, value in told.items()}
        return {key: one for key, one in kept.items() if key in ALWAYS or not _is_empty(one)}
    if isinstance(told, list):
        return [one for one in map(tidy, told) if not _is_empty(one)]
    return CONTROL.sub("", told).strip() if isinstance(told, str) else told


def _is_empty(told: object) -> bool:
    return told is None or told in ("", [], {})
