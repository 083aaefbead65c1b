"""How often a process that serves looks for garbage, and that what it has freed goes back."""

import asyncio
import ctypes
import gc

MOST = 10_000  # objects that may pile up before it looks which of the newest are garbage
MIDDLE, ALL = 5, 2  # such looks before one at the older ones, and of these before one at all
GIVEN_BACK_EVERY = 60.0  # [s]


def spare_the_collector() -> None:
    """Let the collector pass over what is there already, which is there to stay.

    It would look through all of Django again and again, for an eighth of a second each time in
    which nobody is served: for every few thousand ballots of a hall that votes, to find nothing.

    What is left is looked through after 100,000 objects: the request of a page is garbage whose
    parts point at each other. Lines are not: they let go of their parts when they end.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST, MIDDLE, ALL)


def give_back() -> None:
    """Let the C library return the pages that lie free between blocks in use, if it is GNU's.

    By itself it returns only what lies behind the last of them. Frames come and go in all sizes, so
    that it would hold a little more every minute, though no more is in use.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


async def keep_giving_back() -> None:
    """Do so now and then, beside the loop: it takes some milliseconds."""
    while True:
        await asyncio.sleep(GIVEN_BACK_EVERY)
        await asyncio.to_thread(give_back)
