"""Nothing is lost in a burst; and the way of telling is shown to find what others lose."""

from contextlib import contextmanager

import pytest

from tests.benchmarks.lines.driver import OURS, Crowd, Driver
from tests.benchmarks.lines.machine import machine

pytestmark = pytest.mark.service
BURST, BROWSERS, SIZE = 300, 40, 300


@contextmanager
def crowd(server, *request):
    """Connect the browsers."""
    made = Crowd(Driver(), server.port, [request] * BROWSERS)
    try:
        made.connect()
        yield made
    finally:
        made.close()


def lost(crowd, server, patience):
    """Tell everybody so many things at once; return how many did not arrive at somebody."""
    server.tell("publish", SIZE, BURST)
    crowd.wait(BURST, patience)
    return sum(BURST - each.frames for each in crowd.browsers)


def test_a_burst_arrives_whole_at_everybody():
    with machine() as start:
        server = start("hub", 0)
        path = f"/ws/meetings/{server.tell('tell')['meeting']}/?lang=ar"
        with crowd(server, path, OURS) as browsers:
            assert browsers.wait(1)
            browsers.count(b'{"t":"n"')

            assert lost(browsers, server, patience=60) == 0


def test_of_the_same_burst_the_consumer_of_the_tutorial_loses_much():
    """Its layer keeps 100 messages for a channel and drops the others, without a word."""
    with machine() as start:
        server = start("tutorial", "memory")
        with crowd(server, "/ws/hall/") as browsers:
            browsers.count(b"")

            assert lost(browsers, server, patience=3) > BROWSERS  # often a third, or two
