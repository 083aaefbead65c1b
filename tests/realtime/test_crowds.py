"""Lines are counted over all processes; a process that falls silent counts no more."""

from contextlib import asynccontextmanager

import pytest

from realtime import crowds
from realtime.crowds import Crowds, as_message
from realtime.hub import SOCKETS_PER_ACCOUNT
from realtime.protocol import Close
from tests.realtime.scene import MEMBERS, Browser, hall, until

pytestmark = pytest.mark.usefixtures("path")
HERE, THERE = "here", "there"
HALL = "192.0.2.7"


class Process:
    """One of two processes, which hears what the other one tells while the wire holds."""

    def __init__(self, name, h):
        self.hall, self.told, self.other, self.is_wired = h, [], None, True
        self.name, self.crowds = name, Crowds(h.hub, self.tell)

    def tell(self, held):
        self.told.append(held)
        if self.is_wired:
            self.other.crowds.hear(as_message(held) | {"from": self.name})

    async def enter(self, times=1, **facts):
        return [await self.hall.enter(Browser(MEMBERS, **facts)) for _ in range(times)]


@asynccontextmanager
async def two_processes():
    async with hall() as one, hall() as two:
        here, there = Process(HERE, one), Process(THERE, two)
        here.other, there.other = there, here
        yield here, there


def look(*processes):
    for each in processes:
        each.crowds.look()


def opened_at(browsers, first):
    for number, each in enumerate(browsers):
        each.socket.opened = first + number


async def test_an_address_is_counted_in_both():
    async with two_processes() as (here, there):
        await here.enter(3, address=HALL)
        await there.enter(4, address=HALL)

        look(here, there)

        assert [each.crowds.of(HALL) for each in (here, there)] == [7, 7]
        assert here.crowds.of("192.0.2.8") == 0


async def test_who_leaves_is_counted_no_more():
    async with two_processes() as (here, there):
        [browser, *_] = await here.enter(3, address=HALL)
        look(here)
        here.hall.hub.leave(browser.socket)

        look(here)

        assert there.crowds.of(HALL) == 2


async def test_a_process_that_goes_says_so_and_counts_no_more():
    async with two_processes() as (here, there):
        await here.enter(3, address=HALL, user_id=7)
        look(here)

        here.crowds.leave()

        assert there.crowds.of(HALL) == 0


async def test_a_process_that_falls_silent_is_forgotten(monkeypatch):
    async with two_processes() as (here, there):
        await here.enter(3, address=HALL)
        await there.enter(1, address=HALL)
        look(here)
        assert there.crowds.of(HALL) == 4

        monkeypatch.setattr(crowds, "STALE", 0)

        assert there.crowds.of(HALL) == 1


async def test_the_oldest_gives_way_in_whichever_process_it_is():
    async with two_processes() as (here, there):
        old = await here.enter(3, user_id=7)
        new = await there.enter(SOCKETS_PER_ACCOUNT - 2, user_id=7)
        opened_at(old, 1000)
        opened_at(new, 2000)

        look(here, there, here, there)

        await until(lambda: old[0].code is Close.TOO_FAST)
        assert [each.code for each in (*old[1:], *new)] == [None] * SOCKETS_PER_ACCOUNT
        assert here.hall.hub.opened() == {7: [1001, 1002]}


async def test_as_many_as_an_account_may_hold_are_left_when_all_come_at_once():
    async with two_processes() as (here, there):
        browsers = [
            *await here.enter(SOCKETS_PER_ACCOUNT, user_id=7),
            *await there.enter(SOCKETS_PER_ACCOUNT, user_id=7),
        ]
        for number, each in enumerate(browsers):
            each.socket.opened = 1000 + number % SOCKETS_PER_ACCOUNT * 2 + number // 5

        look(here, there, here, there)

        held = [*here.hall.hub.opened()[7], *there.hall.hub.opened()[7]]
        assert sorted(held) == list(range(1005, 1010))


async def test_other_people_and_readers_without_an_account_keep_their_lines():
    async with two_processes() as (here, there):
        kept = [*await here.enter(3, user_id=8), *await here.enter(9)]
        await there.enter(SOCKETS_PER_ACCOUNT, user_id=7)
        await there.enter(9)

        look(here, there, here, there)

        assert {each.socket.closing for each in kept} == {None}


async def test_without_the_wire_each_process_keeps_the_limits_for_itself():
    async with two_processes() as (here, there):
        here.is_wired = there.is_wired = False
        browsers = [
            *await here.enter(SOCKETS_PER_ACCOUNT, user_id=7, address=HALL),
            *await there.enter(SOCKETS_PER_ACCOUNT, user_id=7, address=HALL),
        ]

        look(here, there, here, there)

        assert {each.socket.closing for each in browsers} == {None}
        assert here.crowds.of(HALL) == SOCKETS_PER_ACCOUNT


async def test_nothing_is_told_while_nothing_changes_but_that_one_is_there(monkeypatch):
    async with two_processes() as (here, _):
        look(here)
        await here.enter(1, address=HALL)
        look(here, here, here)
        once = len(here.told)

        monkeypatch.setattr(crowds, "AGAIN", 0)
        look(here)

        assert (once, len(here.told)) == (1, 2)
