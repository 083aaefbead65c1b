"""The cache of several processes, with a Redis and while it is away."""

import threading
from uuid import uuid4

import pytest
from redis.exceptions import RedisError

from council.config import redis_cache
from council.config.redis_cache import SharedCache
from tests.support.machine import Missing, redis_url

pytestmark = pytest.mark.service
NOWHERE = "redis://127.0.0.1:1/0"


def cache_at(url):
    return SharedCache(url, {"KEY_PREFIX": f"test-{uuid4().hex}"})


@pytest.fixture
def cache():
    try:
        return cache_at(redis_url())
    except Missing as reason:
        pytest.skip(str(reason))


@pytest.fixture(autouse=True)
def present(monkeypatch):
    """No test inherits the absence that another one noticed."""
    monkeypatch.setattr(redis_cache, "_absence", redis_cache._Absence())


def test_it_keeps_counts_and_forgets(cache):
    cache.set("a", {"b": 1}, 60)

    assert cache.get("a") == {"b": 1}
    assert (cache.add("a", 2, 60), cache.add("c", 3, 60)) == (False, True)
    assert cache.delete("a")
    assert cache.get("a", "gone") == "gone"


def test_all_threads_of_a_process_ask_over_one_pool(cache):
    clients = []
    threads = [
        threading.Thread(target=lambda: clients.append(cache_at(redis_url())._cache))
        for _ in range(3)
    ]
    for each in threads:
        each.start()
        each.join()

    assert clients == [cache._cache] * 3


def test_while_it_is_away_what_was_kept_is_missed():
    away = cache_at(NOWHERE)

    away.set("a", 1, 60)

    assert away.get("a", "made anew") == "made anew"


def test_while_it_is_away_nothing_is_counted_as_if_it_were_the_first():
    with pytest.raises(RedisError):
        cache_at(NOWHERE).add("try", 1, 60)


def test_it_is_not_asked_again_at_once_but_then_it_is(cache, monkeypatch):
    cache.set("a", 1, 60)
    cache_at(NOWHERE).get("a")

    assert cache.get("a") is None
    monkeypatch.setattr(redis_cache.time, "monotonic", lambda: redis_cache._absence._until)
    assert cache.get("a") == 1
