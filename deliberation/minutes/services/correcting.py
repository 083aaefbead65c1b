"""Corrections: handed in by those who were present, seen by all, each with its answer."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.members.models import Member
from council.members.selectors import is_clerk, member_of
from council.rules.errors import RuleViolation
from council.texts.models import Text, TextKind
from council.texts.services import create_text
from deliberation.meetings.order import require_no_vote
from deliberation.minutes.events import CorrectionAnswered, CorrectionProposed
from deliberation.minutes.models import Correction, Minutes, Place
from deliberation.minutes.selectors.documents import facts_of
from deliberation.minutes.services.drafting import Wording, reword
from deliberation.minutes.services.locks import locked_minutes, require_place
from deliberation.rules.lifecycle import advance
from deliberation.rules.minutes import (
    CORRECTION_PROCEDURE,
    CorrectionAct,
    require_circulated,
    require_open_period,
    require_presence,
)


class DeclineUnexplained(RuleViolation):
    """Whoever asked for a correction is told why it is declined."""

    code = "decline_unexplained"


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants changed: where, into which words, and why; in any language."""

    place: Place
    language: str
    words: str
    reason: str = ""
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the clerk answers; ``wording`` is what stands in the minutes from now on."""

    is_accepted: bool
    language: str
    body: str = ""
    wording: Wording | None = field(default=None)


@transaction.atomic
def propose_correction(
    *, actor: User, minutes_id: int, request: Request, member_id: int | None = None
) -> Correction:
    """Ask for a correction of circulated minutes.

    The clerk may write one down for somebody who comes to the counter.

    Args:
        actor: Who writes.
        minutes_id: Circulated minutes.
        request: What is to be changed.
        member_id: On whose behalf; None: the actor's own.

    Raises:
        PermissionDenied: the actor does not belong to the council.
        OutOfOrder: the minutes are a draft, or adopted.
        NotPresentThen: the person was not at the meeting.
        ObjectionsOver: the period has ended.
        VoteInProgress: the meeting is voting on the minutes.
        EmptyText: there is no word in it.
    """
    minutes = locked_minutes(minutes_id)
    authorise(actor, "minutes.propose_correction", minutes)
    require_circulated(minutes.status, "propose_correction")
    member = _author(actor, minutes, member_id)
    attended = {one.member_id for one in facts_of(minutes).people.present}
    require_presence(member.pk, attended, name=member.public_name)
    require_open_period(minutes.objections_until, timezone.now())
    if minutes.item is not None:
        require_no_vote(minutes.item.meeting)
    require_place(minutes, request.place, request.item_id)
    made = _handed_in(actor, minutes, member, request)
    event = CorrectionProposed(minutes.pk, made.pk, made.number)
    _tell(actor, minutes, event)
    return made


@transaction.atomic
def answer_correction(*, actor: User, correction_id: int, answer: Answer) -> Correction:
    """Accept a correction, and put its words into the minutes; or decline it with a reason.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        OutOfOrder: it was answered or withdrawn, or the minutes were adopted.
        DeclineUnexplained: a correction is declined with a reason only.
        WordsChangedMeanwhile: the place was written anew since the page was opened.
    """
    correction = _locked(correction_id)
    minutes = correction.minutes
    authorise(actor, "minutes.answer_correction", correction)
    require_circulated(minutes.status, "answer_correction")
    act = CorrectionAct.ACCEPT if answer.is_accepted else CorrectionAct.DECLINE
    correction.status = advance(CORRECTION_PROCEDURE, correction.status, act)
    if not (answer.is_accepted or answer.body.strip()):
        raise DeclineUnexplained
    if answer.is_accepted and answer.wording is not None:
        reword(actor, minutes, answer.wording)
    if answer.body.strip():
        correction.answer = _note(actor, answer.language, answer.body)
    return _answered(actor, correction)


@transaction.atomic
def withdraw_correction(*, actor: User, correction_id: int) -> Correction:
    """Take one's own correction back; that there was one stays in sight.

    Raises:
        PermissionDenied: it is somebody else's.
        OutOfOrder: it was answered or withdrawn, or the minutes were adopted.
    """
    correction = _locked(correction_id)
    authorise(actor, "minutes.withdraw_correction", correction)
    require_circulated(correction.minutes.status, "withdraw_correction")
    correction.status = advance(CORRECTION_PROCEDURE, correction.status, CorrectionAct.WITHDRAW)
    return _answered(actor, correction)


def _author(actor: User, minutes: Minutes, member_id: int | None) -> Member:
    council_id = minutes.meeting.council_id
    own = member_of(actor, council_id)
    if member_id is None or (own is not None and own.pk == member_id):
        found = own
    elif is_clerk(actor, council_id):
        found = Member.objects.filter(pk=member_id, council_id=council_id).first()
    else:
        found = None
    if found is None:
        raise Unseen
    return found


def _handed_in(actor: User, minutes: Minutes, member: Member, request: Request) -> Correction:
    reason = request.reason.strip()
    return Correction.objects.create(
        minutes=minutes,
        number=Correction.objects.filter(minutes=minutes).count() + 1,
        place=request.place,
        item_id=request.item_id,
        member=member,
        words=_note(actor, request.language, request.words, member.public_name),
        reason=_note(actor, request.language, reason, member.public_name) if reason else None,
        entered_by=actor,
    )


def _note(actor: User, language: str, body: str, author_name: str = "") -> Text:
    return create_text(
        actor=actor, kind=TextKind.NOTE, language=language, body=body, author_name=author_name
    )


def _locked(correction_id: int) -> Correction:
    found = one_or_none(
        Correction.objects.filter(pk=correction_id).values_list("minutes_id", flat=True)
    )
    if found is None:
        raise Unseen
    minutes = locked_minutes(found)
    correction = Correction.objects.select_related("member").get(pk=correction_id)
    correction.minutes = minutes
    return correction


def _answered(actor: User, correction: Correction) -> Correction:
    correction.answered_at = timezone.now()
    correction.save(update_fields=["status", "answer", "answered_at"])
    minutes = correction.minutes
    event = CorrectionAnswered(minutes.pk, correction.pk, correction.number, str(correction.status))
    _tell(actor, minutes, event)
    return correction


def _tell(actor: User, minutes: Minutes, event: CorrectionProposed | CorrectionAnswered) -> None:
    meeting_id = minutes.meeting_id
    emit(journal(actor=actor, meeting_id=meeting_id, event=event, audience=Audience.MEMBER))
