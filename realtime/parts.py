"""Which kind of journal entry changes which parts of the page, and what is told each second."""

from collections.abc import Mapping

from realtime.livepart import Live, Tick

LIVE: Mapping[str, Live] = {}
TICKS: Mapping[str, Tick] = {}
