"""Decisions, and registers with entries in them."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.members.models import Council, OfficeKind
from council.texts.services import translate_text
from deliberation.meetings.models import AgendaItem, ItemKind
from deliberation.proposals.selectors.texts import operative_texts
from deliberation.register.models import Checkpoint, Decision, EntryKind, RegisterEntry
from deliberation.register.services.appending import Concealed, append, locked_head
from deliberation.register.services.publishing import publish_decision
from deliberation.register.services.recording import record_outcome
from deliberation.register.services.signing import sign_checkpoint
from deliberation.rules.meetings import ItemStatus
from deliberation.rules.proposals import ProposalStatus
from deliberation.voting.models import Choice, Poll
from tests.factories.institution import give_office, make_member
from tests.factories.meetings import make_called_item
from tests.factories.proposals import make_proposal
from tests.factories.voting import YES, Room, make_closed

CARRIED = {0: YES, 1: YES, 2: YES}


def make_clerk(room: Room) -> User:
    """Make a clerk of the council."""
    member = make_member(room.meeting.council)
    give_office(member, room.meeting.body, OfficeKind.CLERK)
    assert member.user is not None
    return member.user


def carried_poll(
    room: Room,
    *,
    is_public: bool = True,
    arabic: str | None = None,
    choices: dict[int, Choice] = CARRIED,
    **facts: Any,
) -> Poll:
    """Let the meeting vote on a new proposal, up to the moment before the declaration."""
    AgendaItem.objects.filter(meeting=room.meeting, status=ItemStatus.CALLED).update(
        status=ItemStatus.DISPOSED, disposed_at=timezone.now()
    )
    proposal = make_proposal(
        room.meeting.body, room.members[1], language="tr", status=ProposalStatus.ON_AGENDA, **facts
    )
    for text in operative_texts(proposal) if arabic else ():
        translate_text(actor=room.chair, text_id=text.pk, language="ar", body=arabic or "")
    room.item = make_called_item(
        room.meeting, kind=ItemKind.PROPOSAL, proposal=proposal, is_public=is_public
    )
    return make_closed(room, choices, proposal=proposal)


def make_decision(room: Room, **facts: Any) -> Decision:
    """Let the meeting adopt a proposal; the decision is not public yet."""
    poll = carried_poll(room, **facts)
    record_outcome(actor=room.chair, poll_id=poll.pk)
    return Decision.objects.get(poll=poll)


def publish(clerk: User, decision: Decision) -> Decision:
    """Make a decision public."""
    return publish_decision(actor=clerk, decision_id=decision.pk)


@transaction.atomic
def make_entries(council: Council, many: int, **words: str) -> list[RegisterEntry]:
    """Write entries that tell of no decision; ``words`` are concealed in each."""
    head = locked_head(council)
    concealed = [Concealed(name, value) for name, value in words.items()]
    return [
        append(head, EntryKind.DECISION, {"number": f"X-{head.size}"}, concealed)
        for _ in range(many)
    ]


def make_checkpoint(council: Council) -> Checkpoint:
    """Sign what the register holds."""
    return sign_checkpoint(actor=None, council_id=council.pk)
