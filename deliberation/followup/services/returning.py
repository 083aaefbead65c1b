"""Overdue matters back onto the agenda: by themselves, and once."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from council.accounts.models import User
from council.kernel.names import pick
from deliberation.followup.models import Referral, Return
from deliberation.meetings.models import ItemResult, Meeting
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.agenda import BEFORE_THE_MEETING, ItemPlan
from deliberation.meetings.services.business import bring_item
from deliberation.rules.followup import Step
from deliberation.rules.meetings import ItemStatus, MeetingStatus


@transaction.atomic
def return_overdue(*, actor: User | None, meeting_id: int) -> Sequence[Return]:
    """Put on the agenda each matter of the body that is overdue and not on one yet.

    A matter comes back once for each deadline that passed. It comes back again only if the meeting
    did not get to it: cancelled, postponed, or ended before. A second call keeps its old agenda.

    Args:
        actor: None: the by-laws demand it.
        meeting_id: A meeting before it begins; of others the agenda stays.
    """
    meeting = locked_meeting(meeting_id)
    if meeting.second_call_of_id is not None or meeting.status not in BEFORE_THE_MEETING:
        return []
    rows = overdue().filter(decision__body=meeting.body_id).filter(~Exists(_standing()))
    found = rows.select_for_update(of=("self",)).select_related("decision", "addressee")
    return [_returned(referral, meeting) for referral in found.order_by("due_at", "pk")]


@transaction.atomic
def return_all(*, actor: User | None) -> int:
    """Put overdue matters on the agendas of the next meetings; return how many.

    Where no meeting is in sight, they wait for the one that is drafted next.
    """
    returned = 0
    for body_id in overdue().order_by().values_list("decision__body", flat=True).distinct():
        coming = Meeting.objects.filter(
            body=body_id, status__in=BEFORE_THE_MEETING, second_call_of=None
        )
        first = coming.filter(starts_at__gt=timezone.now()).order_by("starts_at").first()
        if first is not None:
            returned += len(return_overdue(actor=actor, meeting_id=first.pk))
    return returned


def overdue() -> QuerySet[Referral]:
    """Return the referrals whose deadline has passed."""
    rows = Referral.objects.filter(closed_at=None, decision__annulled_at=None)
    return rows.filter(due_at__lt=timezone.now())


def _standing() -> QuerySet[Return]:
    """Return what is on an agenda for the present deadline, or was and is done with."""
    same = Return.objects.filter(referral=OuterRef("pk"), due_at=OuterRef("due_at"))
    not_reached = Q(item__status=ItemStatus.POSTPONED) | Q(item__result=ItemResult.UNFINISHED)
    return same.exclude(Q(meeting__status=MeetingStatus.CANCELLED) | not_reached)


def _returned(referral: Referral, meeting: Meeting) -> Return:
    title = dict(_titles(referral, meeting))
    main = meeting.council.main_language
    language = main if main in title else next(iter(title))
    is_public = referral.decision.is_public and meeting.is_public
    plan = ItemPlan(language=language, title=title, is_public=is_public)
    return Return.objects.create(
        referral=referral,
        step=referral.due_step,
        due_at=referral.due_at or timezone.now(),
        meeting=meeting,
        item=bring_item(actor=None, meeting_id=meeting.pk, plan=plan),
    )


def _titles(referral: Referral, meeting: Meeting) -> Iterator[tuple[str, str]]:
    ours = [code for code, _name in settings.LANGUAGES]
    for language in [one for one in meeting.council.languages if one in ours] or ["en"]:
        with translation.override(language):
            facts = {
                "number": referral.decision.number,
                "addressee": pick(referral.addressee.names, language).text,
            }
            yield language, _sentences()[Step(referral.due_step)] % facts


def _sentences() -> Mapping[Step, str]:
    return {
        # Translators: a matter comes back before the council because its addressee is late.
        Step.CONSIDER: _("Overdue: decision %(number)s was not considered (%(addressee)s)"),
        Step.ANSWER: _("Overdue: decision %(number)s was not answered (%(addressee)s)"),
        Step.ACTION: _(
            "Overdue: what was promised on decision %(number)s was not done (%(addressee)s)"
        ),
    }
