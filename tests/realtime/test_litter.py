"""The collector does not look through what is there to stay."""

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
