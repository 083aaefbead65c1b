"""Decisions before addressees, forwarded and answered by the services that do it in a council."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from council.accounts.models import User
from council.members.models import Council
from council.members.selectors import today_in
from deliberation.followup.models import Addressee, Referral
from deliberation.followup.selectors.links import token_of
from deliberation.followup.services.addressees import (
    AddresseeFacts,
    create_addressee,
    issue_link,
)
from deliberation.followup.services.answering import Reply, answer_referral
from deliberation.followup.services.forwarding import Letter, forward_decision
from deliberation.register.models import Decision
from deliberation.rules.followup import AddresseeKind, Verdict
from tests.factories.register import make_decision, publish
from tests.factories.voting import Room

NAMES = {"tr": "Belediye Meclisi", "ar": "المجلس البلدي", "en": "Municipal Council"}


def make_addressee(clerk: User, council: Council, **facts: Any) -> Addressee:
    """Make somebody to whom decisions go: a department, unless told otherwise."""
    defaults: dict[str, Any] = {
        "kind": AddresseeKind.DEPARTMENT,
        "names": NAMES,
        "language": "tr",
    }
    return create_addressee(
        actor=clerk, council_id=council.pk, facts=AddresseeFacts(**defaults | facts)
    )


def make_referral(
    room: Room,
    clerk: User,
    *,
    decision: Decision | None = None,
    addressee: Addressee | None = None,
    days_ago: int = 0,
    **letter: Any,
) -> Referral:
    """Forward a decision, published now; ``days_ago`` the letter went, and it was adopted."""
    council = room.meeting.council
    decision = decision or publish(clerk, make_decision(room))
    if days_ago:
        adopted_at = timezone.now() - timedelta(days=days_ago)
        Decision.objects.filter(pk=decision.pk).update(adopted_at=adopted_at)
    sent = Letter(today_in(council) - timedelta(days=days_ago), **letter)
    to = addressee or make_addressee(clerk, council)
    return forward_decision(actor=clerk, decision_id=decision.pk, addressee_id=to.pk, letter=sent)


def make_token(clerk: User, addressee: Addressee) -> str:
    """Make a link for the addressee; return what stands in its address."""
    return token_of(issue_link(actor=clerk, addressee_id=addressee.pk))


def reply(**facts: Any) -> Reply:
    """Write an answer."""
    defaults: dict[str, Any] = {
        "verdict": Verdict.ACCEPTED,
        "language": "tr",
        "body": "Kabul edildi: kurslar ocakta başlıyor.",
    }
    return Reply(**defaults | facts)


def answer(actor: User | None, referral: Referral, link: str = "", **facts: Any) -> Any:
    """Answer a decision."""
    return answer_referral(actor=actor, referral_id=referral.pk, reply=reply(**facts), link=link)
