"""Counting sealed answers together, so that no count can be taken from another."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from council.accounts.models import User
from council.members.models import Body, CompositionCount, QuotaPurpose, SeatingCause
from council.members.selectors import today_in
from council.members.selectors.composition import term_of
from council.members.selectors.counts import (
    counted_in,
    counts_of,
    holders_on,
    line_of,
    people_in,
)
from council.members.services.door import enter_registry
from council.members.services.quota import count_together
from council.rules.targets.reporting import may_be_compared


@transaction.atomic
def count_body(
    *,
    actor: User,
    body_id: int,
    cause: SeatingCause,
    on: date | None = None,
    meant: Mapping[int, int] | None = None,
) -> CompositionCount | None:
    """Count the body together, and keep what may be told; None: not yet.

    It is counted only when, since every count before, at least five people changed or changed
    what they said. The same people are never counted twice, not even for a new target: they get
    the count there is. So nobody can find out what one person said by trying people, or targets,
    one after the other.

    Args:
        actor: A keeper of the registry.
        body_id: Whose seats.
        cause: By what they were filled, or why they are counted.
        on: The day for which they are counted; None: today.
        meant: Who is to hold a seat, by seat, although they do not hold it yet.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        BrokenSeal: a record is not the one that was written.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    enter_registry(actor=actor, council_id=body.council_id, permission="members.check_composition")
    day = on or today_in(body.council)
    people = people_in(body, holders_on(body, day, meant))
    earlier = counts_of(body)
    same = next((one for one in earlier if counted_in(one) == people), None)
    if same or not may_be_compared(people, [counted_in(one) for one in earlier]):
        return same
    purpose = QuotaPurpose.REPORT if cause is SeatingCause.REPORT else QuotaPurpose.CHECK
    told = count_together(actor=actor, body_id=body.pk, on=day, meant=meant, purpose=purpose)
    return CompositionCount.objects.create(
        body=body,
        term=term_of(body.council),
        cause=cause,
        counted_by=actor,
        lines=[line_of(one) for one in told],
        people=sorted(people),
    )
