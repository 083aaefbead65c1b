"""How often something may be tried: strict for one account from one address, wide for a hall.

A try takes a slot that is free again when its span is over. Slots are taken with ``add``, which
every shared cache does atomically, so that fifty tries at once take no more than there are.
"""

import hashlib

from django.core.cache import cache

MINUTE, HOUR, DAY = 60, 3600, 86400
# Growing: whoever has used up five minutes' tries again and again waits for an hour, then a day.
STRICT = ((5, 5 * MINUTE), (15, HOUR), (45, DAY))
LETTERS = ((20, HOUR),)  # for one mailbox, from wherever they are asked for


def take(name: str, *keys: str, spans: tuple[tuple[int, int], ...] = STRICT) -> bool:
    """Take a slot for one more try; say whether there was one in every span."""
    return all(_take(name, keys, amount, span) for amount, span in spans)


def _take(name: str, keys: tuple[str, ...], amount: int, span: int) -> bool:
    who = hashlib.sha256("\n".join(keys).encode()).hexdigest()  # no names in the cache
    slots = (f"limit:{name}:{span}:{who}:{slot}" for slot in range(amount))
    return any(cache.add(slot, 1, span) for slot in slots)
