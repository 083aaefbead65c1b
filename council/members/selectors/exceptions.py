"""Exceptions from targets; everybody may read them."""

from council.members.models import Body, CompositionTarget, TargetException
from council.members.selectors.facts import Viewer
from council.rules.targets import Target, read_target


def exceptions_for(viewer: Viewer, body: Body) -> list[TargetException]:
    """Return the exceptions recorded for the body, newest first."""
    rows = TargetException.objects.filter(body=body)
    return list(rows.select_related("granted_by", "organisation"))


def targets_ever(body: Body) -> list[Target]:
    """Return each target that the body has or had, in its newest version."""
    rows = CompositionTarget.objects.filter(body=body).order_by("key", "version")
    return list({row.key: read_target(row.document) for row in rows}.values())
