"""Adoption: by the vote of a meeting, or because nobody objected; then the text is locked."""

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.rules.bylaws import Adoption
from council.rules.bylaws.documents import write_document
from council.rules.errors import OutOfOrder, RuleViolation
from deliberation.meetings.models import ItemResult
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.selectors.focus import IN_HAND
from deliberation.meetings.services.agenda_live import dispose_item
from deliberation.meetings.services.closing import record_meeting
from deliberation.minutes.events import MinutesAdopted, MinutesPublished
from deliberation.minutes.models import Correction, Minutes
from deliberation.minutes.selectors.agenda import (
    approving_poll,
    is_approved,
    is_usual_question,
    minutes_on,
)
from deliberation.minutes.selectors.documents import facts_of
from deliberation.minutes.services.locks import locked_minutes
from deliberation.rules.lifecycle import advance
from deliberation.rules.minutes import (
    MINUTES_PROCEDURE,
    AdoptedByVote,
    CorrectionsOpen,
    CorrectionStatus,
    MinutesAct,
    MinutesStatus,
    ObjectionsRunning,
    require_answers,
    require_ended_period,
)
from deliberation.voting.models import Poll


class NotApprovedYet(RuleViolation):
    """The meeting that is to approve the minutes has not done so."""

    code = "not_approved_yet"


@transaction.atomic
def settle_vote(*, actor: User, poll: Poll) -> Minutes | None:
    """Adopt the minutes that a poll was about, if it carried and asked just that.

    The item is disposed of as approved. A poll that is lost leaves the minutes open to
    corrections; another meeting is asked again.

    Raises:
        CorrectionsOpen: a correction has not been answered.
    """
    minutes = minutes_on(poll.item_id)
    if minutes is None or poll.outcome.result != "carried" or not is_usual_question(poll):
        return None
    minutes = _adopted(actor, locked_minutes(minutes.pk), poll)
    if poll.item.status in IN_HAND:
        dispose_item(actor=actor, item_id=poll.item_id, result=ItemResult.APPROVED)
    return minutes


@transaction.atomic
def adopt_minutes(*, actor: User, minutes_id: int) -> Minutes:
    """Adopt minutes that a meeting approved, or to which nobody objected.

    Raises:
        PermissionDenied, NotApprovedYet, AdoptedByVote, ObjectionsRunning, CorrectionsOpen,
        OutOfOrder: as for either way.
    """
    minutes = locked_minutes(minutes_id)
    adopt = adopt_approved if is_approved(minutes) else adopt_unopposed
    return adopt(actor=actor, minutes_id=minutes_id)


@transaction.atomic
def adopt_approved(*, actor: User, minutes_id: int) -> Minutes:
    """Adopt minutes whose item the meeting disposed of as approved, however it was asked.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        NotApprovedYet: the item is not approved.
        OutOfOrder: the minutes are a draft, or adopted.
        CorrectionsOpen: a correction has not been answered.
    """
    minutes = locked_minutes(minutes_id)
    authorise(actor, "minutes.adopt_minutes", minutes)
    if not is_approved(minutes):
        raise NotApprovedYet
    return _adopted(actor, minutes, approving_poll(minutes))


@transaction.atomic
def adopt_unopposed(*, actor: User | None, minutes_id: int) -> Minutes:
    """Adopt minutes because the period for objections ended, where the by-laws say so.

    Args:
        actor: Who keeps the minutes; None: nobody's act, for the period was announced.
        minutes_id: Circulated minutes.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        AdoptedByVote: the by-laws ask for a vote.
        ObjectionsRunning: the period has not ended.
        OutOfOrder: the minutes are a draft, or adopted.
        CorrectionsOpen: a correction has not been answered.
    """
    minutes = locked_minutes(minutes_id)
    if actor is not None:
        authorise(actor, "minutes.adopt_minutes", minutes)
    if bylaws_in(minutes.meeting).record.adoption is not Adoption.SILENCE:
        raise AdoptedByVote
    require_ended_period(minutes.objections_until, timezone.now())
    return _adopted(actor, minutes, None)


def adopt_all_unopposed(*, actor: User | None) -> int:
    """Adopt minutes to which nobody objected in time, where the by-laws say so; return how many.

    Minutes with a correction that has no answer wait for it. As often as one likes: what was
    adopted stays as it is.
    """
    rows = Minutes.objects.filter(
        status=MinutesStatus.CIRCULATED, objections_until__lt=timezone.now()
    )
    found = rows.order_by("pk").values_list("pk", flat=True)
    return sum(_adopted_in_silence(actor, pk) for pk in found)


def _adopted_in_silence(actor: User | None, minutes_id: int) -> bool:
    """Try one; that it has to wait, or somebody was quicker, must not stop the others."""
    try:
        adopt_unopposed(actor=actor, minutes_id=minutes_id)
    except (AdoptedByVote, CorrectionsOpen, ObjectionsRunning, OutOfOrder):
        return False
    return True


@transaction.atomic
def publish_minutes(*, actor: User | None, minutes_id: int) -> Minutes:
    """Let everybody read adopted minutes; the register leads this act, and has its entry.

    Raises:
        OutOfOrder: the minutes are not adopted, or public already.
    """
    minutes = locked_minutes(minutes_id)
    minutes.status = advance(MINUTES_PROCEDURE, minutes.status, MinutesAct.PUBLISH)
    minutes.published_at = timezone.now()
    minutes.save(update_fields=["status", "published_at"])
    record_meeting(actor=actor, meeting_id=minutes.meeting_id)
    meeting = minutes.meeting
    audience = Audience.PUBLIC if meeting.is_public else Audience.MEMBER
    event = MinutesPublished(minutes.pk)
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event, audience=audience))
    return minutes


def _adopted(actor: User | None, minutes: Minutes, poll: Poll | None) -> Minutes:
    """Write the facts down; from now on nothing of the minutes changes."""
    status = advance(MINUTES_PROCEDURE, minutes.status, MinutesAct.ADOPT)
    corrections = Correction.objects.filter(minutes=minutes)
    require_answers(corrections.filter(status=CorrectionStatus.OPEN).count())
    facts = write_document(facts_of(minutes))  # while the minutes still follow the meeting
    minutes.status, minutes.facts, minutes.adopted_at = status, facts, timezone.now()
    minutes.is_corrected = corrections.filter(status=CorrectionStatus.ACCEPTED).exists()
    minutes.poll = poll
    minutes.save(update_fields=["status", "facts", "adopted_at", "is_corrected", "poll"])
    event = MinutesAdopted(minutes.pk, minutes.is_corrected)
    emit(journal(actor=actor, meeting_id=minutes.meeting_id, event=event))
    return minutes
