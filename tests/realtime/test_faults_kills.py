"""The server dies (kill -9) in the middle of an act: it happened wholly or not at all."""

import pytest

from tests.support.simulator.kills import Kills
from tests.support.simulator.places import asked_for, own_database
from tests.support.simulator.races import close_against_casting
from tests.support.simulator.standby import standing_by

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.xdist_group("kills")]
ROUNDS = 20  # of each act
CHANGES = "tests.support.simulator.changes:"
EARLY, ANY_TIME = CHANGES + "acknowledge_before_the_commit", CHANGES + "take_ballots_at_any_time"


@pytest.fixture(scope="module")
def standby(tmp_path_factory):
    with (
        own_database(asked_for()) as address,
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
    faults, taken = await close_against_casting(standby, large_town, servers=8, seed=seed)

    assert faults == []
    assert 0 < taken < 48


async def test_the_database_alone_keeps_late_ballots_out(standby, large_town):
    faults, taken = await close_against_casting(
        standby, large_town, servers=8, seed=4, changes=[ANY_TIME]
    )

    assert faults == []
    assert 0 < taken < 48


async def test_without_the_guard_of_the_database_late_ballots_are_noticed(standby):
    spoilt = standby.do("tests.support.simulator.town:settle", seats=48, name="izmir")
    guard = standby.do("tests.support.simulator.town:take_off_the_guard")
    try:
        faults, _ = await close_against_casting(
            standby, spoilt, servers=8, seed=5, changes=[ANY_TIME]
        )
    finally:
        standby.do("tests.support.simulator.town:put_on_the_guard", by=guard)

    assert [fault for fault in faults if "counted" in fault]
