"""How often Python looks for garbage in a process that serves."""

import gc

MOST = 10_000  # objects that may pile up before it looks which of the newest are garbage
MIDDLE, ALL = 5, 2  # such looks before one at the older ones, and of these before one at all


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
