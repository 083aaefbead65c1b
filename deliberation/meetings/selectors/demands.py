"""Demands for extraordinary meetings: how many signed, and which the body must answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from council.kernel.names import Name
from council.kernel.visibility import Unseen
from council.members.models import Body, MandateRole
from council.members.selectors import (
    Viewer,
    has_seat,
    holds_office,
    is_clerk,
    mandates_of,
    member_of,
    today_in,
)
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import Demand, DemandSignature
from deliberation.meetings.selectors.people import name_for
from deliberation.meetings.selectors.standing import CONVENING


@dataclass(frozen=True, slots=True)
class DemandLine:
    """A demand as one reader gets it."""

    demand: Demand
    subject: Reading
    started_by: Name
    signed: int
    has_signed: bool
    may_sign: bool
    may_answer: bool

    @property
    def missing(self) -> int:
        """How many signatures are still needed [members]."""
        return max(0, self.demand.needed - self.signed)


def titular_ids(body: Body) -> frozenset[int]:
    """Return the ids of the members who hold a seat of the body as titular members today."""
    held = mandates_of(body, today_in(body.council)).filter(role=MandateRole.TITULAR)
    return frozenset(held.filter(member__is_active=True).values_list("member_id", flat=True))


def signature_count(demand: Demand) -> int:
    """Return how many members have signed [members]."""
    return DemandSignature.objects.filter(demand=demand).count()


def demands_for(viewer: Viewer, body: Body, language: str) -> Sequence[DemandLine]:
    """Return the demands made in the body, newest first; only those who belong to it see them.

    Raises:
        Unseen: the viewer is no member of the council.
    """
    member = member_of(viewer, body.council_id)
    if member is None:
        raise Unseen
    rows = list(_with_texts(Demand.objects.filter(body=body)))
    own = [row for one in rows for row in one.signatures.all() if row.member_id == member.pk]
    signed = {row.demand_id for row in own}
    may_sign = member.pk in titular_ids(body)
    may_answer = prepares_meetings(viewer, body)
    return [
        DemandLine(
            demand=one,
            subject=reading(one.subject, language, member.reads),
            started_by=name_for(one.started_by, language),
            signed=len(one.signatures.all()),
            has_signed=one.pk in signed,
            may_sign=may_sign and one.pk not in signed and one.meeting_id is None,
            may_answer=may_answer and one.met_at is not None and one.meeting_id is None,
        )
        for one in rows
    ]


def demand_for(viewer: Viewer, demand_id: int) -> Demand:
    """Return a demand with its body.

    Raises:
        Unseen: there is none, or the viewer is no member of the council.
    """
    rows = Demand.objects.select_related("body__council", "subject")
    demand = rows.filter(pk=demand_id).first()
    if demand is None or member_of(viewer, demand.body.council_id) is None:
        raise Unseen
    return demand


def demands_to_answer(bodies: Sequence[Body], language: str) -> Sequence[tuple[Demand, Reading]]:
    """Return the demands that enough members signed and that no meeting answers yet."""
    met = Demand.objects.filter(body__in=bodies, met_at__isnull=False, meeting=None)
    rows = _with_texts(met).select_related("subject", "started_by", "body")
    return [(one, reading(one.subject, language)) for one in rows.order_by("met_at")]


def prepares_meetings(viewer: Viewer, body: Body) -> bool:
    """Say whether the viewer prepares the body's meetings: an officer of it, or a clerk."""
    return is_clerk(viewer, body.council_id) or holds_office(viewer, CONVENING, body_id=body.pk)


def may_demand(viewer: Viewer, body: Body) -> bool:
    """Say whether the viewer has a seat in the body, by which they may start a demand."""
    return has_seat(viewer, body.pk)


def _with_texts(rows: QuerySet[Demand]) -> "QuerySet[Demand]":
    texts = rows.select_related("subject", "started_by").prefetch_related("signatures")
    return texts.prefetch_related(current_versions("subject__versions")).order_by("-pk")
