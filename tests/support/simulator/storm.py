"""What befalls a meeting: bad lines all the time, cuts now and then, one death of the server."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from tests.support import tasks
from tests.support.proxy import Fault, Proxy, Weather
from tests.support.simulator.record import Record
from tests.support.simulator.standby import Standby

BAD = Weather(
    {Fault.LOSE_ANSWER: 0.02, Fault.LOSE_MESSAGE: 0.01, Fault.TEAR: 0.01, Fault.REPEAT: 0.02},
    delay=(0.0, 0.02),
)
CUT_SHARE = 0.15  # of the members' lines, each time
CUTS = (0.2, 0.3, 0.45, 0.75)  # when, as shares of the meeting
DEATH, OUTAGE = 0.55, 0.85  # the server dies; the hall's network is away for everybody
FROZEN_SHARE, FROZEN_AT = 0.05, 0.25  # lines that go half-open; only long meetings can notice
LONG = 150  # [s]
SUPERVISOR = 1.0  # until the server is started again [s]
AWAY = 3.0  # the hall's network [s]


@asynccontextmanager
async def storm(
    standby: Standby, networks: Sequence[Proxy], record: Record, *, seconds: float, seed: int
) -> AsyncIterator[None]:
    """Let it happen while the block runs; the first network is that of the members."""
    pids = [standby.serve()]
    chance = random.Random(seed)
    weather = asyncio.gather(
        *(_cut(networks[0], record, share * seconds) for share in CUTS),
        _die(standby, pids, record, (DEATH + chance.uniform(-0.05, 0.05)) * seconds),
        _be_away(networks, record, OUTAGE * seconds),
        *([_freeze(networks[0], record, FROZEN_AT * seconds)] if seconds >= LONG else []),
    )
    try:
        yield
        if weather.done():
            weather.result()
    finally:
        await tasks.end([weather])


@asynccontextmanager
async def calm(standby: Standby, *changes: str) -> AsyncIterator[None]:
    """Let nothing happen."""
    standby.serve(*changes)
    yield


@asynccontextmanager
async def cut_once(
    standby: Standby, network: Proxy, record: Record, change: str, *, at: float
) -> AsyncIterator[None]:
    """Cut every line of the members once; the server is changed."""
    standby.serve(change)
    cutting = asyncio.ensure_future(_cut(network, record, at, share=1.0))
    yield
    await cutting


async def _cut(network: Proxy, record: Record, at: float, *, share: float = CUT_SHARE) -> None:
    await _moment(record, at)
    record.tell("cut", lines=network.cut(share))


async def _freeze(network: Proxy, record: Record, at: float) -> None:
    await _moment(record, at)
    record.tell("half-open", lines=network.freeze(FROZEN_SHARE))


async def _die(standby: Standby, pids: list[int], record: Record, at: float) -> None:
    await _moment(record, at)
    record.tell("kill -9")
    standby.kill(pids[0])
    await asyncio.sleep(SUPERVISOR)
    pids[0] = standby.serve()
    record.tell("started again")


async def _be_away(networks: Sequence[Proxy], record: Record, at: float) -> None:
    await _moment(record, at)
    for network in networks:
        network.is_up = False
        record.tell("the network is away", lines=network.cut())
    await asyncio.sleep(AWAY)
    for network in networks:
        network.is_up = True
    record.tell("the network is back")


async def _moment(record: Record, at: float) -> None:
    """Wait until so many seconds of the meeting have passed."""
    await record.is_on.wait()
    await asyncio.sleep(at)
