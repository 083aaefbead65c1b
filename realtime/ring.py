"""The recent notices of one meeting: finished bytes, ready for whoever missed them."""

from collections import OrderedDict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from realtime.news import News, Readers

LENGTH = 4096  # notices
BUDGET = 16 * 1024 * 1024  # of finished frames; older ones are made again when asked for [bytes]


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
    """Numbers without gaps, from ``first`` to the newest; the oldest fall out.

    Once its frames weigh as much as they may, it neither grows nor shrinks: what is added costs
    those that were made longest ago their frames.
    """

    def __init__(self, length: int = LENGTH, budget: int = BUDGET) -> None:
        self._items: deque[Item] = deque(maxlen=length)
        self._finished: OrderedDict[int, Item] = OrderedDict()  # those with frames, by number
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
            self._strip(self._items[0])
        self._items.append(item)
        self._keep(item)

    def prepend(self, news: Sequence[News]) -> None:
        """Add older ones, read from the journal; there must be room for them."""
        self._items.extendleft(Item(each) for each in reversed(news))

    def fill(self, item: Item, frames: Mapping[Readers, bytes]) -> None:
        """Add frames that were made later to an item of the ring."""
        frames = {**item.frames, **frames}
        self._strip(item)
        item.frames.update(frames)
        self._keep(item)

    def after(self, seq: int, most: int) -> list[Item]:
        """Return up to ``most`` of those that follow ``seq``; all numbers must be here."""
        start = seq + 1 - (self.first or 0)
        return list(islice(self._items, start, start + most))

    def _keep(self, item: Item) -> None:
        self._finished[item.news.seq] = item
        self._weight += item.weight
        while self._weight > self._budget and len(self._finished) > 1:
            self._strip(next(iter(self._finished.values())))

    def _strip(self, item: Item) -> None:
        """Give up the item's frames."""
        if self._finished.pop(item.news.seq, None) is not None:
            self._weight -= item.weight
        item.frames.clear()
