"""Meetings that were held, and their minutes at every stage."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from council.accounts.models import User
from council.ledger.services import journal
from council.members.models import Member
from deliberation.meetings.events import MeetingOpened
from deliberation.meetings.models import AgendaItem, Attendance, ItemKind, ItemResult, Meeting
from deliberation.meetings.services.agenda_live import dispose_item
from deliberation.meetings.services.opening import adjourn_meeting
from deliberation.minutes.models import Correction, Minutes, Passage, Place
from deliberation.minutes.services.adopting import adopt_approved
from deliberation.minutes.services.circulating import circulate_minutes
from deliberation.minutes.services.correcting import Request, propose_correction
from deliberation.minutes.services.drafting import Wording, draft_minutes, write_passage
from deliberation.register.annexes import files_of
from deliberation.register.services.minuting import record_minutes
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from tests.factories.meetings import make_meeting
from tests.factories.register import make_clerk, make_decision
from tests.factories.voting import Room, make_room

BEGAN = timedelta(hours=2)  # ago


@dataclass
class Held:
    """A meeting that has ended: five seats, the first presided, the last stayed away."""

    room: Room
    meeting: Meeting
    item: AgendaItem  # a report that was noted
    chair: User
    clerk: User
    absentee: Member

    def member(self, place: int) -> Member:
        """Return a member by place."""
        return self.room.members[place]

    def user(self, place: int) -> User:
        """Return the account of a member by place."""
        return self.room.user(place)


def hold_meeting(*, decisions: int = 0, items: int = 0, **facts: Any) -> Held:
    """Hold a meeting with a report, as many decisions as wanted and further items, and end it."""
    room = make_room(5, present=4)
    clerk, meeting = make_clerk(room), room.meeting
    began = timezone.now() - BEGAN
    Attendance.objects.filter(meeting=meeting).update(arrived_at=began)
    Meeting.objects.filter(pk=meeting.pk).update(opened_at=began, starts_at=began, **facts)
    meeting.sittings.update(opened_at=began)
    event = MeetingOpened(meeting.pk, present=4, needed=3, entitled=5)
    journal(actor=room.chair, meeting_id=meeting.pk, event=event)
    report = room.item
    dispose_item(actor=room.chair, item_id=report.pk, result=ItemResult.NOTED)
    for place in range(decisions):
        make_decision(room, title=f"Evening classes {place}")
    for _ in range(items):
        AgendaItem.objects.create(
            meeting=meeting,
            position=100,
            number=f"9{AgendaItem.objects.count()}",
            kind=ItemKind.OPENING,
            title=report.title,
            status="disposed",
            result=ItemResult.NOTED,
        )
    adjourn_meeting(actor=room.chair, meeting_id=meeting.pk)
    meeting.refresh_from_db()
    return Held(room, meeting, report, room.chair, clerk, room.members[4])


def make_minutes(held: Held) -> Minutes:
    """Begin the draft."""
    return draft_minutes(actor=held.clerk, meeting_id=held.meeting.pk)


def write(held: Held, minutes: Minutes, body: str = "The chair reported.", **facts: Any) -> Passage:
    """Write what was done on the report."""
    defaults: dict[str, Any] = {"place": Place.ITEM, "item_id": held.item.pk, "language": "tr"}
    wording = Wording(body=body, **defaults | facts)
    return write_passage(actor=held.clerk, minutes_id=minutes.pk, wording=wording)


def make_complete(held: Held) -> Minutes:
    """Write a draft in which nothing is missing."""
    minutes = make_minutes(held)
    write(held, minutes)
    return minutes


def make_circulated(held: Held) -> Minutes:
    """Send a complete draft to those who were present."""
    minutes = make_complete(held)
    return circulate_minutes(actor=held.clerk, minutes_id=minutes.pk)


def make_adopted(held: Held) -> Minutes:
    """Let the next meeting approve the minutes."""
    make_next_meeting(held)
    minutes = make_circulated(held)
    approved = AgendaItem.objects.filter(pk=minutes.item_id)
    approved.update(status=ItemStatus.DISPOSED, result=ItemResult.APPROVED)
    return adopt_approved(actor=held.clerk, minutes_id=minutes.pk)


def make_published(held: Held) -> Minutes:
    """Enter adopted minutes and their files into the register, for everybody to read."""
    minutes = make_adopted(held)
    record_minutes(actor=held.clerk, minutes_id=minutes.pk, files=files_of(minutes.pk))
    minutes.refresh_from_db()
    return minutes


def ask_for_correction(
    held: Held, minutes: Minutes, *, by: int = 1, words: str = "Ten rooms.", **facts: Any
) -> Correction:
    """Let somebody who was present ask for a correction of what was reported."""
    defaults: dict[str, Any] = {"place": Place.ITEM, "item_id": held.item.pk, "language": "en"}
    request = Request(words=words, **defaults | facts)
    return propose_correction(actor=held.user(by), minutes_id=minutes.pk, request=request)


def make_next_meeting(held: Held, **facts: Any) -> Meeting:
    """Prepare the next meeting of the body."""
    starts_at = timezone.now() + timedelta(days=20)
    defaults: dict[str, Any] = {"status": MeetingStatus.DRAFT, "starts_at": starts_at}
    return make_meeting(held.meeting.body, **defaults | facts)
