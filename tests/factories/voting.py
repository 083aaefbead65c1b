"""Polls at every stage, made by the services that make them in a meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from council.accounts.models import User
from council.members.models import Bloc, Body, Member, OfficeKind
from council.rules.bylaws import QuestionKind
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.register.services.recording import record_outcome
from deliberation.voting.models import Choice, Method, Poll
from deliberation.voting.services.casting import cast_ballot
from deliberation.voting.services.preparing import Question, draft_poll, freeze_poll
from deliberation.voting.services.putting import close_poll, open_poll
from tests.factories.institution import give_office, make_bloc, make_body, seat_members
from tests.factories.meetings import make_called_item, open_meeting_with

WORDS = {"tr": "Kabul ediyor musunuz?", "ar": "هل توافقون؟", "en": "Do you agree?"}


@dataclass
class Room:
    """An open meeting in which everybody with a seat is present, and its chair."""

    meeting: Meeting
    item: AgendaItem
    chair: User
    members: list[Member]

    def user(self, index: int) -> User:
        """Return the account of a member by place."""
        user = self.members[index].user
        assert user is not None
        return user


def make_room(seats: int = 5, *, body: Body | None = None, present: int | None = None) -> Room:
    """Seat that many members, the first of them in the chair, and open a meeting with them."""
    body = body or make_body()
    bloc = Bloc.objects.filter(council=body.council).first() or make_bloc(body.council)
    members = seat_members(body, seats, bloc)
    give_office(members[0], body, OfficeKind.CHAIR)
    meeting = open_meeting_with(body, members[:present])
    assert members[0].user is not None
    return Room(meeting, make_called_item(meeting), members[0].user, members)


def make_draft(room: Room, **facts: Any) -> Poll:
    """Prepare a question in the required languages."""
    defaults: dict[str, Any] = {
        "words": WORDS,
        "language": "tr",
        "kind": QuestionKind.PROPOSAL,
        "is_standard": True,
    }
    question = Question(**defaults | facts)
    return draft_poll(actor=room.chair, item_id=room.item.pk, question=question)


def make_frozen(room: Room, **facts: Any) -> Poll:
    """Fix question and roll; a missing language is gone on without, as nobody came to check."""
    draft = make_draft(room, **facts)
    return freeze_poll(actor=room.chair, poll_id=draft.pk, override_reason="Nobody could check")


def make_open(room: Room, *, seconds: int | None = None, **facts: Any) -> Poll:
    """Put a question."""
    poll = make_frozen(room, **facts)
    return open_poll(actor=room.chair, poll_id=poll.pk, seconds=seconds)


def hand_in(room: Room, poll: Poll, choices: Mapping[int, Choice]) -> None:
    """Let the members by place hand in their first ballots."""
    for place, choice in choices.items():
        cast_ballot(actor=room.user(place), poll_id=poll.pk, choice=choice, seq=1)


def make_closed(room: Room, choices: Mapping[int, Choice], **facts: Any) -> Poll:
    """Put a question, take the ballots and close."""
    poll = make_open(room, **facts)
    hand_in(room, poll, choices)
    return close_poll(actor=room.chair, poll_id=poll.pk)


def make_declared(room: Room, choices: Mapping[int, Choice], **facts: Any) -> Poll:
    """Put a question, take the ballots, close and declare."""
    poll = make_closed(room, choices, **facts)
    return record_outcome(actor=room.chair, poll_id=poll.pk)


YES, NO, ABSTAIN = Choice.YES, Choice.NO, Choice.ABSTAIN
HANDS, CONSENT = Method.SHOW_OF_HANDS, Method.UNANIMOUS_CONSENT
