"""Numbers that a body's composition was told by: what may be known of sealed answers elsewhere."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from council.members.models import Body, CompositionReport, CompositionTarget
from council.members.selectors.composition import term_of
from council.rules.targets import Group, read_target


def told_counts(body: Body, before: datetime) -> Mapping[Group, tuple[int, int]]:
    """Return for each group in it and not in it how many people sit in the body, as published.

    Only the term's newest report made before then is read, and no sealed answer: where the report
    holds a number back, because there or among all others are too few, the group is missing.
    """
    term = term_of(body.council)
    reports = CompositionReport.objects.filter(body=body, term=term, published_at__lt=before)
    newest = reports.order_by("-published_at", "-pk").first()
    if newest is None or newest.is_withheld:
        return {}
    told = {line["key"]: line for line in newest.lines if line["counted"] is not None}
    day = newest.published_at.astimezone(ZoneInfo(body.council.time_zone)).date()
    rows = CompositionTarget.objects.filter(body=body, key__in=told, valid_from__lte=day)
    in_force = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("key")
    return dict(_cell(row.document, told[row.key]) for row in in_force)


def _cell(document: object, line: Mapping[str, Any]) -> tuple[Group, tuple[int, int]]:
    return read_target(document).group[0][0], (line["counted"], line["others"])
