"""Many acts on one register at the same moment: no gap, no double, one tree."""

import pytest

from deliberation.register.audit import audit
from deliberation.register.models import Checkpoint, Decision, RegisterEntry, RegisterHead
from deliberation.register.services.recording import record_outcome
from tests.factories.institution import make_body, make_council
from tests.factories.register import carried_poll, make_checkpoint, make_entries
from tests.factories.voting import make_room
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RIVALS = 8


def apart(read):
    """Read from the database that the rivals share, on a connection of its own."""
    return race(lambda _number: read(), 1)[0]


def test_eight_meetings_of_a_council_decide_at_the_same_moment(tmp_path, register_dir):
    first = make_room(3)
    council = first.meeting.council
    rooms = [first, *(make_room(3, body=make_body(council)) for _ in range(RIVALS - 1))]
    polls = [carried_poll(room) for room in rooms]

    def declare(number):
        record_outcome(actor=rooms[number].chair, poll_id=polls[number].pk)

    def look():
        head = RegisterHead.objects.get(council=council)
        indexes = RegisterEntry.objects.order_by("index").values_list("index", flat=True)
        return list(indexes), head.size, Decision.objects.count(), audit(head).findings

    with shared_database(tmp_path):
        race(declare, RIVALS)
        found = apart(look)

    assert found == (list(range(RIVALS)), RIVALS, RIVALS, [])


def test_the_first_entries_of_a_register_are_written_at_the_same_moment(tmp_path):
    council = make_council()

    with shared_database(tmp_path):
        made = race(lambda _number: [one.index for one in make_entries(council, 3)], RIVALS)
        origins = apart(RegisterHead.objects.count)

    assert (sorted(index for indexes in made for index in indexes), origins) == (
        list(range(3 * RIVALS)),
        1,
    )


def test_signing_and_writing_at_the_same_moment_ends_in_one_tree(tmp_path, register_dir):
    council = make_council()
    make_entries(council, 1)

    def act(number):
        return make_entries(council, 5) if number % 2 else make_checkpoint(council)

    def look():
        make_checkpoint(council)
        head = RegisterHead.objects.get(council=council)
        return head.size, Checkpoint.objects.last().size, audit(head).findings

    with shared_database(tmp_path):
        race(act, RIVALS)
        found = apart(look)

    size = 1 + 1 + 5 * RIVALS // 2
    assert found == (size, size, [])
