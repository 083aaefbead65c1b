"""What there is one of for each event loop."""

import asyncio
import threading

from realtime.loops import OnePerLoop


def test_each_loop_has_its_own_and_keeps_it():
    things = OnePerLoop(object)

    async def ask():
        return things.found(), things.here(), things.here(), things.found()

    before, one, again, after = asyncio.run(ask())
    _, other, _, _ = asyncio.run(ask())

    assert before is None
    assert one is again is after
    assert one is not other


def test_a_thread_finds_what_serves_and_nothing_that_has_ended():
    things = OnePerLoop(object)

    async def ask():
        mine = things.here()
        found = []
        asking = threading.Thread(target=lambda: found.extend(things.serving()))
        asking.start()
        await asyncio.to_thread(asking.join)
        return found == [(asyncio.get_running_loop(), mine)]

    assert asyncio.run(ask())
    assert things.serving() == []


def test_what_was_forgotten_is_made_anew():
    things = OnePerLoop(object)

    async def ask():
        first = things.here()
        things.forget()
        return things.found(), first is things.here()

    assert asyncio.run(ask()) == (None, False)
