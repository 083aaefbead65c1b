"""Threads for pages: never more than there are connections, and some are left for others."""

import pytest

from realtime.turns import at_once


@pytest.mark.parametrize(
    ("connections", "threads"), [(None, 16), (100, 16), (20, 16), (10, 7), (4, 1), (2, 1)]
)
def test_pages_leave_connections_for_ballots_notices_and_commands(connections, threads):
    assert at_once(connections) == threads
