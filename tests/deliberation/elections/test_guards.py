"""The database itself refuses what the services refuse, whoever writes to it."""

import re

import pytest
from django.db import IntegrityError, connection, transaction

from council.kernel.guards import missing_guards
from deliberation.elections.models import Voter
from deliberation.rules.elections import ELECTION_PROCEDURE
from deliberation.rules.tally.rule import BallotKind
from tests.factories.elections import (
    close,
    enter,
    make_counted,
    make_declared,
    make_hall,
    make_voting,
)
from tests.support.source import ROOT

pytestmark = pytest.mark.django_db


def refused(sql, *parameters):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    return True


@pytest.fixture
def hall():
    return make_hall()


def test_the_guards_know_the_same_procedure_as_the_rules():
    text = (ROOT / "deliberation/elections/migrations/0002_guards.py").read_text()
    known = set(re.findall(r"(\w+)>(\w+)", text.split("FIXED")[0]))

    moves = {(str(before), str(after)) for (before, _), after in ELECTION_PROCEDURE.items()}
    assert known == {(before, after) for before, after in moves if before != after}


def test_all_guards_stand():
    assert list(missing_guards("default")) == []


def test_a_declared_election_is_not_opened_again_nor_its_rule_changed(hall):
    election = make_declared(hall, {"1": 1}, {"1": 1})

    assert refused("UPDATE elections_election SET status = 'voting' WHERE id = %s", election.pk)
    assert refused("UPDATE elections_election SET rule = '{}' WHERE id = %s", election.pk)
    assert refused("DELETE FROM elections_election WHERE id = %s", election.pk)


def test_no_ballot_enters_a_box_that_is_closed_and_none_leaves_it(hall):
    election = make_voting(hall)
    voter = Voter.objects.filter(election=election)[0]
    close(hall, election)

    assert refused(
        "INSERT INTO elections_openballot (voter_id, marks, seq) VALUES (%s, '{}', 1)", voter.pk
    )


def test_a_ballot_in_the_box_neither_changes_after_the_close_nor_leaves(hall):
    make_counted(hall, {"1": 1})

    assert refused("UPDATE elections_openballot SET seq = 9")
    assert refused("DELETE FROM elections_openballot")


def test_nobody_joins_or_leaves_the_voters_of_an_open_box(hall):
    make_voting(hall)

    assert refused("UPDATE elections_voter SET member_id = member_id")
    assert refused("DELETE FROM elections_voter")
    assert refused(
        "INSERT INTO elections_voter (election_id, member_id, seat_id)"
        " SELECT election_id, member_id, seat_id FROM elections_voter"
    )


def test_papers_stay_as_they_were_counted(hall):
    election = make_voting(hall, ballots=BallotKind.PAPER)
    close(hall, election, 1)
    enter(hall.clerk, election, {1: {"1": 1}})
    with connection.cursor() as cursor:
        cursor.execute("UPDATE elections_election SET status = 'counted'")

    assert refused("UPDATE elections_paperreading SET marks = '{}'")
    assert refused("DELETE FROM elections_paperreading")


def test_the_count_of_a_declared_election_stands(hall):
    make_declared(hall, {"1": 1}, {"1": 1})

    assert refused("UPDATE elections_sheet SET document = '{}'")
    assert refused("DELETE FROM elections_sheet")
