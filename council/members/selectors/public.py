"""What everybody may know about a body: names by which members chose to be known, nothing more."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from council.kernel import svg
from council.kernel.names import pick
from council.members.models import Body, CompositionReport, Office, OfficeKind, TargetException
from council.members.selectors.bylaws import in_force, versions_for
from council.members.selectors.facts import Viewer, current, today_in
from council.members.selectors.seating import Bench, benches_of, seats_for

SHOWN = (
    OfficeKind.CHAIR,
    OfficeKind.VICE_CHAIR,
    OfficeKind.SECRETARY,
    OfficeKind.CLERK,
    OfficeKind.REGISTRAR,
    OfficeKind.INTERPRETER,
    OfficeKind.ADVISER,
    OfficeKind.OBSERVER,
)


def composition_of(viewer: Viewer, body: Body) -> dict[str, Any]:
    """Return who sits in the body today, by bloc, who holds its offices, and its by-laws."""
    lines = seats_for(viewer, body)
    benches = benches_of(lines)
    versions = versions_for(viewer, body)
    return {
        "benches": benches,
        "filled": sum(line.holder is not None for line in lines),
        "count": len(lines),
        "officers": officers_shown(viewer, body),
        "picture": _picture(benches) if lines else "",
        "bylaws": in_force(versions, body),
    }


def told_of(report: CompositionReport) -> dict[str, object]:
    """Return a report on a composition as data; who sat there is left to the list of members."""
    return {
        "moment": str(report.moment),
        "term": report.term.number,
        "published_at": report.published_at.isoformat(),
        "is_withheld": report.is_withheld,
        "seats": report.seats,
        "targets": report.lines,
    }


def exception_told(row: TargetException) -> dict[str, object]:
    """Return an exception from a target as data; it is about no person."""
    return {
        "target": row.key or None,  # without: about what the organisation owes
        "organisation": row.organisation.key if row.organisation else None,
        "act": str(row.cause),
        "ground": str(row.ground),
        "reasons": row.reasons,
        "granted_by": row.granted_by.public_name,
        "granted_at": row.granted_at.isoformat(),
    }


def officers_shown(viewer: Viewer, body: Body) -> list[Office]:
    """Return who holds an office in the body today, the chair first."""
    rows = Office.objects.filter(body=body, member__is_active=True)
    held = current(rows, today_in(body.council)).select_related("member")
    return sorted(held.order_by("pk"), key=lambda office: SHOWN.index(office.kind))


def _picture(benches: list[Bench]) -> SafeString:
    """Draw the seats: full circles are filled, small ones vacant."""
    language = get_language() or "en"
    sectors = [
        svg.Sector(bench.bloc.colour if bench.bloc else "oth", _places(bench)) for bench in benches
    ]
    parts = [
        f"{pick(bench.bloc.names, language).text if bench.bloc else _('Seats')}: {len(bench.lines)}"
        for bench in benches
    ]
    return svg.hemicycle(
        sectors,
        title=_("Seats by bloc"),
        desc="; ".join(parts),
        uid="seats",
        rtl=get_language_bidi(),
    )


def _places(bench: Bench) -> list[str]:
    return ["for" if line.holder else "absent" for line in bench.lines]
