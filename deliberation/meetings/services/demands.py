"""Extraordinary meetings on demand: a share of the members signs, then the body must be called."""

from collections.abc import Mapping
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Body, Member
from council.members.selectors import member_of
from council.rules.errors import RuleViolation
from council.texts.models import TextKind
from council.texts.selectors import bodies
from deliberation.meetings.models import Demand, DemandSignature, Meeting, MeetingKind
from deliberation.meetings.selectors.convocation import rules_for
from deliberation.meetings.selectors.demands import signature_count, titular_ids
from deliberation.meetings.services.agenda import ItemPlan, put_item
from deliberation.meetings.services.planning import MeetingPlan, make_draft
from deliberation.meetings.services.wording import write_text
from deliberation.rules.convocation import TooFewDemand, demand_needed


class TitularMembersOnly(RuleViolation):
    """An alternate acts in meetings alone and signs no demand."""

    code = "titular_members_only"


class DemandAnswered(RuleViolation):
    """A meeting has been prepared on the demand already."""

    code = "demand_answered"


@transaction.atomic
def start_demand(*, actor: User, body_id: int, language: str, subject: Mapping[str, str]) -> Demand:
    """Demand an extraordinary meeting on a subject; whoever starts it signs it, too.

    How many signatures it takes is fixed now: the share of the by-laws, of the members who hold
    a seat today.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        TitularMembersOnly: the actor is an alternate.
        EmptyText: the subject has no words in the original language.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    member = _titular(actor, body)
    membership = len(titular_ids(body))
    needed = demand_needed(rules_for(body).convocation.extraordinary, membership=membership)
    text = write_text(actor, TextKind.TITLE, subject, language, member.public_name)
    demand = Demand.objects.create(body=body, subject=text, started_by=member, needed=needed)
    return _sign(demand, member)


@transaction.atomic
def sign_demand(*, actor: User, demand_id: int) -> Demand:
    """Sign the demand; signing it again changes nothing.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        TitularMembersOnly: the actor is an alternate.
        DemandAnswered: a meeting has been prepared on it already.
    """
    demand = _held(demand_id)
    return _sign(demand, _titular(actor, demand.body))


@transaction.atomic
def answer_demand(*, actor: User, demand_id: int, plan: MeetingPlan) -> Meeting:
    """Draft the extraordinary meeting that is demanded, its subject on the agenda.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        TooFewDemand: too few members have signed.
        DemandAnswered: a meeting has been prepared on it already.
    """
    demand = _held(demand_id)
    authorise(actor, "meetings.draft_meeting", demand.body)
    if demand.met_at is None:
        signed = signature_count(demand)
        missing = demand.needed - signed
        raise TooFewDemand(demanding=signed, needed=demand.needed, missing=missing)
    body = Body.objects.select_related("council").select_for_update(of=("self",))
    meeting = make_draft(body.get(pk=demand.body_id), _extraordinary(plan))
    subject = ItemPlan(language=demand.subject.language, title=bodies(demand.subject))
    put_item(actor, meeting, subject, proposed_by=demand.started_by)
    demand.meeting = meeting
    demand.save(update_fields=["meeting"])
    return meeting


def _extraordinary(plan: MeetingPlan) -> MeetingPlan:
    return replace(plan, kind=MeetingKind.EXTRAORDINARY)


def _held(demand_id: int) -> Demand:
    rows = Demand.objects.select_related("body__council", "subject", "started_by")
    demand = rows.select_for_update(of=("self",)).get(pk=demand_id)
    if demand.meeting_id is not None:
        raise DemandAnswered
    return demand


def _titular(actor: User, body: Body) -> Member:
    authorise(actor, "meetings.demand_session", body)
    member = member_of(actor, body.council_id)
    if member is None:
        raise PermissionDenied("meetings.demand_session")
    if member.pk not in titular_ids(body):
        raise TitularMembersOnly
    return member


def _sign(demand: Demand, member: Member) -> Demand:
    DemandSignature.objects.get_or_create(demand=demand, member=member)
    if demand.met_at is None and signature_count(demand) >= demand.needed:
        demand.met_at = timezone.now()
        demand.save(update_fields=["met_at"])
    return demand
