"""What is going on in a council: for its front page, and for the clerk's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from council.members.models import Council, Mandate, MandateRole, Member, Seat
from council.members.selectors import Viewer, current, is_clerk, is_member, member_of
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import Demand, Invitation, Meeting
from deliberation.proposals.models import Proposal
from deliberation.register.models import Decision
from deliberation.register.selectors import DecisionShown, decisions_for, list_for
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.proposals import ProposalStatus

GOING_ON = (MeetingStatus.OPEN, MeetingStatus.RECESSED)
DEBATED = (ProposalStatus.SUBMITTED, ProposalStatus.ADMITTED, ProposalStatus.ON_AGENDA)
NEWEST = 4  # things listed on the front page
JUST_NOW = timedelta(hours=12)  # for how long a meeting whose hour has passed is still announced


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal that is before the council."""

    pk: int
    reference: str
    title: Reading
    status: ProposalStatus


@dataclass(frozen=True, slots=True)
class Overview:
    """The front page of a council for one reader."""

    council: Council
    open_meetings: Sequence[Meeting]
    next_meetings: Sequence[Meeting]
    decisions: Sequence[DecisionShown]
    proposals: Sequence[ProposalLine]
    member: Member | None
    is_clerk: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the clerk [things]."""

    members: int
    without_account: int
    seats: int
    vacant_seats: int
    submitted: int
    unpublished: int
    letters: int
    demands: int
    drafts: Sequence[Meeting]
    next_meetings: Sequence[Meeting]


def overview(viewer: Viewer, council: Council, language: str) -> Overview:
    """Return the front page of the council for a reader of ``language``."""
    decided = decisions_for(viewer, council).exclude(status=DecisionStatus.ADOPTED)[:NEWEST]
    return Overview(
        council=council,
        open_meetings=list(_announced(viewer, council).filter(status__in=GOING_ON)),
        next_meetings=_next_meetings(viewer, council),
        decisions=list_for(viewer, council, decided),
        proposals=_debated(council, language),
        member=member_of(viewer, council.pk),
        is_clerk=is_clerk(viewer, council.pk),
    )


def desk_of(council: Council) -> Desk:
    """Return what waits for the clerk of the council."""
    members = Member.objects.filter(council=council, is_active=True)
    seats = Seat.objects.filter(body__council=council, is_abolished=False)
    meetings = Meeting.objects.filter(council=council).select_related("body")
    letters = Invitation.objects.filter(
        meeting__council=council, channel="letter", sent_at=None, meeting__status="convened"
    )
    return Desk(
        members=members.count(),
        without_account=members.filter(user=None).count(),
        seats=seats.count(),
        vacant_seats=seats.exclude(pk__in=_held_seats(council)).count(),
        submitted=Proposal.objects.filter(council=council, status=ProposalStatus.SUBMITTED).count(),
        unpublished=Decision.objects.filter(council=council, status=DecisionStatus.ADOPTED).count(),
        letters=letters.count(),
        demands=Demand.objects.filter(
            body__council=council, met_at__isnull=False, meeting=None
        ).count(),
        drafts=list(meetings.filter(status=MeetingStatus.DRAFT)),
        next_meetings=list(
            meetings.filter(status__in=(*GOING_ON, MeetingStatus.CONVENED)).order_by("starts_at")
        ),
    )


def _held_seats(council: Council) -> Sequence[int]:
    rows = Mandate.objects.filter(seat__body__council=council, role=MandateRole.TITULAR)
    return list(current(rows).values_list("seat_id", flat=True))


def _announced(viewer: Viewer, council: Council) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(council=council).select_related("body")
    return rows if is_member(viewer, council.pk) else rows.filter(is_public=True)


def _next_meetings(viewer: Viewer, council: Council) -> Sequence[Meeting]:
    coming = _announced(viewer, council).filter(
        status=MeetingStatus.CONVENED, starts_at__gte=timezone.now() - JUST_NOW
    )
    return list(coming.order_by("starts_at")[:NEWEST])


def _debated(council: Council, language: str) -> Sequence[ProposalLine]:
    rows = Proposal.objects.filter(council=council, status__in=DEBATED).select_related("title")
    newest = rows.prefetch_related(current_versions("title__versions")).order_by("-submitted_at")
    return [
        ProposalLine(one.pk, one.reference, reading(one.title, language), one.status)
        for one in newest[:NEWEST]
    ]
