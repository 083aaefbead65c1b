"""Ballots are handed in at many servers while the chair closes: what was told, and is it so."""

import asyncio
import random
from collections.abc import Sequence
from typing import Any

from tests.support.simulator.device import Answer, Device
from tests.support.simulator.places import quiet_port
from tests.support.simulator.standby import Standby

CHOICES = ("yes", "no", "abstain")
SPREAD = 1.0  # over which the ballots come [s]


async def close_against_casting(
    standby: Standby, town: dict[str, Any], *, servers: int, seed: int, changes: Sequence[str] = ()
) -> tuple[list[str], int]:
    """Let the chair close amid the casting; return what must not be, and how many were in time."""
    chance = random.Random(seed)
    poll = standby.do(
        "tests.support.simulator.town:question", meeting=town["meeting"], stage="open"
    )
    ports = [quiet_port() for _ in range(servers)]
    pids = [standby.serve(*changes, port=port) for port in ports]
    voters = [key for key, one in town["people"].items() if one["is_seated"]]
    choices = {key: chance.choice(CHOICES) for key in voters}
    casts = [
        _cast(
            _device(town, key, chance.choice(ports)),
            poll["poll"],
            choices[key],
            SPREAD * chance.random(),
        )
        for key in voters
    ]
    closing = _close(_device(town, "chair", chance.choice(ports)), poll["poll"])
    *told, _ = await asyncio.gather(*casts, closing)
    for pid in pids:
        standby.kill(pid)
    found = standby.do("tests.support.simulator.town:look", poll=poll["poll"])
    taken = {key for key, is_taken in zip(voters, told, strict=True) if is_taken}
    expected = {str(town["people"][key]["user"]): [choices[key], 1] for key in taken}
    wrong = [] if found["box"] == expected else [f"{expected} were told, {found['box']} are there"]
    return [*found["complaints"], *wrong], len(taken)


def _device(town: dict[str, Any], key: str, port: int) -> Device:
    person = town["people"][key]
    return Device(port, person["session"], person["language"], patience=60)


async def _cast(device: Device, poll: int, choice: str, after: float) -> bool:
    await asyncio.sleep(after)
    answer = await device.post(f"/polls/{poll}/cast/", choice=choice, seq=1)
    device.close()
    return answer.is_done


async def _close(device: Device, poll: int) -> Answer:
    await asyncio.sleep(SPREAD / 2)
    answer = await device.post(f"/polls/{poll}/close/")
    device.close()
    return answer
