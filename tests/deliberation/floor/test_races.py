"""Several people act on the floor in the same moment."""

import pytest

from council.rules.errors import RuleViolation
from deliberation.floor.models import RequestStatus, SpeakingRequest, SpeakingTurn
from deliberation.floor.services.requests import request_floor
from deliberation.floor.services.turns import give_floor
from tests.factories.floor import make_request
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RIVALS = 4


def tried(act):
    """Return what the act came to: a row, or the name of the refusal."""
    try:
        return act().pk
    except RuleViolation as refused:
        return refused.code


def test_two_who_give_the_floor_at_once_make_one_speaker(cast, meeting, tmp_path):
    people = [cast.members.member, cast.members.adviser]
    asked = [make_request(meeting, person) for person in people]

    def give(number):
        facts = {"meeting_id": meeting.pk, "request_id": asked[number % 2].pk}
        return tried(lambda: give_floor(actor=cast.chair, **facts))

    with shared_database(tmp_path):
        told = race(give, RIVALS)
        speaking = race(lambda _: list(SpeakingTurn.objects.values_list("pk", "ended_at")), 1)[0]
        granted = race(lambda _: _with(RequestStatus.GRANTED), 1)[0]

    refused = [one for one in told if one in {"floor_taken", "request_gone"}]
    assert [one for one in told if one not in refused] == [turn for turn, _ in speaking]
    assert len(refused) == RIVALS - 1
    assert [ended for _, ended in speaking] == [None]
    assert granted == 1


def test_one_who_asks_on_many_devices_waits_once(cast, meeting, tmp_path):
    def ask(_number):
        return tried(lambda: request_floor(actor=cast.member, meeting_id=meeting.pk))

    with shared_database(tmp_path):
        told = race(ask, RIVALS)
        waiting = race(lambda _: _with(RequestStatus.WAITING), 1)[0]

    assert told.count("already_waiting") == RIVALS - 1
    assert waiting == 1


def _with(status):
    return SpeakingRequest.objects.filter(status=status).count()
