"""Several at one box: what was acknowledged counts once, what was not may not."""

import pytest

from deliberation.elections.models import Batch, OpenBallot, PaperReading
from deliberation.elections.services.papers import enter_paper
from deliberation.elections.services.voting import cast_ballot, close_voting
from deliberation.rules.ballots import PollNotOpen
from deliberation.rules.tally.rule import BallotKind
from tests.factories.elections import close, make_hall, make_voting
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
RIVALS = 6


def apart(read):
    """Read from the database that the rivals share, on a connection of its own."""
    return race(lambda _number: read(), 1)[0]


def test_every_ballot_acknowledged_around_the_close_is_in_the_box_and_no_other(tmp_path):
    hall = make_hall(RIVALS)
    election = make_voting(hall)

    def act(number):
        if number == RIVALS // 2:
            close_voting(actor=hall.chair, election_id=election.pk)
            return None
        try:
            ballot = {"actor": hall.user(number), "marks": {"1": 1}, "seq": 1}
            return cast_ballot(election_id=election.pk, **ballot).voter_id
        except PollNotOpen:
            return None

    with shared_database(tmp_path):
        told = race(act, RIVALS)
        found = apart(lambda: set(OpenBallot.objects.values_list("voter", flat=True)))

    assert {one for one in told if one is not None} == found


def test_one_ballot_sent_many_times_at_once_is_one(tmp_path):
    hall = make_hall(3)
    election = make_voting(hall)

    with shared_database(tmp_path):
        ballot = {"actor": hall.user(1), "marks": {"1": 1}, "seq": 1}
        told = race(lambda _: cast_ballot(election_id=election.pk, **ballot).seq, RIVALS)
        found = apart(OpenBallot.objects.count)

    assert (told, found) == ([1] * RIVALS, 1)


def test_one_paper_sent_many_times_at_once_is_entered_once(tmp_path):
    hall = make_hall(3)
    election = make_voting(hall, ballots=BallotKind.PAPER)
    close(hall, election, 3)
    paper = {"election_id": election.pk, "batch": 1, "number": 7, "marks": {"1": 1}}

    with shared_database(tmp_path):
        race(lambda _: enter_paper(actor=hall.clerk, **paper).number, RIVALS)
        found = apart(lambda: (Batch.objects.count(), PaperReading.objects.count()))

    assert found == (1, 1)
