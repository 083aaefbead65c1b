"""Numbers of decisions: how they are written."""

import re

from council.rules.errors import RuleViolation


class UnusableBodyKey(RuleViolation):
    """The key of the body cannot stand in a number: letters, digits and hyphens only."""

    code = "unusable_body_key"


def format_number(pattern: str, *, body: str, year: int, number: int) -> str:
    """Write the number of a decision as the by-laws say.

    Args:
        pattern: From the by-laws: ``<body>``, ``<year>`` and ``<nnn>``, padded to so many digits.
        body: Key of the body, ASCII.
        year: Calendar year in the council's time zone.
        number: Running number of the body in the year, from 1.

    Raises:
        UnusableBodyKey: the key would not survive in an address.

    >>> format_number("<body>-<year>/<nnn>", body="GMM", year=2026, number=14)
    'GMM-2026/014'
    """
    if re.fullmatch(r"[A-Za-z0-9-]+", body) is None:
        raise UnusableBodyKey(body=body)
    written = re.sub(r"<n+>", lambda place: str(number).zfill(len(place[0]) - 2), pattern)
    return written.replace("<year>", str(year)).replace("<body>", body)
