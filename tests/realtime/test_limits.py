"""How much one browser may send."""

import pytest

from realtime import limits
from realtime.limits import Bucket


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is set."""
    now = [1000.0]
    monkeypatch.setattr(limits.time, "monotonic", lambda: now[0])
    return now


def taken(bucket, frames=1):
    """Count how many frames go through before one does not."""
    count = 0
    while bucket.take(frames):
        count += 1
    return count


def test_forty_frames_may_come_at_once(clock):
    assert taken(Bucket()) == 40


def test_twenty_a_second_may_follow(clock):
    bucket = Bucket()
    taken(bucket)

    clock[0] += 1

    assert taken(bucket) == 20


def test_a_long_rest_allows_no_more_than_a_burst(clock):
    bucket = Bucket()

    clock[0] += 3600

    assert taken(bucket) == 40


def test_what_is_dear_counts_more(clock):
    assert taken(Bucket(), 10) == 4


def test_a_clock_that_stands_still_gives_nothing(clock):
    bucket = Bucket()

    assert (taken(bucket), taken(bucket)) == (40, 0)
