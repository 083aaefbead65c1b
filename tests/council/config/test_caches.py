"""The cache that all processes share."""

import multiprocessing
import time

import pytest

from council.config.caches import SQLiteCache, cache_of
from tests.support.rivals import race


@pytest.fixture
def cache(tmp_path):
    return SQLiteCache(str(tmp_path / "cache.sqlite3"), {})


def test_what_is_set_can_be_got_until_it_expires(cache):
    cache.set("a", {"b": 1}, 60)
    cache.set("short", 1, -1)

    assert cache.get("a") == {"b": 1}
    assert cache.get("short", "gone") == "gone"
    assert cache.get_many(["a", "none"]) == {"a": {"b": 1}}


def test_adding_does_not_overwrite_until_the_first_has_expired(cache):
    assert cache.add("a", 1, 0.05)
    assert not cache.add("a", 2, 60)
    time.sleep(0.06)

    assert cache.add("a", 3, 60)
    assert cache.get("a") == 3


def test_things_are_forgotten(cache):
    cache.set("a", 1)
    assert cache.delete("a")
    assert not cache.delete("a")

    cache.set("b", 1)
    cache.clear()
    assert cache.get("b") is None


def test_a_thing_may_live_for_ever_or_longer(cache):
    cache.set("ever", 1, None)
    cache.set("a", 1, 60)

    assert cache.get("ever") == 1
    assert cache.touch("a", -1)
    assert cache.get("a") is None
    assert not cache.touch("a", 60)


def test_what_never_expires_is_not_overwritten_by_adding(cache):
    cache.set("ever", 1, None)

    assert not cache.add("ever", 2)


def test_what_has_expired_is_cleared_away(cache):
    cache.set("old", 1, -1)
    cache.set("new", 1, 60)

    cache.purge()

    rows = cache._connection().execute("SELECT count(*) FROM entry").fetchone()
    assert rows == (1,)


def test_of_many_that_add_at_once_one_succeeds(cache):
    assert sum(race(lambda number: cache.add("slot", number, 60), times=20)) == 1


def _add(path):
    return SQLiteCache(path, {}).add("slot", 1, 60)


@pytest.mark.service
@pytest.mark.apart
def test_of_many_processes_one_succeeds(tmp_path):
    path = str(tmp_path / "cache.sqlite3")

    with multiprocessing.get_context("spawn").Pool(3) as pool:
        assert sum(pool.map(_add, [path] * 6)) == 1


def test_redis_takes_its_place_where_there_is_one(tmp_path):
    shared = cache_of("redis://127.0.0.1/0", tmp_path, "majlis.here.")

    assert shared["BACKEND"].endswith("SharedCache")
    assert shared["KEY_PREFIX"] == "majlis.here."
    assert cache_of("", tmp_path / "c", "majlis.here.")["LOCATION"] == str(tmp_path / "c")
