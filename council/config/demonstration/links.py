"""The ways into the demo: a link for each persona, straight to where their work is."""

from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from council.accounts.models import User
from council.accounts.services import make_sign_in_link
from council.config.demonstration.stage import Plan, read
from deliberation.meetings.models import Meeting
from deliberation.rules.meetings import MeetingStatus


@dataclass(frozen=True, slots=True)
class Entrance:
    """A persona and the address that lets a visitor be them."""

    persona: str
    role: str
    languages: list[str]
    url: str

    def plain(self) -> dict[str, Any]:
        """The entrance ready for JSON."""
        return asdict(self)


def entrances() -> list[Entrance]:
    """Return a way in for every persona of the demo, in the order of the file."""
    return [_entrance(told) for told in read("personas.json")]


def _entrance(told: Plan) -> Entrance:
    return Entrance(
        persona=told["key"],
        role=told["role"]["en"],
        languages=told["languages"],
        url=_address(told),
    )


def _address(told: Plan) -> str:
    landing = _landing(told["landing"])
    if told["member"] is None:
        return f"{settings.PUBLIC_URL}{landing}"
    user = User.objects.get(username=told["member"])
    if user.language != told["language"]:
        user.language = told["language"]
        user.save(update_fields=["language"])
    link = make_sign_in_link(actor=None, user_id=user.pk)
    return f"{link}?{urlencode({'next': landing})}"


def _landing(hint: str) -> str:
    meeting = Meeting.objects.filter(status=MeetingStatus.OPEN).first()
    meeting = meeting or Meeting.objects.order_by("-starts_at").first()
    if meeting is None:
        return "/"
    places = {
        "room": reverse("realtime:room", args=[meeting.pk]),
        "interpretation_desk": reverse("realtime:desk", args=[meeting.pk, "ar-tr"]),
        "back_office": f"/office/{meeting.council.slug}/",
    }
    return places.get(hint, "/")
