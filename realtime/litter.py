"""How often Python looks for garbage in a process that serves."""

import gc

MOST = 10_000  # objects that may pile up before it looks which of the newest are garbage


def spare_the_collector() -> None:
    """Let the collector pass over what is there already, which is there to stay.

    It would look through all of Django again and again, for an eighth of a second each time in
    which nobody is served: for every few thousand ballots of a hall that votes, to find nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(MOST, *gc.get_threshold()[1:])
