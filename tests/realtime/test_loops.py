"""What there is one of for each event loop."""

import asyncio
import threading
import time

from realtime.loops import OnePerLoop, end_tasks


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


def test_no_task_outlives_its_loop():
    """One that is with the database, and one that is cancelled but has not heard of it yet."""

    async def stop():
        waiting = asyncio.create_task(asyncio.to_thread(time.sleep, 0.2))
        cancelled = asyncio.create_task(asyncio.sleep(60))
        await asyncio.sleep(0.05)
        cancelled.cancel()
        await end_tasks()
        return waiting.cancelled(), cancelled.cancelled(), asyncio.all_tasks()

    loop = asyncio.new_event_loop()
    try:
        *ends, left = loop.run_until_complete(stop())
        still = {task for task in asyncio.all_tasks(loop) if not task.done()}
    finally:
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    assert ends == [True, True]
    assert len(left) == 1
    assert still == set()
