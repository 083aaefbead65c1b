"""The disk is full, or fails, while ballots are cast: what is told is true."""

import asyncio
import json
from collections import Counter, defaultdict
from contextlib import contextmanager, suppress
from uuid import uuid4

import psycopg
import pytest

from tests.support.cramped import (
    Cramped,
    failing_disk,
    processes_of,
    require_mounts,
    require_tracing,
)
from tests.support.large import Installation, frame
from tests.support.machine import Missing, require_services
from tests.support.servers import Postgres
from tests.support.simulator.device import Device
from tests.support.simulator.standby import standing_by

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.apart]
SEATS = 24
TOWN = "tests.support.simulator.town"
RELAXED = "tests.support.simulator.changes:trust_the_power"
BY_LINE = 4  # members who cast over the live line; the others cast by POST
BOX = (
    "SELECT m.user_id, b.choice, b.seq FROM voting_ballot b"
    " JOIN voting_rollentry r ON r.id = b.entry_id JOIN members_member m ON m.id = r.member_id"
)


class Voters:
    """The members of a hall, who change their ballots again and again, and what they were told."""

    def __init__(self, site):
        self.site, self.port = site, site.processes[0].port
        self.seq = 0
        self.told, self.refused = {}, defaultdict(set)

    async def cast(self):
        """Let everybody hand in another ballot; return how many were acknowledged."""
        self.seq += 1
        cast = [self._by_line if voter < BY_LINE else self._by_post for voter in range(SEATS)]
        answers = await asyncio.gather(*(way(voter) for voter, way in enumerate(cast)))
        for voter, is_taken in enumerate(answers):
            user = self.site.facts["users"][voter]
            if is_taken:
                self.told[user] = self.seq
            else:
                self.refused[user].add(self.seq)
        return sum(answers)

    @property
    def choice(self):
        return ("yes", "no")[self.seq % 2]

    async def _by_post(self, voter):
        path, paper = f"/polls/{self.site.facts['poll']}/cast/", self._paper()
        asked = {"port": self.port, "member": voter, "body": paper}
        status, _, _ = await asyncio.to_thread(self.site.ask, path, **asked)
        assert status in {302, 503}
        return status == 302

    async def _by_line(self, voter):
        order = {"t": "cmd", "key": str(uuid4()), "name": "ballot.cast"}
        order["fields"] = {"poll": str(self.site.facts["poll"])} | self._paper()
        async with self.site.line(voter, port=self.port) as line:
            if (await frame(line, "hello", "bye"))["t"] == "bye":
                return False
            await line.send(json.dumps(order))
            answer = await frame(line, "ack", "no", "bye", timeout=40)
        assert answer["t"] != "no" or answer["code"] == "not_stored"
        return answer["t"] == "ack"

    def _paper(self):
        return {"choice": self.choice, "seq": str(self.seq)}

    def box(self):
        """Return the ballots in the box, by account."""
        found = defaultdict(list)
        for user, choice, seq in self.site.postgres.ask(BOX):
            found[user].append((choice, seq))
        return found

    def lies(self):
        """Return whose ballot is not what they were told, nor one of which they were told nothing.

        Who was not answered may find that the newer one was taken, or not; never an older one.
        """
        box = self.box()
        return {
            user: (box[user], self.told.get(user))
            for user in self.site.facts["users"]
            if box[user] not in [[(("yes", "no")[seq % 2], seq)] for seq in self._possible(user)]
        }

    def _possible(self, user):
        told = self.told[user]
        return {told} | {seq for seq in self.refused[user] if seq > told}


@contextmanager
def hall(tmp_path, postgres):
    site = Installation(tmp_path, seats=SEATS, processes=1, postgres=postgres)
    try:
        yield site, Voters(site)
    finally:
        site.end()


def skip_without(required):
    try:
        required()
    except Missing as reason:
        pytest.skip(str(reason))


