"""The server dies (kill -9) in the middle of an act: it happened wholly or not at all."""

import pytest

from tests.support.machine import require_services
from tests.support.simulator.kills import Kills
from tests.support.simulator.places import DATABASES, database_of, own_database
from tests.support.simulator.races import cast_alone, close_against_casting
from tests.support.simulator.standby import standing_by

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.xdist_group("kills")]
ROUNDS = 20  # of each act
CHANGES = "tests.support.simulator.changes:"
EARLY, ANY_TIME = CHANGES + "acknowledge_before_the_commit", CHANGES + "take_ballots_at_any_time"


@pytest.fixture(scope="module", params=DATABASES)
def standby(request, tmp_path_factory):
    if request.param == "PostgreSQL":
        require_services()
    with (
        own_database(database_of(request.param)) as address,
        standing_by(tmp_path_factory.mktemp("kills") / "state", **address) as standby,
    ):
        yield standby
        assert "Traceback" not in standby.log.read_text()


@pytest.fixture(scope="module")
def town(standby):
    made = standby.do("tests.support.simulator.town:settle", seats=9)
    chair = made["people"]["chair"]
    standby.warm_up(meeting=made["meeting"], session=chair["session"])
    return made


@pytest.fixture(scope="module")
def large_town(standby):
    return standby.do("tests.support.simulator.town:settle", seats=48, name="mersin")


@pytest.mark.parametrize("act", ["casting", "closing", "declaring"])
async def test_what_was_acknowledged_survives_the_server_and_nothing_is_half_done(
    standby, town, act
):
    kills = Kills(standby, town, seed=20)

    await getattr(kills, act)(ROUNDS)

    assert kills.findings.faults == []
    assert {end for _, end in kills.findings.ends} >= {"answered", "not done"}


async def test_an_answer_before_the_commit_is_noticed(standby, town):
    kills = Kills(standby, town, seed=21, changes=[EARLY])

    await kills.casting(ROUNDS)

    assert [fault for fault in kills.findings.faults if "was acknowledged, None found" in fault]


@pytest.mark.parametrize("seed", range(3))
async def test_ballots_at_eight_servers_count_if_they_were_taken_before_the_close(
    standby, large_town, seed
):
    race = await close_against_casting(standby, large_town, servers=8, seed=seed)

    assert race.faults == []
    assert 0 < race.taken < race.voters
    assert race.by_line
    assert race.by_post


async def test_ballots_at_eight_servers_are_all_counted_once(standby, large_town):
    race = await cast_alone(standby, large_town, servers=8, seed=6)

    assert race.faults == []
    assert race.taken == race.voters
    assert race.by_line + race.by_post > race.voters  # some came twice, and nobody was refused


async def test_the_database_alone_keeps_late_ballots_out(standby, large_town):
    race = await close_against_casting(standby, large_town, servers=8, seed=4, changes=[ANY_TIME])

    assert race.faults == []
    assert 0 < race.taken < race.voters


async def test_without_the_guard_of_the_database_late_ballots_are_noticed(standby):
    spoilt = standby.do("tests.support.simulator.town:settle", seats=48, name="izmir")
    guard = standby.do("tests.support.simulator.town:take_off_the_guard")
    try:
        race = await close_against_casting(standby, spoilt, servers=8, seed=5, changes=[ANY_TIME])
    finally:
        standby.do("tests.support.simulator.town:put_on_the_guard", by=guard)

    assert [fault for fault in race.faults if "counted" in fault]
