"""Two answers, two drafts, at the same moment."""

from datetime import timedelta

import pytest
from django.utils import timezone

from council.rules.errors import RuleViolation
from council.texts.models import Text
from deliberation.followup.models import Answer, Return
from deliberation.followup.services.returning import return_all
from deliberation.meetings.services.planning import MeetingPlan, draft_meeting
from deliberation.rules.followup import Verdict
from tests.factories.followup import answer, make_addressee, make_referral, make_token
from tests.factories.register import make_clerk
from tests.factories.voting import make_room
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RIVALS = 4


def test_of_answers_at_the_same_moment_one_counts_and_the_others_are_told(tmp_path):
    room = make_room(3)
    clerk = make_clerk(room)
    addressee = make_addressee(clerk, room.meeting.council)
    token = make_token(clerk, addressee)
    referral = make_referral(room, clerk, addressee=addressee)
    texts = Text.objects.count()

    def act(number):
        try:
            answer(None, referral, token, body=f"Answer {number}", verdict=Verdict.PARTLY)
        except RuleViolation as refusal:
            return refusal.code
        return "taken"

    with shared_database(tmp_path):
        told = race(act, RIVALS)
        kept = race(lambda _number: (Answer.objects.count(), Text.objects.count()), 1)[0]

    assert sorted(told) == ["answered_already"] * (RIVALS - 1) + ["taken"]
    assert kept == (1, texts + 1)


def test_a_matter_comes_back_once_though_drafts_and_the_command_meet(tmp_path):
    room = make_room(3)
    clerk = make_clerk(room)
    addressee = make_addressee(clerk, room.meeting.council)
    make_referral(room, clerk, addressee=addressee, days_ago=40)

    def act(number):
        if number % 2:
            return_all(actor=None)
            return
        plan = MeetingPlan(starts_at=timezone.now() + timedelta(days=20 + number))
        draft_meeting(actor=clerk, body_id=room.meeting.body_id, plan=plan)

    with shared_database(tmp_path):
        race(act, RIVALS)
        kept = race(lambda _number: Return.objects.count(), 1)[0]

    assert kept == 1
