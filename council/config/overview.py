"""What is going on in a council: for its front page, and for the clerk's desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from council.kernel.audience import Audience
from council.members.models import Council, Mandate, MandateRole, Member, Seat
from council.members.selectors import Viewer, current, is_member
from council.members.selectors.composition import term_of
from council.texts.selectors import Reading, current_versions, reading
from deliberation.followup.selectors.own import OwnAnswer, answers_to
from deliberation.meetings.models import Demand, Invitation, Meeting
from deliberation.proposals.models import Proposal
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import DecisionShown, decisions_for, shown_to
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
    answers: Sequence[OwnAnswer]  # to what the reader proposed
    is_member: bool


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
    has_term: bool  # a term runs today
    drafts: Sequence[Meeting]
    next_meetings: Sequence[Meeting]


def overview(viewer: Viewer, council: Council, language: str) -> Overview:
    """Return the front page of the council for a reader of ``language``."""
    audience = Audience.MEMBER if is_member(viewer, council.pk) else Audience.PUBLIC
    decided = decisions_for(audience, council).exclude(status=DecisionStatus.ADOPTED)[:NEWEST]
    return Overview(
        council=council,
        open_meetings=list(_announced(audience, council).filter(status__in=GOING_ON)),
        next_meetings=_next_meetings(audience, council),
        decisions=shown_to(audience, decided),
        proposals=_debated(council, language),
        answers=answers_to(viewer, council, language),
        is_member=audience is Audience.MEMBER,
    )


def desk_of(council: Council) -> Desk:
    """Return what waits for the clerk of the council."""
    members = Member.objects.filter(council=council, is_active=True)
    seats = Seat.objects.filter(body__council=council, is_abolished=False)
    counted = members.aggregate(all=Count("pk"), without=Count("pk", filter=Q(user=None)))
    held = current(Mandate.objects.filter(seat=OuterRef("pk"), role=MandateRole.TITULAR))
    filled = seats.aggregate(all=Count("pk"), vacant=Count("pk", filter=~Exists(held)))
    awaited = (MeetingStatus.DRAFT, *GOING_ON, MeetingStatus.CONVENED)
    meetings = Meeting.objects.filter(council=council, status__in=awaited).select_related("body")
    drafts: list[Meeting] = []
    coming: list[Meeting] = []
    for meeting in meetings.order_by("starts_at"):
        (drafts if meeting.status is MeetingStatus.DRAFT else coming).append(meeting)
    letters = Invitation.objects.filter(
        meeting__council=council, channel="letter", sent_at=None, meeting__status="convened"
    )
    return Desk(
        members=counted["all"],
        without_account=counted["without"],
        seats=filled["all"],
        vacant_seats=filled["vacant"],
        submitted=Proposal.objects.filter(council=council, status=ProposalStatus.SUBMITTED).count(),
        unpublished=Decision.objects.filter(council=council, status=DecisionStatus.ADOPTED).count(),
        letters=letters.count(),
        demands=Demand.objects.filter(
            body__council=council, met_at__isnull=False, meeting=None
        ).count(),
        has_term=term_of(council) is not None,
        drafts=drafts,
        next_meetings=coming,
    )


def _announced(audience: Audience, council: Council) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(council=council).select_related("body")
    return rows if audience.sees(Audience.MEMBER) else rows.filter(is_public=True)


def _next_meetings(audience: Audience, council: Council) -> Sequence[Meeting]:
    coming = _announced(audience, council).filter(
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
