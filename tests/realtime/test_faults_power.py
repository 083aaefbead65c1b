"""The power fails at the moment of an answer: what was acknowledged is on the disk."""

import asyncio
import subprocess

import pytest

from tests.support.machine import Missing, program
from tests.support.simulator.device import Device
from tests.support.simulator.powercut import disk_of, promises_broken, tracing
from tests.support.simulator.standby import standing_by

pytestmark = [pytest.mark.service, pytest.mark.slow]
VOTERS = 12
RELAXED = "tests.support.simulator.changes:trust_the_power"


@pytest.fixture
def watched(tmp_path):
    """Let members vote at a server that is watched; return which promises were broken."""
    try:
        program("strace", "strace")
    except Missing as reason:
        pytest.skip(str(reason))
    log, state = tmp_path / "strace.log", tmp_path / "state"
    if subprocess.run([*tracing(tmp_path / "try.log"), "true"], check=False).returncode:
        pytest.skip("nobody may be traced here")

    def vote(*changes):
        with standing_by(state, under=tracing(log)) as standby:
            work = "tests.support.simulator.town:"
            town = standby.do(work + "settle", seats=VOTERS)
            poll = standby.do(work + "question", meeting=town["meeting"], stage="open")["poll"]
            log.write_text("")
            disk = disk_of(state)
            pid = standby.serve(*changes)
            voters = [one for one in town["people"].values() if one["is_seated"]]
            asyncio.run(cast(standby.port, voters, poll))
            standby.kill(pid)
        return promises_broken(log, disk)

    return vote


async def cast(port, voters, poll):
    devices = [Device(port, each["session"]) for each in voters]
    for half in (devices[::2], devices[1::2]):
        answers = await asyncio.gather(
            *(each.post(f"/polls/{poll}/cast/", choice="yes", seq=1) for each in half)
        )
        assert {answer.status for answer in answers} == {200}
    for device in devices:
        device.close()


def test_every_acknowledged_ballot_is_on_the_disk(watched):
    broken, answers = watched()

    assert answers == VOTERS
    assert broken == []


def test_a_database_that_does_not_wait_for_the_disk_is_noticed(watched):
    broken, answers = watched(RELAXED)

    assert answers == VOTERS
    assert len(broken) == VOTERS
