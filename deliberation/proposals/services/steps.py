"""Walking the table of a proposal's life: the one place where its status changes."""

from dataclasses import dataclass

from django.utils import timezone

from council.accounts.models import User
from deliberation.proposals.models import Amendment, Proposal, Step
from deliberation.rules.lifecycle import advance
from deliberation.rules.proposals import (
    AMENDMENT_PROCEDURE,
    PROPOSAL_PROCEDURE,
    AmendmentAct,
    AmendmentStatus,
    ProposalAct,
    ProposalStatus,
)

PENDING = (AmendmentStatus.SUBMITTED, AmendmentStatus.ADMITTED)
DISPOSED = {
    ProposalStatus.ADOPTED,
    ProposalStatus.REJECTED,
    ProposalStatus.WITHDRAWN,
    ProposalStatus.LAPSED,
}


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What is told about a step beside its day: why, and in which meeting."""

    reason: str = ""
    meeting_id: int | None = None
    meeting_number: int | None = None


PLAIN = Circumstance()


def take_step(
    *, actor: User | None, proposal: Proposal, act: ProposalAct, told: Circumstance = PLAIN
) -> Proposal:
    """Bring the proposal, whose row is held, to the status after ``act`` and note the day.

    Raises:
        OutOfOrder: the act is not in order at this status.
    """
    proposal.status = advance(PROPOSAL_PROCEDURE, proposal.status, act)
    proposal.disposed_at = timezone.now() if proposal.status in DISPOSED else None
    proposal.save()
    Step.objects.create(
        proposal=proposal,
        act=act,
        status=proposal.status,
        reason=told.reason,
        meeting_id=told.meeting_id,
        meeting_number=told.meeting_number,
        actor=actor,
    )
    if proposal.status in DISPOSED:
        Amendment.objects.filter(proposal=proposal, status__in=PENDING).update(
            status=AmendmentStatus.LAPSED
        )
    return proposal


def amend_step(*, actor: User | None, amendment: Amendment, act: AmendmentAct) -> Amendment:
    """Bring the amendment, whose proposal's row is held, to the status after ``act``.

    Raises:
        OutOfOrder: the act is not in order at this status.
    """
    amendment.status = advance(AMENDMENT_PROCEDURE, amendment.status, act)
    amendment.save()
    return amendment
