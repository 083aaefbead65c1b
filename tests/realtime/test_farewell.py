"""A full hall is told before its server stops, so that every page comes back by itself."""

import pytest

from tests.benchmarks.lines.driver import OURS, Crowd, Driver
from tests.benchmarks.lines.machine import machine

pytestmark = pytest.mark.service
HALL = 1000


def test_a_thousand_hear_goodbye_and_when_to_come_back():
    with machine() as start:
        server = start("hub", 0)
        path = f"/ws/meetings/{server.tell('tell')['meeting']}/?lang=tr"
        crowd = Crowd(Driver(), server.port, [(path, OURS)] * HALL)
        try:
            crowd.connect()
            assert crowd.wait(1)
            crowd.count(b'{"t":"bye","code":4503,"retry":2000}')

            server.process.terminate()

            assert crowd.wait(1)
            assert server.process.wait(timeout=20) == 0
        finally:
            crowd.close()
