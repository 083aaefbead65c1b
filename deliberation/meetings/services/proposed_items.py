"""Items that members propose, and the clerk's answer to each."""

from collections.abc import Mapping

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.selectors import member_of
from council.rules.bylaws import parse
from council.rules.errors import OutOfOrder, RuleViolation
from council.texts.models import TextKind
from council.texts.selectors import bodies
from deliberation.meetings.events import AgendaChanged
from deliberation.meetings.models import AgendaItem, Meeting, ProposedItem, WishStatus
from deliberation.meetings.order import stated
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.agenda import (
    BEFORE_THE_MEETING,
    ItemPlan,
    meeting_to_plan,
    put_item,
    tell_of_agenda,
)
from deliberation.meetings.services.wording import write_text
from deliberation.rules.convocation import require_in_time


class WishAnswered(RuleViolation):
    """The proposed item was accepted or declined before."""

    code = "wish_answered"


@transaction.atomic
def propose_item(
    *,
    actor: User,
    meeting_id: int,
    language: str,
    title: Mapping[str, str],
    reasons: Mapping[str, str] | None = None,
) -> ProposedItem:
    """Ask for a matter to be put on the agenda; the clerk answers.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        OutOfOrder: the meeting has begun, or is over.
        DeadlinePassed: the by-laws allowed this up to a day that is over.
        EmptyText: the title has no words in the original language.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.propose_item", meeting)
    _require_before_the_deadline(meeting)
    member = member_of(actor, meeting.council_id)
    if member is None:
        raise PermissionDenied("meetings.propose_item")
    name = member.public_name
    return ProposedItem.objects.create(
        meeting=meeting,
        member=member,
        title=write_text(actor, TextKind.TITLE, title, language, name),
        reasons=write_text(actor, TextKind.REASONS, reasons, language, name) if reasons else None,
    )


@transaction.atomic
def accept_item(*, actor: User, proposed_id: int) -> AgendaItem:
    """Put the proposed item at the end of the agenda, under the name of the member.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        OutOfOrder: the meeting has begun, or is over.
        WishAnswered: it was accepted or declined before.
    """
    wish = _to_answer(actor, proposed_id)
    _answer(wish, WishStatus.ACCEPTED)
    plan = ItemPlan(
        language=wish.title.language,
        title=bodies(wish.title),
        description=bodies(wish.reasons) if wish.reasons else {},
    )
    item = put_item(actor, wish.meeting, plan, proposed_by=wish.member)
    tell_of_agenda(actor, wish.meeting, AgendaChanged(wish.meeting_id))
    return item


@transaction.atomic
def decline_item(*, actor: User, proposed_id: int, reason: str) -> ProposedItem:
    """Answer the member that the matter does not come on this agenda, and why.

    Raises:
        PermissionDenied, OutOfOrder, WishAnswered: as for an acceptance.
        ReasonMissing: no reason is stated.
    """
    wish = _to_answer(actor, proposed_id)
    wish.decline_reason = stated(reason)
    return _answer(wish, WishStatus.DECLINED)


def _require_before_the_deadline(meeting: Meeting) -> None:
    if meeting.status not in BEFORE_THE_MEETING:
        raise OutOfOrder(status=str(meeting.status), act="propose_item")
    deadline = parse(meeting.bylaws.document).convocation.agenda
    if deadline is not None:
        zone = zone_of(meeting.council)
        require_in_time(deadline, at=timezone.now(), event_at=meeting.starts_at, tz=zone)


def _to_answer(actor: User, proposed_id: int) -> ProposedItem:
    rows = ProposedItem.objects.select_related("member", "title", "reasons")
    meeting_id = ProposedItem.objects.values_list("meeting_id", flat=True).get(pk=proposed_id)
    meeting = meeting_to_plan(actor, meeting_id)
    wish = rows.get(pk=proposed_id)  # read under the meeting's lock
    wish.meeting = meeting
    if wish.status is not WishStatus.WAITING:
        raise WishAnswered
    return wish


def _answer(wish: ProposedItem, status: WishStatus) -> ProposedItem:
    wish.status, wish.answered_at = status, timezone.now()
    wish.save(update_fields=["status", "answered_at", "decline_reason"])
    return wish
