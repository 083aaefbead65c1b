"""What the clerk follows up, and what a council is told in figures."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Council
from council.members.selectors import Viewer, is_clerk
from deliberation.followup.models import Addressee, Answer, Referral
from deliberation.followup.selectors.ways import Way, referrals, ways
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import DecisionShown, decisions_for, shown
from deliberation.rules.convocation import due_by
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.followup import ReferralStatus, Verdict, days_late

UNANSWERED = (ReferralStatus.FORWARDED, ReferralStatus.CONSIDERED)


@dataclass(frozen=True, slots=True)
class ToForward:
    """A published decision that is before nobody yet."""

    decision: DecisionShown
    due_at: datetime
    days_late: int


@dataclass(frozen=True, slots=True)
class Desk:
    """What the clerk of a council follows up, most urgent first."""

    to_forward: Sequence[ToForward]
    open: Sequence[Way]


def desk_for(viewer: Viewer, council: Council, language: str) -> Desk:
    """Return what waits at the clerk's, and at whom the council waits.

    Raises:
        Unseen: the viewer is not clerk of the council.
    """
    if not is_clerk(viewer, council.pk):
        raise Unseen
    rows = referrals().filter(decision__council=council, closed_at=None)
    urgent = rows.order_by(F("due_at").asc(nulls_last=True), "pk")
    return Desk(_to_forward(council), ways(urgent, language))


def _to_forward(council: Council) -> Sequence[ToForward]:
    rows = decisions_for(Audience.MEMBER, council).select_related("meeting__bylaws")
    found = rows.filter(status=DecisionStatus.PUBLISHED, referrals=None, annulled_at=None)
    zone, now = zone_of(council), timezone.now()
    listed = []
    for decision in found.order_by("published_at", "pk"):
        since = decision.published_at or now
        due_at = due_by(bylaws_in(decision.meeting).record.forwarding, since, zone)
        late = days_late(due_at, now, zone)
        listed.append(ToForward(shown(decision, Audience.MEMBER), due_at, late))
    return listed


def referral_for(viewer: Viewer, council: Council, referral_id: int) -> Referral:
    """Return a referral of the council.

    Raises:
        Unseen: there is none such, or the viewer is not clerk.
    """
    rows = referrals().filter(decision__council=council, pk=referral_id)
    found = one_or_none(rows) if is_clerk(viewer, council.pk) else None
    if found is None:
        raise Unseen
    return found


def decision_to_forward(viewer: Viewer, council: Council, decision_id: int) -> Decision:
    """Return a decision of the council.

    Raises:
        Unseen: there is none such, or the viewer is not clerk.
    """
    rows = decisions_for(Audience.MEMBER, council).filter(pk=decision_id)
    found = one_or_none(rows) if is_clerk(viewer, council.pk) else None
    if found is None:
        raise Unseen
    return found


def addressees_of(council: Council) -> Sequence[Addressee]:
    """Return everybody to whom the council forwards, with how many matters are before each."""
    waiting = Count("referrals", filter=Q(referrals__closed_at=None), distinct=True)
    rows = Addressee.objects.filter(council=council).annotate(waiting=waiting)
    return list(rows.order_by("-is_active", "pk"))


def addressee_for(viewer: Viewer, council: Council, addressee_id: int) -> Addressee:
    """Return an addressee of the council.

    Raises:
        Unseen: there is none such, or the viewer is not clerk.
    """
    rows = Addressee.objects.filter(council=council, pk=addressee_id)
    found = one_or_none(rows) if is_clerk(viewer, council.pk) else None
    if found is None:
        raise Unseen
    return found


@dataclass(frozen=True, slots=True)
class Figures:
    """What became of a council's public decisions [decisions or answers]."""

    published: int
    forwarded: int
    answered: int
    waiting: int
    overdue: int
    by_verdict: Mapping[Verdict, int]
    usual_days: int | None  # from forwarding to answer: half took no longer


def figures_of(council: Council) -> Figures:
    """Count what became of the public decisions of the council; three queries."""
    decided = Decision.objects.filter(council=council, is_public=True, annulled_at=None)
    published = decided.filter(published_at__isnull=False).count()
    rows = Referral.objects.filter(decision__in=decided)
    late = Q(due_at__lt=timezone.now(), closed_at=None)
    counted = rows.aggregate(
        forwarded=Count("decision", distinct=True),
        waiting=Count("pk", filter=Q(closed_at=None, status__in=UNANSWERED)),
        overdue=Count("pk", filter=late),
    )
    standing = Answer.objects.filter(referral__in=rows, withdrawn_at=None)
    found = standing.values_list("verdict", "answered_on", "referral__forwarded_on")
    answers = list(found.order_by("pk"))
    took = sorted((answered - forwarded).days for _verdict, answered, forwarded in answers)
    verdicts = Counter(verdict for verdict, _answered, _forwarded in answers)
    return Figures(
        published=published,
        forwarded=counted["forwarded"],
        answered=len(answers),
        waiting=counted["waiting"],
        overdue=counted["overdue"],
        by_verdict={one: verdicts[one] for one in Verdict},
        usual_days=took[(len(took) - 1) // 2] if took else None,
    )


def public_ways(council: Council, language: str) -> Sequence[Way]:
    """Return where the council's public decisions stand: what is late first, then the rest."""
    rows = referrals().filter(decision__council=council, decision__is_public=True)
    known = rows.filter(decision__annulled_at=None, decision__published_at__isnull=False)
    urgent = known.order_by(F("closed_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True))
    return ways(urgent, language)
