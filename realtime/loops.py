"""What there is one of in a process that serves: one for each running event loop."""

import asyncio
from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


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
