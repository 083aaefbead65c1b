"""Single faults of a line, one after the other: answers lost, acts repeated, lines half-open."""

import asyncio
import json
from contextlib import AsyncExitStack
from itertools import count

import pytest

from tests.support import tasks
from tests.support.machine import require_services
from tests.support.proxy import Fault, Proxy, Weather
from tests.support.simulator.asking import raw_line
from tests.support.simulator.device import Device, Lost
from tests.support.simulator.person import Person
from tests.support.simulator.places import DATABASES, database_of, own_database
from tests.support.simulator.record import Record
from tests.support.simulator.standby import standing_by

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.xdist_group("lines")]
QUICK = "tests.support.simulator.changes:find_dead_lines_quickly"
SEEDS = count()
HALL = 200  # people behind one address
LOST = [Fault.LOSE_MESSAGE, Fault.LOSE_ANSWER, Fault.TEAR, Fault.REPEAT]


@pytest.fixture(scope="module", params=DATABASES)
def standby(request, tmp_path_factory):
    if request.param == "PostgreSQL":
        require_services()
    state, kind = tmp_path_factory.mktemp("lines") / "state", database_of(request.param)
    with own_database(kind) as address, standing_by(state, **address) as standby:
        yield standby
        assert "Traceback" not in standby.log.read_text()


@pytest.fixture(scope="module")
def town(standby):
    made = standby.do("tests.support.simulator.town:settle", seats=9)
    session = made["people"]["chair"]["session"]
    standby.warm_up(meeting=made["meeting"], session=session)
    return made


@pytest.fixture(scope="module")
def server(standby, town):
    return standby.serve(QUICK)


@pytest.fixture
def question(standby, server, town):
    """A question that is put to the meeting, and taken away again."""
    work = "tests.support.simulator.town:"
    asked = standby.do(work + "question", meeting=town["meeting"], stage="open")
    yield asked
    standby.do(work + "close", poll=asked["poll"])


@pytest.fixture
async def network(standby, server):
    async with Proxy(standby.port) as proxy:
        yield proxy


@pytest.fixture
async def sit_down(town, network):
    """Let somebody of the town sit down with a page of the meeting."""
    people, following = [], []

    async def sit(key="host-3", port=None):
        facts = town["people"][key]
        one = Person(
            key,
            facts,
            port=port or network.port,
            meeting=town["meeting"],
            record=Record(),
            seed=next(SEEDS),  # else their keys would be those of the last test
        )
        people.append(one)
        following.append(asyncio.ensure_future(one.line.follow()))
        await until(lambda: one.line.is_live)
        return one

    yield sit
    await tasks.end(following)
    for one in people:
        one.close()


async def until(fact, seconds=20):
    for _ in range(seconds * 50):
        if fact():
            return
        await asyncio.sleep(0.02)
    raise TimeoutError


def box(standby, asked, town, key="host-3"):
    found = standby.do("tests.support.simulator.town:look", poll=asked["poll"])
    assert found["complaints"] == []
    return found["box"].get(str(town["people"][key]["user"]))


def words(standby, town, body):
    left = standby.do("tests.support.simulator.town:traces", meeting=town["meeting"])
    return left["words"].get(body, 0)


# Answers that are lost, acts that come twice


@pytest.mark.parametrize("fault", LOST, ids=lambda each: each.name)
async def test_a_ballot_meets_a_fault_and_is_counted_once(
    standby, town, network, sit_down, question, fault
):
    voter = await sit_down()
    network.next("choice=no", fault)

    path = f"/polls/{question['poll']}/cast/"
    act = await voter.post("ballot.cast", path, choice="no", seq=1)

    assert network.met[0][0] is fault
    assert (act.is_done, act.tries) == (True, 1 if fault is Fault.REPEAT else 2)
    assert box(standby, question, town) == ["no", 1]


@pytest.mark.parametrize("fault", LOST, ids=lambda each: each.name)
async def test_a_command_meets_a_fault_and_is_done_once(
    standby, town, network, sit_down, question, fault
):
    speaker = await sit_down()
    said = f"Is {fault.name} bad?"
    network.next(said, fault)

    path = f"/meetings/{town['meeting']}/say/"
    fields = {"item_id": str(question["item"]), "language": "ar", "body": said}
    act = await speaker.command("contribution.make", path, **fields)

    assert network.met[0][0] is fault
    assert act.is_done
    assert act.door == ("line" if fault is Fault.REPEAT else "post")
    assert words(standby, town, said) == 1


