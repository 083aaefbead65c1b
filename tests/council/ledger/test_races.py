"""Numbers without gaps and acts without doubles, however many ask at the same moment."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import uuid4

import pytest

from council.kernel.events import Event
from council.ledger.models import Act, Entry
from council.ledger.services import journal, once
from tests.factories.institution import make_user
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RIVALS = 6
MEETING = 41


@dataclass(frozen=True, slots=True)
class Rung(Event):
    """Somebody rang."""

    kind: ClassVar[str] = "bell.rung"
    by: int


def ring(user, number):
    return journal(actor=user, meeting_id=MEETING, event=Rung(number)).seq


def test_entries_written_at_the_same_moment_are_numbered_without_gaps(tmp_path):
    user = make_user()
    with shared_database(tmp_path):
        numbers = race(lambda number: ring(user, number), RIVALS)
        told = race(lambda _: list(Entry.objects.values_list("seq", flat=True)), 1)[0]

    assert sorted(numbers) == sorted(told) == list(range(1, RIVALS + 1))


def test_an_act_asked_for_twice_at_the_same_moment_is_done_once(tmp_path):
    user, key = make_user(), uuid4()

    def ask(number):
        return once(actor=user, key=key, name="bell", act=lambda: {"seq": ring(user, number)})

    with shared_database(tmp_path):
        answers = race(ask, RIVALS)
        counts = race(lambda _: (Act.objects.count(), Entry.objects.count()), 1)[0]

    assert (answers, counts) == ([{"seq": 1}] * RIVALS, (1, 1))


def test_the_same_key_of_another_person_is_another_act(tmp_path):
    users, key = [make_user() for _ in range(RIVALS)], uuid4()

    def ask(number):
        user = users[number]
        return once(actor=user, key=key, name="bell", act=lambda: {"seq": ring(user, number)})

    with shared_database(tmp_path):
        answers = race(ask, RIVALS)

    assert sorted(answer["seq"] for answer in answers) == list(range(1, RIVALS + 1))
