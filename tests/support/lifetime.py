"""What happens in the life of a decision away from its pages: people come, weeks go by.

Run as ``python -m tests.support.lifetime make``, ``… translate MEETING``, ``… assemble MEETING`` or
``… weeks REFERRAL``; prints facts as JSON.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.db.models import F  # noqa: E402 - the apps must be ready
from django.utils import timezone  # noqa: E402

from council.accounts.models import User  # noqa: E402
from council.accounts.services import make_sign_in_link  # noqa: E402
from council.members.models import Body, Member  # noqa: E402
from deliberation.followup.models import Addressee, Referral  # noqa: E402
from deliberation.followup.services.moving import keep  # noqa: E402
from deliberation.meetings.models import Meeting, Sitting  # noqa: E402
from deliberation.meetings.selectors.presence import Mark  # noqa: E402
from deliberation.meetings.services.attendance import call_roll  # noqa: E402
from deliberation.meetings.services.opening import open_meeting  # noqa: E402
from deliberation.minutes.models import Passage  # noqa: E402
from deliberation.register.models import Decision  # noqa: E402
from tests.factories.meetings import make_meeting  # noqa: E402
from tests.factories.proposals import translate as carry_over  # noqa: E402

BODY, CLERK, CHAIR, INTERPRETER = "YK", "aylin.yurt", "zeynep.karadag", "selin.aydin"
MEMBER = "khaled.masri"  # was at the board's meeting, and signed the proposal; reads Arabic
WAITED = timedelta(weeks=6)


def make() -> dict[str, object]:
    """Convene the board again; return what is before whom, and how the member comes in."""
    board = Body.objects.get(key=BODY)
    held = Meeting.objects.get(body=board)
    decision = Decision.objects.get(published_at=None)
    following = make_meeting(
        board,
        number=held.number + 1,
        starts_at=timezone.now() + timedelta(days=9),
        place=held.place,
        bylaws=held.bylaws,
    )
    return {
        "held": held.pk,
        "next": following.pk,
        "items": list(held.items.filter(minutes_to_adopt=None).values_list("pk", flat=True))[1:],
        "decision": decision.pk,
        "number": decision.number,
        "addressee": str(Addressee.objects.get(kind="municipal_council").pk),
        "referral": Referral.objects.latest("pk").pk + 1,  # the next one
        "link": make_sign_in_link(actor=None, user_id=_user(MEMBER).pk),
    }


def translate(meeting: str) -> dict[str, object]:
    """Carry what the clerk wrote into three languages, each checked by somebody else."""
    words = {"ar": "سُجّل الأمر.", "en": "The matter was noted.", "de": "Die Sache wurde vermerkt."}
    for one in Passage.objects.filter(minutes__meeting=meeting).select_related("text"):
        carry_over(one.text, words, author=_user(INTERPRETER), checker=_user(CLERK))
    return {}


def assemble(meeting: str) -> dict[str, object]:
    """Let the hour of the meeting come, with everybody of the body in the hall."""
    now, chosen = timezone.now(), Meeting.objects.filter(pk=meeting)
    chosen.update(starts_at=now - timedelta(minutes=1))
    Sitting.objects.filter(meeting=meeting).update(planned_at=now - timedelta(minutes=1))
    seated = Member.objects.filter(mandates__seat__body=chosen.get().body).distinct()
    marks = {member.pk: Mark.HALL for member in seated}
    call_roll(actor=_user(CLERK), meeting_id=int(meeting), marks=marks)
    open_meeting(actor=_user(CHAIR), meeting_id=int(meeting))
    return {}


def weeks(referral: str) -> dict[str, object]:
    """Let weeks go by since a decision was adopted and forwarded."""
    found = Referral.objects.get(pk=referral)
    rows = Decision.objects.filter(pk=found.decision_id)
    rows.update(adopted_at=F("adopted_at") - WAITED, published_at=F("published_at") - WAITED)
    meets_on = found.meets_on - WAITED if found.meets_on else None
    keep(None, found, forwarded_on=found.forwarded_on - WAITED, meets_on=meets_on)
    return {}


def _user(username: str) -> User:
    return User.objects.get(username=username)


if __name__ == "__main__":
    act = {"make": make, "translate": translate, "assemble": assemble, "weeks": weeks}[sys.argv[1]]
    sys.stdout.write(json.dumps(act(*sys.argv[2:])) + "\n")
