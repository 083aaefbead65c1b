"""A body's composition told in public: at fixed moments, and never a small change."""

from dataclasses import asdict

from django.db import transaction

from council.accounts.models import User
from council.members.models import Body, CompositionReport, ReportMoment
from council.members.selectors.composition import term_of
from council.members.selectors.seating import SeatLine, benches_of, seats_for
from council.members.services.door import enter_registry
from council.members.services.quota import count_for_report
from council.rules.composition import MomentIsReported, NoTerm
from council.rules.targets.reporting import may_be_compared, withheld


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
    lines = count_for_report(actor=actor, body_id=body.pk)
    seats = seats_for(actor, body)
    sitting = sorted(line.holder.member_id for line in seats if line.holder)
    earlier = CompositionReport.objects.filter(body=body, is_withheld=False)
    compared = [set(one.members) for one in earlier]
    is_told = may_be_compared(set(sitting), compared)
    return CompositionReport.objects.create(
        body=body,
        term=term,
        moment=moment,
        published_by=actor,
        lines=[asdict(one if is_told else withheld(one)) for one in lines],
        seats=_by_bloc(seats),
        members=sitting,
        is_withheld=not is_told,
    )


def _by_bloc(seats: list[SeatLine]) -> list[dict[str, object]]:
    return [
        {
            "bloc": bench.bloc.key if bench.bloc else "",
            "seats": len(bench.lines),
            "filled": bench.filled,
        }
        for bench in benches_of(seats)
    ]
