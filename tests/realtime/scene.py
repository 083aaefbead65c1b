"""What tests of the live meeting set up."""

from council.members.selectors import bylaws_of
from deliberation.meetings.models import Meeting
from deliberation.rules.meetings import MeetingStatus
from django.utils import timezone


def make_meeting(body, **facts):
    defaults = {
        "council": body.council,
        "body": body,
        "number": Meeting.objects.filter(body=body).count() + 1,
        "bylaws": bylaws_of(body),
        "status": MeetingStatus.OPEN,
        "starts_at": timezone.now(),
        "place": {"en": "Hall"},
    }
    return Meeting.objects.create(**defaults | facts)
