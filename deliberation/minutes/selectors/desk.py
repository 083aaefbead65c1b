"""What the clerk has to do before the draft can go out."""

from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.minutes.models import Minutes, Passage, Place
from deliberation.minutes.phrases import GAPS
from deliberation.minutes.selectors.document import anchor_of
from deliberation.minutes.selectors.documents import facts_of
from deliberation.rules.record.completeness import Gap, gaps_in
from deliberation.rules.record.facts import Facts


@dataclass(frozen=True, slots=True)
class GapShown:
    """Something that is missing, and where on the page it is filled in."""

    code: str
    words: str
    anchor: str


WHERE = {"opened": Place.FRAME, "closed": Place.FRAME, "quorum": Place.OPENING}


def gaps_of(minutes: Minutes, facts: Facts | None = None) -> Sequence[GapShown]:
    """Return what minutes must say and these do not; ``facts`` where they are compiled already."""
    written = Passage.objects.filter(minutes=minutes, item__isnull=False)
    found = gaps_in(facts or facts_of(minutes), set(written.values_list("item_id", flat=True)))
    return [_shown(gap) for gap in found]


def _shown(gap: Gap) -> GapShown:
    place = Place.ITEM if gap.item_id else WHERE.get(gap.code, Place.PEOPLE)
    words = str(GAPS[gap.code]) % {"number": gap.number}
    return GapShown(gap.code, words, anchor_of(place, gap.number))
