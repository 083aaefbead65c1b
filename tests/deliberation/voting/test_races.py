"""Several processes at one poll: what was acknowledged counts once, what was not may not."""

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Ballot, Outcome
from tests.factories.voting import make_open, make_room
from tests.support.rivals import race, shared_database

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.service]
ROOT = Path(__file__).resolve().parents[3]
PROCESSES, VOTERS = 8, 48
CHOICES = ("yes", "no", "abstain")


def address():
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    login = f"{settings['USER']}:{settings['PASSWORD']}@{settings['HOST']}:{settings['PORT']}"
    return f"postgresql://{login}/{settings['NAME']}"


def start(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.voter", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | {"DATABASE_URL": address()},
        stdout=subprocess.PIPE,
        text=True,
    )


def ballots(room):
    return [f"{member.user_id}:{CHOICES[place % 3]}" for place, member in enumerate(room.members)]


def acknowledged(processes):
    lines = [process.communicate(timeout=120)[0].split() for process in processes]
    assert [process.returncode for process in processes] == [0] * len(processes)
    return [line for found in lines for line in found]


def apart(read):
    """Read from the database that the processes share, on a connection of its own."""
    return race(lambda _number: read(), 1)[0]


def box(poll):
    rows = Ballot.objects.filter(poll=poll).values_list("entry__member__user_id", "choice")
    return sorted(f"{user}:{choice}" for user, choice in rows)


def test_every_ballot_acknowledged_around_the_close_counts_once(tmp_path):
    room = make_room(VOTERS)
    poll = make_open(room)
    handed_in = ballots(room)
    with shared_database(tmp_path):
        voters = [start("cast", poll.pk, *handed_in[n::PROCESSES]) for n in range(PROCESSES)]
        while not apart(Ballot.objects.filter(poll=poll).exists):
            time.sleep(0.02)
        closer = start("close", poll.pk, room.chair.pk, 0.05)
        told = acknowledged(voters)
        acknowledged([closer])
        found = apart(lambda: box(poll))
        outcome = apart(lambda: Outcome.objects.select_related("poll").get(poll=poll))

    counted = Counter(line.split(":")[1] for line in told)
    tally = outcome.facts["inputs"]["tally"]
    assert sorted(told) == found
    assert [tally[kind] for kind in ("in_favour", "against", "abstentions")] == [
        counted[choice] for choice in CHOICES
    ]
    assert outcome.poll.status is PollStatus.CLOSED


def test_one_person_in_many_processes_has_one_ballot(tmp_path):
    room = make_room(5)
    poll = make_open(room)
    ballot = f"{room.user(1).pk}:yes"
    with shared_database(tmp_path):
        told = acknowledged([start("cast", poll.pk, ballot) for _ in range(4)])
        found = apart(lambda: box(poll))

    assert (told, found) == ([ballot] * 4, [ballot])