async def test_a_late_retry_never_replaces_a_newer_ballot(standby, town, question):
    person = town["people"]["host-3"]
    device = Device(standby.port, person["session"], person["language"])
    path = f"/polls/{question['poll']}/cast/"
    for choice, seq in (("no", 1), ("yes", 2)):
        assert (await device.post(path, choice=choice, seq=seq)).is_done

    late = await device.post(path, choice="no", seq=1)
    device.close()

    assert not late.is_done
    assert box(standby, question, town) == ["yes", 2]


async def test_of_two_devices_one_is_told_that_the_other_was_faster(
    standby, town, sit_down, question
):
    devices = [await sit_down() for _ in range(2)]
    path = f"/polls/{question['poll']}/cast/"

    acts = await asyncio.gather(
        *(
            one.post("ballot.cast", path, choice=choice, seq=1)
            for one, choice in zip(devices, ("yes", "no"), strict=True)
        )
    )

    [done] = [act for act in acts if act.is_done]
    assert box(standby, question, town) == [done.fields["choice"], 1]


# A whole hall


async def test_a_hall_behind_one_address_is_not_turned_away(standby, town, server):
    person = town["people"]["host-3"]
    devices = [Device(standby.port, person["session"], patience=60) for _ in range(HALL)]

    pages = await asyncio.gather(
        *(each.get(f"/meetings/{town['meeting']}/ticket/") for each in devices)
    )
    async with AsyncExitStack() as hall:
        lines = [
            await hall.enter_async_context(raw_line(standby.port, town["meeting"]))
            for _ in range(HALL)
        ]
        told = [json.loads(await line.recv())["t"] for line in lines]
    for device in devices:
        device.close()

    assert {page.status for page in pages} == {200}
    assert set(told) == {"hello"}


# Lines that are neither alive nor dead


async def present(line, number):
    """Wait until the meeting is told that so many are present."""
    async with asyncio.timeout(20):
        while True:
            told = json.loads(await line.recv())
            if told.get("present") == number:
                return


@pytest.mark.parametrize("fault", [Fault.HALF_OPEN, Fault.TEAR], ids=lambda each: each.name)
async def test_a_line_that_is_dead_is_noticed_and_given_up(standby, town, network, fault):
    watcher, other = (town["people"][key]["session"] for key in ("chair", "host-3"))
    async with raw_line(standby.port, town["meeting"], watcher) as watching:
        await present(watching, 1)
        async with raw_line(network.port, town["meeting"], other) as line:
            await present(watching, 2)
            network.next("since", fault)
            await line.send('{"t":"since","seq":0}')

            await present(watching, 1)
            line.transport.abort()


async def test_half_a_frame_and_then_nothing_is_given_up_too(standby, town, server):
    watcher, other = (town["people"][key]["session"] for key in ("chair", "host-3"))
    async with raw_line(standby.port, town["meeting"], watcher) as watching:
        await present(watching, 1)
        async with raw_line(standby.port, town["meeting"], other) as line:
            await present(watching, 2)
            line.transport.write(b"\x81\xfe\x01\x00")  # a text of 256 bytes, says the header

            await present(watching, 1)
            line.transport.abort()


async def test_a_line_that_stands_still_for_a_while_gets_everything_in_order(
    standby, town, network, sit_down, question
):
    slow, speaker = await sit_down("host-3"), await sit_down("newcomers-4", standby.port)
    wires = list(network.wires)
    for wire in wires:
        wire.moves.clear()
    path = f"/meetings/{town['meeting']}/say/"
    for number in range(12):
        fields = {"item_id": str(question["item"]), "language": "en", "body": f"Slowly {number}."}
        assert (await speaker.command("contribution.make", path, **fields)).is_done
        await asyncio.sleep(0.1)
    for wire in wires:
        wire.moves.set()

    await until(lambda: slow.line.seq == speaker.line.seq)
    assert (slow.line.gaps, slow.line.doubles, speaker.line.gaps) == (0, 0, 0)


async def test_everything_works_byte_by_byte(standby, town, sit_down, question):
    async with Proxy(standby.port, weather=Weather(piece=1)) as network:
        speaker = await sit_down("newcomers-2", network.port)
        item = str(question["item"])
        path, fields = f"/meetings/{town['meeting']}/say/", {"item_id": item, "language": "en"}

        act = await speaker.command("contribution.make", path, body="A byte at a time.", **fields)

        assert (act.is_done, act.door) == (True, "line")
        await until(lambda: any("A byte at a time." in each for each in speaker.line.frames))


async def test_without_an_answer_nobody_is_told_that_it_was_done(network, town, question):
    person = town["people"]["host-3"]
    device = Device(network.port, person["session"], patience=5)
    network.next("choice=yes", Fault.LOSE_MESSAGE)

    with pytest.raises(Lost):
        await device.post(f"/polls/{question['poll']}/cast/", choice="yes", seq=1)
