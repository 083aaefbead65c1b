"""What was put right in published minutes, as one reader may read it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from council.kernel.audience import Audience
from council.kernel.names import direction
from deliberation.minutes.models import Place
from deliberation.minutes.selectors.document import anchor_of
from deliberation.register.models import Erratum


@dataclass(frozen=True, slots=True)
class ErratumShown:
    """How a place should read, why, and at which line of the register it says so."""

    place: Place
    item_number: str
    anchor: str
    language: str
    words: str
    reason: str
    at: datetime
    index: int

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    @property
    def paragraphs(self) -> Sequence[str]:
        """Its words, part by part."""
        return [one.strip() for one in self.words.splitlines() if one.strip()]


def errata_of(minutes_id: int, audience: Audience) -> Sequence[ErratumShown]:
    """Return what was put right, oldest first; of closed items the public learns nothing."""
    rows = Erratum.objects.filter(minutes_id=minutes_id).select_related("item", "entry")
    return [
        _shown(one)
        for one in rows.order_by("pk")
        if audience is not Audience.PUBLIC or one.item is None or one.item.is_public
    ]


def _shown(one: Erratum) -> ErratumShown:
    number = one.item.number if one.item else ""
    return ErratumShown(
        place=one.place,
        item_number=number,
        anchor=anchor_of(one.place, number),
        language=one.language,
        words=one.words,
        reason=one.reason,
        at=one.at,
        index=one.entry.index,
    )
