"""Announcing an outcome, or annulling a poll. What follows from it is for the register to do."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from deliberation.rules.ballots import CastingVoteNeeded, ReasonNeeded
from deliberation.rules.lifecycle import advance
from deliberation.rules.majority import Choice, Tie
from deliberation.rules.polls import POLL_PROCEDURE, PollAct
from deliberation.voting.events import PollAnnulled, PollDeclared
from deliberation.voting.facts import facts_of, outcome_document
from deliberation.voting.models import Outcome, Poll
from deliberation.voting.services.preparing import locked_poll, tell


@transaction.atomic
def declare_poll(*, actor: User, poll_id: int, casting_vote: Choice | None = None) -> Poll:
    """Announce the outcome; from now on everybody may see it.

    Args:
        actor: Who presides.
        poll_id: A closed poll.
        casting_vote: The chair's second vote, where the by-laws know one and the votes are tied;
            ignored otherwise.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the poll is not closed.
        CastingVoteNeeded: the votes are tied and the chair has to give a casting vote.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.declare_poll", poll)
    poll.status = advance(POLL_PROCEDURE, poll.status, PollAct.DECLARE)
    outcome = Outcome.objects.get(poll=poll)
    _settle(outcome, casting_vote)
    outcome.declared_by = actor
    outcome.save(update_fields=["facts", "result", "declared_by"])
    poll.declared_at = timezone.now()
    poll.save(update_fields=["status", "declared_at"])
    tell(actor, poll, PollDeclared(poll.pk, poll.item_id, outcome.result))
    return poll


@transaction.atomic
def annul_poll(*, actor: User, poll_id: int, reason: str) -> Poll:
    """Let the poll count for nothing, for a public reason; it is never reset.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: it is a draft still, or annulled already.
        ReasonNeeded: the record must say why.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.annul_poll", poll)
    poll.status = advance(POLL_PROCEDURE, poll.status, PollAct.ANNUL)
    if not reason.strip():
        raise ReasonNeeded
    poll.annul_reason = reason.strip()
    poll.save(update_fields=["status", "annul_reason"])
    tell(actor, poll, PollAnnulled(poll.pk, poll.item_id, poll.annul_reason))
    return poll


def _settle(outcome: Outcome, casting_vote: Choice | None) -> None:
    facts = facts_of(outcome.facts)
    if facts.tie is not Tie.CASTING_VOTE_AWAITED:
        return
    if casting_vote is None:
        raise CastingVoteNeeded
    outcome.facts = outcome_document(replace(facts.inputs, casting_vote=casting_vote))
    outcome.result = outcome.facts["result"]
