"""What a referral waits for, by the by-laws under which the decision was made."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from deliberation.followup.models import Action, Referral
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.rules.followup import Due, Standing, days_late, due


def zone(referral: Referral) -> ZoneInfo:
    """Return the zone in which the deadlines of the referral end."""
    return ZoneInfo(referral.decision.council.time_zone)


def awaited(referral: Referral) -> Due | None:
    """Return what is awaited of the addressee next; None where no day is set for it."""
    promised = Action.objects.filter(referral=referral, done_on=None)
    standing = Standing(
        kind=referral.addressee.kind,
        status=referral.status,
        forwarded_on=referral.forwarded_on,
        considered_on=referral.considered_on,
        meets_on=referral.meets_on,
        is_closed=referral.closed_at is not None,
        actions=tuple(promised.values_list("due_on", flat=True)),
    )
    return due(standing, bylaws_in(referral.decision.meeting).record.answer, zone(referral))


def lateness(referral: Referral, now: datetime | None = None) -> int:
    """Return by how many days the addressee is late; 0: it is in time."""
    if referral.due_at is None:
        return 0
    return days_late(referral.due_at, now or timezone.now(), zone(referral))
