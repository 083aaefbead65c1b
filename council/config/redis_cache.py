"""The cache of several processes: Redis, asked by all threads of a process over one pool."""

import logging
import time
from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

# A Redis that hangs must not hang those who ask it [s].
TIMES: Mapping[str, float] = {"socket_connect_timeout": 2, "socket_timeout": 2}
PAUSE = 2.0  # before a Redis that did not answer is asked again for what can be missed [s]


class SharedCache(RedisCache):
    """Django's, whose reader can do without it for a while.

    What is merely kept is missed and made anew while Redis is away. Counting is not: ``add``
    raises, so that nobody gets more tries than there are.
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._addresses = server.split(",")

    @cached_property
    def _cache(self) -> RedisCacheClient:
        # Django makes a cache for every thread, which under ASGI means for every request.
        return _client(*self._addresses)

    def get(self, key: str, default: object = None, version: int | None = None) -> object:
        """Return what is stored, or ``default``, also when Redis is away."""
        if _absence.lasts():
            return default
        try:
            return super().get(key, default, version)
        except RedisError as problem:
            _absence.begin(problem)
            return default

    def set(
        self,
        key: str,
        value: object,
        timeout: float | None = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        """Store ``value``, unless Redis is away."""
        if _absence.lasts():
            return
        try:
            super().set(key, value, timeout, version)
        except RedisError as problem:
            _absence.begin(problem)


class _Absence:
    """Whether Redis failed to answer a moment ago."""

    def __init__(self) -> None:
        self._until = 0.0

    def begin(self, problem: RedisError) -> None:
        logger.warning("Redis is away, and what it keeps is missed: %s", problem)
        self._until = time.monotonic() + PAUSE

    def lasts(self) -> bool:
        return time.monotonic() < self._until


_absence = _Absence()


@cache
def _client(*servers: str) -> RedisCacheClient:
    client: Any = RedisCacheClient  # its stubs do not know that the rest is for the connections
    made: RedisCacheClient = client(list(servers), **TIMES)
    return made
