"""What belongs to a running event loop: things there is one of, and tasks that end with it."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")

ENDING = 2.0  # for tasks to end when they are cancelled [s]


class OnePerLoop(Generic[T]):
    """Things that belong to event loops; the first who asks in a loop makes its own."""

    def __init__(self, make: Callable[[], T]) -> None:
        self._make = make
        self._made: dict[asyncio.AbstractEventLoop, T] = {}

    def here(self) -> T:
        """Return that of the running loop."""
        loop = asyncio.get_running_loop()
        if loop not in self._made:
            self._made[loop] = self._make()
        return self._made[loop]

    def found(self) -> T | None:
        """Return that of the running loop, if it has one."""
        return self._made.get(asyncio.get_running_loop())

    def forget(self) -> None:
        """Let the running loop have none any more."""
        self._made.pop(asyncio.get_running_loop(), None)

    def serving(self) -> list[tuple[asyncio.AbstractEventLoop, T]]:
        """Return those whose loops run, with these; may be asked in any thread."""
        made = list(self._made.items())
        for loop, _ in made:
            if loop.is_closed():
                self._made.pop(loop, None)
        return [(loop, one) for loop, one in made if loop.is_running()]


def is_cancelled() -> bool:
    """Say whether the running task was told to end, also if a library has swallowed that.

    channels_redis does, when it is cancelled while it takes its connections away.
    """
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


async def end_tasks() -> None:
    """Cancel what nobody waits for any more, and let it end: a loop must not stop around it.

    A look at the door or a lot of ballots may be with the database when the server stops. The
    thread finishes its work all the same; only nobody is told.
    """
    left = asyncio.all_tasks() - {asyncio.current_task()}
    for task in left:
        task.cancel()
    if left:
        await asyncio.wait(left, timeout=ENDING)
