"""Tasks that go on until they are cancelled."""

import asyncio
from collections.abc import Iterable
from typing import Any


async def end(tasks: Iterable["asyncio.Future[Any]"]) -> None:
    """Cancel the tasks until each has ended, whatever it ends with.

    More than once, because a library that hears something in the same moment may swallow that it
    was cancelled, and the task would go on for ever.
    """
    all_of_them = list(tasks)
    while waiting := [task for task in all_of_them if not task.done()]:
        for task in waiting:
            task.cancel()
        await asyncio.wait(waiting, timeout=1)
    await asyncio.gather(*all_of_them, return_exceptions=True)
