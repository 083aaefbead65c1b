"""Targets to start from, as city councils write them into their by-laws."""

from typing import Any

Document = dict[str, Any]


def _share(share: str, rounding: str) -> Document:
    return {"count": None, "share": share, "rounding": rounding}


def _count(count: int) -> Document:
    return {"count": count, "share": None, "rounding": "up"}


def _target(key: str, group: str, **facts: object) -> Document:
    plain: Document = {
        "key": key,
        "group": [[group]],
        "scope": ["seat"],
        "least": None,
        "most": None,
        "places": None,
        "source": "",
    }
    return plain | facts


HALF = _share("1/2", "down")
CO_CHAIRS: Document = {"scope": ["office:chair"], "least": _count(1), "places": 2}

PRESETS: dict[str, list[Document]] = {
    "parity": [
        _target("women", "women", least=HALF),
        _target("men", "men", least=HALF),
    ],
    "youth": [_target("young-people", "young_people", least=_share("1/10", "up"))],
    "disability": [
        _target("disabled-one", "disabled_people", least=_count(1)),
        _target("disabled-share", "disabled_people", least=_share("3/100", "up")),
    ],
    "co_chairs": [
        _target("chair-woman", "women", **CO_CHAIRS),
        _target("chair-man", "men", **CO_CHAIRS),
    ],
}
