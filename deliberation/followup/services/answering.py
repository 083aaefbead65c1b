"""Answers of addressees, with reasons, and what they promise to do."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.visibility import Unseen
from council.members.selectors import today_in
from council.rules.errors import RuleViolation
from council.texts.fingerprints import clean, fingerprint
from council.texts.models import TextKind
from council.texts.services import create_text
from deliberation.followup.models import Action, Answer, Referral
from deliberation.followup.selectors.held import locked_referral
from deliberation.followup.services.attaching import Attachment, attach, digests_of
from deliberation.followup.services.moving import keep, require_sender
from deliberation.followup.services.telling import tell_proposers
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.followup import (
    ReferralStatus,
    Verdict,
    answered,
    require_day,
    require_pending,
    withdrawn,
)


class NotAnsweredYet(RuleViolation):
    """What will be done is promised with the answer or after it."""

    code = "not_answered_yet"


class ActionDoneAlready(RuleViolation):
    """An action is done once."""

    code = "action_done_already"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it was written; ``answered_on`` is empty for today."""

    verdict: Verdict
    language: str
    body: str
    reference: str = ""
    signed_by: str = ""
    answered_on: date | None = None
    files: tuple[Attachment, ...] = ()


@transaction.atomic
def answer_referral(
    *, actor: User | None, referral_id: int, reply: Reply, link: str = ""
) -> Answer:
    """Take the addressee's answer, which everybody may read from now on.

    The same answer sent again, by a phone that heard nothing, is the first one.

    Args:
        actor: Whose account was named for the addressee, or the clerk who types a letter in.
        referral_id: What is answered.
        reply: The verdict with its reasons.
        link: By which somebody without an account answers; then ``actor`` is None.

    Raises:
        PermissionDenied: the account was not named for the addressee.
        LinkRevoked: the link is good no more.
        Unseen: there is no such referral, or the link is another addressee's.
        ReferralClosed: the council waits for no answer any more.
        AnsweredAlready: there is another answer.
        EmptyText: it has no reasons.
        DayBeforeForwarding, DayToCome: it was written between the forwarding and today.
        TooManyFiles, FileTooLarge, FileKindUnknown: a file cannot be attached.
    """
    referral = locked_referral(referral_id)
    require_sender(actor, link, referral)
    if (earlier := _same_answer(referral, reply)) is not None:
        return earlier
    status = answered(referral.status, is_closed=referral.closed_at is not None)
    today = today_in(referral.decision.council)
    answered_on = reply.answered_on or today
    require_day(answered_on, since=referral.forwarded_on, today=today)
    made = Answer.objects.create(
        referral=referral,
        verdict=reply.verdict,
        text=create_text(
            actor=actor,
            kind=TextKind.NOTE,
            language=reply.language,
            body=reply.body,
            author_name=reply.signed_by,
        ),
        reference=reply.reference,
        signed_by=reply.signed_by,
        answered_on=answered_on,
        recorded_by=actor,
    )
    attach(made, reply.files)
    keep(actor, referral, status=status)
    tell_proposers(made)
    return made


@transaction.atomic
def withdraw_answer(*, actor: User | None, referral_id: int, reason: str, link: str = "") -> Answer:
    """Take the answer back, for a reason everybody may read; another one is awaited then.

    What was answered stays in sight as withdrawn. What was promised stands.

    Raises:
        PermissionDenied, LinkRevoked, Unseen: as for an answer.
        ReferralClosed: the council has closed the matter.
        NothingToWithdraw: nothing was answered, or the answer was withdrawn before.
        ReasonNeeded: no reason is given.
    """
    referral = locked_referral(referral_id)
    require_sender(actor, link, referral)
    status = withdrawn(referral.status, is_closed=referral.closed_at is not None)
    reason = clean(reason)
    if not reason:
        raise ReasonNeeded
    answer = Answer.objects.get(referral=referral, withdrawn_at=None)
    answer.withdrawn_at, answer.withdraw_reason = timezone.now(), reason
    answer.save(update_fields=["withdrawn_at", "withdraw_reason"])
    keep(actor, referral, status=status)
    tell_proposers(answer)
    return answer


@dataclass(frozen=True, slots=True)
class Promise:
    """What an addressee says it will do, and until when."""

    language: str
    body: str
    due_on: date


@transaction.atomic
def promise_action(
    *, actor: User | None, referral_id: int, promise: Promise, link: str = ""
) -> Action:
    """Record what the addressee will do; once its day has passed, it is overdue.

    Raises:
        PermissionDenied, LinkRevoked, Unseen, ReferralClosed: as for an answer.
        NotAnsweredYet: the answer comes first.
        EmptyText: there is no word in it.
        DayBeforeForwarding: its day lies before the decision was forwarded.
    """
    referral = locked_referral(referral_id)
    require_sender(actor, link, referral)
    require_pending(is_closed=referral.closed_at is not None)
    if referral.status is not ReferralStatus.ANSWERED:
        raise NotAnsweredYet
    require_day(promise.due_on, since=referral.forwarded_on, today=promise.due_on)
    text = create_text(
        actor=actor, kind=TextKind.NOTE, language=promise.language, body=promise.body
    )
    made = Action.objects.create(referral=referral, text=text, due_on=promise.due_on)
    keep(actor, referral)
    return made


@transaction.atomic
def finish_action(
    *, actor: User | None, action_id: int, done_on: date, evidence: str = "", link: str = ""
) -> Action:
    """Record that a promised action was carried out.

    Raises:
        PermissionDenied, LinkRevoked, Unseen, ReferralClosed: as for an answer.
        ActionDoneAlready: that was recorded before.
        DayBeforeForwarding, DayToCome: it was done between the forwarding and today.
    """
    found = Action.objects.filter(pk=action_id).values_list("referral_id", flat=True).first()
    if found is None:
        raise Unseen
    referral = locked_referral(found)
    require_sender(actor, link, referral)
    require_pending(is_closed=referral.closed_at is not None)
    action = Action.objects.get(pk=action_id)
    if action.done_on is not None:
        raise ActionDoneAlready
    today = today_in(referral.decision.council)
    require_day(done_on, since=referral.forwarded_on, today=today)
    action.done_on, action.evidence = done_on, evidence
    action.save(update_fields=["done_on", "evidence"])
    keep(actor, referral)
    return action


def _same_answer(referral: Referral, reply: Reply) -> Answer | None:
    found = Answer.objects.filter(referral=referral, verdict=reply.verdict, withdrawn_at=None)
    same = found.filter(text__fingerprint=fingerprint(reply.body), text__language=reply.language)
    earlier = same.first()
    if earlier is None or digests_of(reply.files) != set(
        earlier.files.values_list("sha512", flat=True)
    ):
        return None
    return earlier
