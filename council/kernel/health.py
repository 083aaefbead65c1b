"""Whether this process can serve: what a supervisor or a load balancer asks."""

from functools import cache

from django.core.cache import cache as shared_cache
from django.db import (
    DEFAULT_DB_ALIAS,
    DatabaseError,
    InterfaceError,
    OperationalError,
    connections,
)
from django.db.migrations.executor import MigrationExecutor
from redis.exceptions import RedisError

from council.kernel import durability


def is_passing(problem: BaseException | None) -> bool:
    """Say whether a failure is one of those that pass: a service we stand on does not answer."""
    return isinstance(problem, OperationalError | InterfaceError | RedisError)


def problems() -> list[str]:
    """Return what stands in the way of serving; nothing when all is well.

    ``database``: it does not answer. ``durability``: it no longer waits for the disk.
    ``migrations``: its tables are those of another version. ``cache``: limits and sessions cannot
    be shared.
    """
    try:
        found = ["durability"] if durability.forgets() else []
        found += [] if _are_migrations_applied() else ["migrations"]
    except DatabaseError:
        return ["database"]
    return found if _is_cache_there() else [*found, "cache"]


def _are_migrations_applied() -> bool:
    try:
        return _once_applied()
    except _Pending:
        return False


class _Pending(Exception):
    """Some migrations have not been applied."""


@cache
def _once_applied() -> bool:
    """Look until they are applied, then never again: reading them all takes a while."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _Pending
    return True


def _is_cache_there() -> bool:
    try:
        shared_cache.touch("health")
    except Exception:  # noqa: BLE001 - whatever the cache's library raises, it is not there
        return False
    return True
