"""A meeting that is on, in the database of an installation: who is in the hall, and a vote.

Run as ``python -m tests.support.hall SEATS``; prints facts as JSON.
"""

import json
import sys

import django

django.setup()


from council.accounts.services import issue_card  # noqa: E402
from council.members.models import OfficeKind  # noqa: E402
from tests.factories.institution import give_office, make_member  # noqa: E402
from tests.factories.voting import make_open, make_room  # noqa: E402
from tests.realtime.scene import sign_in  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402

LANGUAGES = ("en", "ar", "tr", "de")


def prepare(seats: int) -> dict[str, object]:
    """Open a meeting with so many members in the hall, put a question, sign everybody in."""
    migrate()
    room = make_room(seats)
    clerk = make_member(room.meeting.council)
    give_office(clerk, room.meeting.body, OfficeKind.CLERK)
    poll = make_open(room)
    users = [member.user for member in room.members]
    for number, user in enumerate(users):
        user.language = LANGUAGES[number % len(LANGUAGES)]
        user.save(update_fields=["language"])
    stranger = make_member(room.meeting.council)
    card, code = issue_card(actor=clerk.user, user_id=stranger.user_id)
    return {
        "meeting": room.meeting.pk,
        "item": room.item.pk,
        "poll": poll.pk,
        "users": [user.pk for user in users],
        "languages": [user.language for user in users],
        "sessions": [sign_in(user) for user in users],
        "card": {"username": card.user.username, "code": code},
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(prepare(int(sys.argv[1]))) + "\n")
