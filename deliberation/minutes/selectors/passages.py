"""One passage of the minutes on its way into a language."""

from dataclasses import dataclass

from council.kernel.visibility import Unseen
from council.texts.models import TextVersion
from council.texts.selectors import current_versions
from deliberation.minutes.models import Minutes, Passage, Place


@dataclass(frozen=True, slots=True)
class Rendering:
    """A passage read in ``source`` and written in ``target``."""

    minutes: Minutes
    passage: Passage
    source: str
    target: str


def passage_at(minutes: Minutes, place: Place, item_id: int | None) -> Passage | None:
    """Return what was written there, with its current versions, or None."""
    rows = Passage.objects.filter(minutes=minutes, place=place, item_id=item_id)
    texts = rows.select_related("text").prefetch_related(current_versions("text__versions"))
    return texts.first()


def version_in(passage: Passage | None, language: str) -> TextVersion | None:
    """Return the words of the passage in the language, or None."""
    if passage is None:
        return None
    return next(
        (one for one in passage.text.versions.all() if one.is_current and one.language == language),
        None,
    )


def rendering_of(minutes: Minutes, place: Place, item_id: int | None, target: str) -> Rendering:
    """Return the passage there on its way from its original into the target language.

    Raises:
        Unseen: nothing was written there.
    """
    passage = passage_at(minutes, place, item_id)
    if passage is None:
        raise Unseen
    return Rendering(minutes, passage, passage.text.language, target)
