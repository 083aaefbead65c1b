"""Looking at a decision before everybody reads it: names, embargo, dissent, a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.rules.errors import OutOfOrder, RuleViolation
from council.texts.models import TextKind
from council.texts.services import create_text
from deliberation.register.models import (
    Appearance,
    Decision,
    Disclosure,
    Dissent,
    PublicationAct,
)
from deliberation.register.selectors.held import locked_decision
from deliberation.register.services.publishing import note_step
from deliberation.rules.decisions import require_valid
from deliberation.rules.publication import NameForm
from deliberation.voting.selectors.outcomes import choice_of, roll_of


class NoDissenter(RuleViolation):
    """Only who did not vote for a decision, in an open vote by name, dissents from it."""

    code = "no_dissenter"


class DissentAttached(RuleViolation):
    """A member dissents from a decision once."""

    code = "dissent_attached"


@dataclass(frozen=True, slots=True)
class Shown:
    """How one person is to stand with the decision."""

    member_id: int
    form: NameForm
    function: str = ""


@transaction.atomic
def review_decision(
    *,
    actor: User,
    decision_id: int,
    people: Sequence[Shown] = (),
    embargo_until: datetime | None = None,
) -> Decision:
    """Record that the actor looked at what the decision may give away, and what was settled.

    Whoever does not appear under the public name disappears from the register's files too: the
    value is withheld, every proof stays.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        AnnulledDecision: it counts for nothing any more.
        OutOfOrder: it is public already.
    """
    decision = _to_review(actor, decision_id)
    for one in people:
        _appear(decision, one)
    decision.reviewed_at, decision.reviewed_by = timezone.now(), actor
    decision.embargo_until = embargo_until
    decision.save(update_fields=["reviewed_at", "reviewed_by", "embargo_until"])
    note_step(actor=actor, decision=decision, act=PublicationAct.REVIEWED)
    return decision


@transaction.atomic
def attach_dissent(
    *, actor: User, decision_id: int, member_id: int, language: str, body: str
) -> Dissent:
    """Attach the dissenting opinion of a member who did not vote for the decision.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
        AnnulledDecision, OutOfOrder: as for the review.
        NoDissenter: the member voted for it, or the vote was not by name.
        DissentAttached: the member's opinion is there already.
        EmptyText: there is no word in it.
    """
    decision = _to_review(actor, decision_id)
    voted = roll_of(decision.poll)
    if member_id not in {one.member_id for one in voted if choice_of(one) not in {"", "yes"}}:
        raise NoDissenter
    if Dissent.objects.filter(decision=decision, member=member_id).exists():
        raise DissentAttached
    text = create_text(actor=actor, kind=TextKind.NOTE, language=language, body=body)
    return Dissent.objects.create(decision=decision, member_id=member_id, text=text)


def _to_review(actor: User, decision_id: int) -> Decision:
    decision = locked_decision(decision_id)
    authorise(actor, "register.review_decision", decision)
    require_valid(is_annulled=decision.annulled_at is not None)
    if decision.published_at is not None:
        raise OutOfOrder(status=str(decision.status), act="review")
    return decision


def _appear(decision: Decision, shown: Shown) -> None:
    if not Member.objects.filter(council=decision.council_id, pk=shown.member_id).exists():
        raise Unseen
    Appearance.objects.update_or_create(
        decision=decision,
        member_id=shown.member_id,
        defaults={"form": shown.form, "function": shown.function},
    )
    is_named = shown.form is NameForm.PUBLIC_NAME
    rows = Disclosure.objects.filter(entry__decision=decision, subject=shown.member_id)
    rows.update(withheld_at=None if is_named else timezone.now())
