"""A whole meeting over lines that break and a server that dies: nothing is lost, pages agree."""

import asyncio

import pytest

from tests.support.machine import require_services
from tests.support.proxy import Proxy
from tests.support.simulator.places import DATABASES, database_of, own_database
from tests.support.simulator.record import Record
from tests.support.simulator.session import Hall, Session
from tests.support.simulator.standby import standing_by
from tests.support.simulator.storm import BAD, calm, cut_once, storm
from tests.support.simulator.verdict import judge

pytestmark = [pytest.mark.service, pytest.mark.slow]
CHANGES = "tests.support.simulator.changes:"
SECONDS = 16  # a meeting [s]
PATIENCE = 150  # on a machine that is busy with other tests [s]


@pytest.fixture
def standby(request, tmp_path):
    kind = getattr(request, "param", "SQLite")
    if kind == "PostgreSQL":
        require_services()
    with (
        own_database(database_of(kind)) as address,
        standing_by(tmp_path / "s", **address) as standby,
    ):
        yield standby


@pytest.fixture
def town(standby):
    made = standby.do("tests.support.simulator.town:settle", seats=9, items=2)
    session = made["people"]["chair"]["session"]
    standby.warm_up(meeting=made["meeting"], session=session)
    return made


@pytest.fixture
def meet(standby, town, tmp_path):
    """Let the meeting take place; return what is to be said of it, and what was done."""

    async def play(trouble, weather=None, settles=40):
        record = Record(tmp_path / "record.jsonl")
        async with (
            Proxy(standby.port, seed=1, weather=weather) as members,
            Proxy(standby.port) as desk,
        ):
            doors = standby.do("tests.support.simulator.town:doors")
            hall = Hall(town, record, 1, members.port, desk.port, "ballot.cast" in doors)
            async with trouble(standby, (members, desk), record):
                await asyncio.wait_for(
                    Session(hall, seconds=SECONDS, settles=settles).play(), PATIENCE
                )
            members.weather = desk.weather
            verdict = await judge(hall, standby)
            for one in hall.people.values():
                one.close()
        return verdict, record

    return play


@pytest.mark.parametrize("standby", DATABASES, indirect=True)
async def test_a_meeting_in_a_storm_loses_nothing_and_every_page_equals_a_reload(meet, standby):
    def trouble(*facts):
        return storm(*facts, seconds=SECONDS, seed=1)

    verdict, record = await meet(trouble, BAD)

    assert verdict == type(verdict)([], [], [], [])
    assert len({act.who for act in record.acts}) > 5
    assert "Traceback" not in standby.log.read_text()


async def test_a_server_that_promises_and_forgets_is_noticed(meet):
    def trouble(standby, *_):
        return calm(standby, CHANGES + "promise_and_forget", CHANGES + "leave_out_a_part")

    verdict, _ = await meet(trouble)

    assert verdict.lost
    assert verdict.pages
    assert verdict.gaps == verdict.complaints == []


async def test_the_stock_consumer_of_channels_is_noticed(meet):
    def trouble(standby, networks, record):
        change = CHANGES + "use_the_stock_consumer"
        return cut_once(standby, networks[0], record, change, at=SECONDS / 4)

    verdict, _ = await meet(trouble, settles=5)

    assert verdict.gaps
    assert verdict.pages
