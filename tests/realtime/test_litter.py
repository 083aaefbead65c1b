"""The collector does not look through what is there to stay, and what is freed goes back."""

import subprocess
import sys

from tests.support.source import ROOT

GROWN = """
import gc, time
kept = [[number] for number in range(1_000_000)]
{spared}
began = time.thread_time()
gc.collect()
print(time.thread_time() - began)
"""
SPARED = "from realtime.litter import spare_the_collector; spare_the_collector()"


def seconds_to_collect(spared):
    done = subprocess.check_output([sys.executable, "-c", GROWN.format(spared=spared)], cwd=ROOT)
    return float(done)


def test_a_large_site_costs_the_collector_nothing():
    assert seconds_to_collect(SPARED) < seconds_to_collect("") / 5


SCATTERED = """
import os
from pathlib import Path
from realtime.litter import give_back
def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
frames = [bytes(20_000) for _ in range(5_000)]
frames = frames[::10]
before = held()
give_back()
print(before - held())
"""


def test_what_is_freed_between_frames_in_use_goes_back():
    returned = subprocess.check_output([sys.executable, "-c", SCATTERED], cwd=ROOT)

    assert int(returned) > 50_000_000  # of 90