@pytest.fixture
def cramped(tmp_path):
    """Make a hall whose tables, or whose log, lie on a small disk."""
    require_services("redis-server")
    skip_without(require_mounts)
    return lambda small: hall(tmp_path, Cramped(small))


@contextmanager
def backup(site):
    """Read everything, as a backup does: meanwhile nothing that was overwritten is thrown away."""
    with suppress(psycopg.OperationalError), psycopg.connect(site.postgres.url) as line:
        line.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        line.execute("SELECT 1 FROM voting_ballot")
        yield


async def until_refused(voters, times=200):
    """Cast until nobody's ballot is taken any more."""
    for _ in range(times):
        if not await voters.cast():
            return
    pytest.fail("there was room for all")


@pytest.mark.parametrize("small", ["tables", "log"])
async def test_on_a_full_disk_ballots_are_refused_and_no_acknowledged_one_is_lost(cramped, small):
    with cramped(small) as (site, voters):
        assert await voters.cast() == SEATS
        with backup(site):
            await asyncio.to_thread(site.postgres.fill)
            await until_refused(voters)
        await asyncio.to_thread(site.postgres.make_room)

        assert voters.lies() == {}
        assert await until_all_are_taken(voters) == SEATS
        assert voters.box() == {user: [(voters.choice, voters.seq)] for user in site.facts["users"]}


async def until_all_are_taken(voters, times=30):
    """Cast until the server has noticed that it can go on."""
    for _ in range(times):
        if (taken := await voters.cast()) == SEATS:
            return taken
        await asyncio.sleep(0.5)
    return taken


async def test_when_the_disk_fails_ballots_are_refused_and_no_acknowledged_one_is_lost(tmp_path):
    require_services("redis-server")
    skip_without(require_tracing)
    with hall(tmp_path, Postgres()) as (site, voters):
        assert await voters.cast() == SEATS
        with failing_disk(*processes_of(site.postgres)):
            await until_refused(voters)
        await asyncio.to_thread(site.postgres.restart)

        assert voters.lies() == {}
        assert await until_all_are_taken(voters) == SEATS
        assert voters.box() == {user: [(voters.choice, voters.seq)] for user in site.facts["users"]}


@contextmanager
def embedded(state, *changes):
    """Serve from SQLite; give who stands by, the server's process, the poll, and the devices."""
    skip_without(require_tracing)
    with standing_by(state) as standby:
        town = standby.do(f"{TOWN}:settle", seats=SEATS)
        poll = standby.do(f"{TOWN}:question", meeting=town["meeting"], stage="open")["poll"]
        pid = standby.serve(*changes)
        sessions = [one["session"] for one in town["people"].values() if one["is_seated"]]
        devices = [Device(standby.port, session) for session in sessions]
        yield standby, pid, poll, devices
        for device in devices:
            device.close()


async def test_when_the_disk_under_sqlite_fails_ballots_are_refused_and_none_is_lost(tmp_path):
    with embedded(tmp_path) as (standby, pid, poll, devices):
        assert await statuses(devices, poll, "yes", 1) == {200}
        with failing_disk(pid):
            assert await statuses(devices, poll, "no", 2) == {503}
        assert choices(standby, poll) == {"yes": len(devices)}

        assert await statuses(devices, poll, "no", 3) == {200}
        assert choices(standby, poll) == {"no": len(devices)}


async def test_a_database_that_does_not_ask_the_disk_would_be_noticed(tmp_path):
    with embedded(tmp_path, RELAXED) as (_, pid, poll, devices), failing_disk(pid):
        assert await statuses(devices, poll, "no", 1) == {200}


async def statuses(devices, poll, choice, seq):
    """Let everybody cast; return what came back."""
    casting = (each.post(f"/polls/{poll}/cast/", choice=choice, seq=seq) for each in devices)
    return {answer.status for answer in await asyncio.gather(*casting)}


def choices(standby, poll):
    """Return what lies in the box: how often each choice."""
    return Counter(choice for choice, *_ in standby.do(f"{TOWN}:look", poll=poll)["box"].values())
