"""One correction by itself, as the page on which it is answered shows it."""

from council.texts.selectors import read_versions, reading
from deliberation.meetings.selectors.people import name_for
from deliberation.minutes.models import Correction
from deliberation.minutes.selectors.document import CorrectionShown, Person, anchor_of


def correction_shown(correction: Correction, language: str) -> CorrectionShown:
    """Return the correction for a reader of ``language``."""
    texts = [one for one in (correction.words, correction.reason, correction.answer) if one]
    read_versions(texts)
    number = correction.item.number if correction.item else ""
    return CorrectionShown(
        pk=correction.pk,
        number=correction.number,
        place=correction.place,
        item_id=correction.item_id,
        item_number=number,
        anchor=anchor_of(correction.place, number),
        person=Person(correction.member_id, name_for(correction.member, language)),
        words=reading(correction.words, language),
        reason=reading(correction.reason, language) if correction.reason else None,
        status=correction.status,
        answer=reading(correction.answer, language) if correction.answer else None,
        proposed_at=correction.proposed_at,
        answered_at=correction.answered_at,
    )
