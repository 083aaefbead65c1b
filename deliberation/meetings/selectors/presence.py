"""Who is there: each member's mark, and the figures at the top of the room."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from council.kernel.audience import Audience
from deliberation.meetings.models import Attendance, Excuse, Meeting
from deliberation.meetings.selectors.electorate import quorum_of
from deliberation.meetings.selectors.moment import Moment
from deliberation.rules.meetings import MeetingStatus


class Mark(StrEnum):
    """What a roll call finds about a member."""

    HALL = "hall"
    REMOTE = "remote"
    ABSENT = "absent"
    EXCUSED = "excused"


@dataclass(frozen=True, slots=True)
class Standing:
    """A member's mark, and since when and how it is known that they are there."""

    mark: Mark = Mark.ABSENT
    since: datetime | None = None
    is_by_roll_call: bool = False

    @property
    def is_present(self) -> bool:
        """The member is there, in the hall or remotely."""
        return self.mark in {Mark.HALL, Mark.REMOTE}


@dataclass(frozen=True, slots=True)
class RoomStatus:
    """Where the meeting stands and how many are there [persons with a vote]."""

    status: MeetingStatus
    sitting: int
    opened_at: datetime | None
    present: int
    entitled: int
    needed: int

    @property
    def missing(self) -> int:
        """How many more members the quorum needs."""
        return max(0, self.needed - self.present)

    @property
    def is_live(self) -> bool:
        """Business is done now."""
        return self.status is MeetingStatus.OPEN

    @property
    def is_recessed(self) -> bool:
        """A sitting has ended and the next has not begun."""
        return self.status is MeetingStatus.RECESSED

    @property
    def is_over(self) -> bool:
        """The meeting has ended."""
        return self.status in {MeetingStatus.ADJOURNED, MeetingStatus.RECORDED}

    @property
    def is_inquorate(self) -> bool:
        """Too few members came."""
        return self.status is MeetingStatus.INQUORATE


def room_status_part(
    meeting_id: int, audience: Audience, language: str, moment: Moment | None = None
) -> Mapping[str, Any]:
    """Return what ``meetings/live/room-status.html`` shows: status, presence, quorum."""
    return {"room": room_status(moment or Moment(meeting_id))}


def room_status(moment: Moment) -> RoomStatus:
    """Return where the meeting stands and how many are there."""
    meeting = moment.meeting
    finding = quorum_of(meeting, moment.roll, moment.bylaws)
    return RoomStatus(
        status=meeting.status,
        sitting=moment.sitting,
        opened_at=meeting.opened_at,
        present=finding.present,
        entitled=finding.entitled,
        needed=finding.needed,
    )


def marks_in(meeting: Meeting) -> Mapping[int, Standing]:
    """Return what is known of each member who is there or sent word; the others are absent."""
    sent_word = Excuse.objects.filter(meeting=meeting, withdrawn_at=None)
    found = {one: Standing(Mark.EXCUSED) for one in sent_word.values_list("member_id", flat=True)}
    here = Attendance.objects.filter(meeting=meeting, left_at=None)
    found |= {
        stay.member_id: Standing(Mark(stay.mode), stay.arrived_at, stay.is_by_roll_call)
        for stay in here
    }
    return found
