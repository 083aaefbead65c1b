"""The recent notices of one meeting: finished bytes, ready for whoever missed them."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from realtime.news import News, Readers

LENGTH = 4096  # notices
BUDGET = 32 * 1024 * 1024  # of finished frames; older ones are made again when asked for [bytes]


@dataclass(slots=True)
class Item:
    """One piece of news and the frames that were made of it so far."""

    news: News
    frames: dict[Readers, bytes] = field(default_factory=dict)

    @property
    def weight(self) -> int:
        """What its frames take [bytes]."""
        return sum(map(len, self.frames.values()))


class Ring:
    """Numbers without gaps, from ``first`` to the newest; the oldest fall out."""

    def __init__(self, length: int = LENGTH, budget: int = BUDGET) -> None:
        self._items: deque[Item] = deque(maxlen=length)
        self._weight, self._budget = 0, budget

    def __len__(self) -> int:
        return len(self._items)

    @property
    def first(self) -> int | None:
        """The oldest number that is here."""
        return self._items[0].news.seq if self._items else None

    def append(self, item: Item) -> None:
        """Add the newest."""
        if len(self._items) == self._items.maxlen:
            self._weight -= self._items[0].weight
        self._items.append(item)
        self._weight += item.weight
        self._lose_weight(item)

    def prepend(self, news: Sequence[News]) -> None:
        """Add older ones, read from the journal; there must be room for them."""
        self._items.extendleft(Item(each) for each in reversed(news))

    def fill(self, item: Item, frames: Mapping[Readers, bytes]) -> None:
        """Add frames that were made later to an item of the ring."""
        self._weight -= item.weight
        item.frames.update(frames)
        self._weight += item.weight

    def after(self, seq: int, most: int) -> list[Item]:
        """Return up to ``most`` of those that follow ``seq``; all numbers must be here."""
        start = seq + 1 - (self.first or 0)
        return list(islice(self._items, start, start + most))

    def _lose_weight(self, newest: Item) -> None:
        if self._weight <= self._budget:
            return
        for item in self._items:
            if self._weight <= self._budget // 2 or item is newest:
                return
            self._weight -= item.weight
            item.frames.clear()
