"""Stating a fact of the meeting anew: an act with a reason, which the minutes then follow."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.members.models import Member
from deliberation.meetings.order import stated
from deliberation.minutes.events import FactCorrected
from deliberation.minutes.models import FactCorrection, FactKind, Minutes
from deliberation.minutes.selectors.documents import facts_of
from deliberation.minutes.selectors.restated import written_moment, written_stays
from deliberation.minutes.services.locks import locked_minutes
from deliberation.rules.minutes import require_editable
from deliberation.rules.record.facts import Stay
from deliberation.rules.record.presence import StaysOverlap, require_stays


@transaction.atomic
def correct_presence(
    *, actor: User, minutes_id: int, member_id: int, stays: Sequence[Stay], reason: str
) -> FactCorrection:
    """State anew when somebody was there; no stretch at all: they were not.

    What was recorded stays in the meeting. The roll of a vote and its outcome stay as they were
    declared: a vote is put right by annulling it.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        MinutesLocked: the minutes were adopted.
        ReasonMissing: the record must say why.
        StaysOverlap: the stretches do not follow each other.
        Unseen: the council has no such member.
    """
    minutes = _minutes_to_correct(actor, minutes_id)
    member = Member.objects.filter(pk=member_id, council=minutes.meeting.council_id).first()
    if member is None:
        raise Unseen
    require_stays(stays)
    return _corrected(
        actor, minutes, FactKind.PRESENCE, written_stays(stays), reason=reason, member=member
    )


@transaction.atomic
def correct_bound(
    *, actor: User, minutes_id: int, kind: FactKind, at: datetime, reason: str
) -> FactCorrection:
    """State anew when the meeting was opened or ended.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        MinutesLocked: the minutes were adopted.
        ReasonMissing: the record must say why.
        StaysOverlap: the meeting would end before it begins.
    """
    minutes = _minutes_to_correct(actor, minutes_id)
    frame = facts_of(minutes).frame
    opened, closed = frame.opened_at, frame.closed_at
    begins, ends = (at, closed) if kind is FactKind.OPENED else (opened, at)
    if begins is not None and ends is not None and ends < begins:
        raise StaysOverlap
    return _corrected(actor, minutes, kind, written_moment(at), reason=reason)


def _minutes_to_correct(actor: User, minutes_id: int) -> Minutes:
    minutes = locked_minutes(minutes_id)
    authorise(actor, "minutes.correct_facts", minutes)
    require_editable(minutes.status, "correct_facts")
    return minutes


def _corrected(
    actor: User,
    minutes: Minutes,
    kind: FactKind,
    words: object,
    *,
    reason: str,
    member: Member | None = None,
) -> FactCorrection:
    made = FactCorrection.objects.create(
        minutes=minutes, kind=kind, member=member, stated=words, reason=stated(reason), by=actor
    )
    event = FactCorrected(minutes.pk, made.pk)
    meeting_id = minutes.meeting_id
    emit(journal(actor=actor, meeting_id=meeting_id, event=event, audience=Audience.MEMBER))
    return made
