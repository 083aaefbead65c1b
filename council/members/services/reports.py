"""A body's composition told in public: at fixed moments, and never a small change."""

from dataclasses import asdict

from django.db import transaction

from council.accounts.models import User
from council.members.models import (
    Body,
    CompositionCount,
    CompositionReport,
    ReportMoment,
    SeatingCause,
)
from council.members.selectors.composition import targets_of, term_of
from council.members.selectors.counts import told_in
from council.members.selectors.seating import SeatLine, benches_of, seats_for
from council.members.services.counts import count_body
from council.members.services.door import enter_registry
from council.rules.composition import MomentIsReported, NoTerm
from council.rules.targets.reporting import Line


@transaction.atomic
def publish_composition(*, actor: User, body_id: int, moment: ReportMoment) -> CompositionReport:
    """Tell in public who sits in a body, by bloc, and whether its targets are met.

    Raises:
        PermissionDenied: the actor may not publish the composition.
        NoTerm: the council is in no term.
        MomentIsReported: it was told for this moment of the term.
        BrokenSeal: a record is not the one that was written.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    enter_registry(
        actor=actor, council_id=body.council_id, permission="members.publish_composition"
    )
    term = term_of(body.council)
    if term is None:
        raise NoTerm
    if CompositionReport.objects.filter(body=body, term=term, moment=moment).exists():
        raise MomentIsReported
    count = count_body(actor=actor, body_id=body.pk, cause=SeatingCause.REPORT)
    seats = seats_for(actor, body)
    return CompositionReport.objects.create(
        body=body,
        term=term,
        moment=moment,
        published_by=actor,
        lines=_lines(body, count),
        seats=_by_bloc(seats),
        members=sorted(line.holder.member_id for line in seats if line.holder),
        is_withheld=count is None,
    )


def _lines(body: Body, count: CompositionCount | None) -> list[dict[str, object]]:
    """Return what is told of each target; one set after the count is not shown."""
    told = {one.line.key: one.line for one in told_in(count)} if count else {}
    return [asdict(told.get(one.key, Line(one.key))) for one in targets_of(body)]


def _by_bloc(seats: list[SeatLine]) -> list[dict[str, object]]:
    return [
        {
            "bloc": bench.bloc.key if bench.bloc else "",
            "seats": len(bench.lines),
            "filled": bench.filled,
        }
        for bench in benches_of(seats)
    ]
