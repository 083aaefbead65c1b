"""In which languages somebody reads the texts of a council."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from council.members.models import Member
from council.texts.models import Text
from council.texts.selectors import Reading, reading, reading_fallbacks


@dataclass(frozen=True, slots=True)
class Reader:
    """The language of the page, and where to look when a text does not exist in it."""

    language: str
    fallbacks: Sequence[str] = ()

    def read(self, text: Text) -> Reading:
        """Return the text as this reader gets it."""
        return reading(text, self.language, self.fallbacks)

    def read_all(self, texts: Iterable[Text]) -> list[Reading]:
        """Return the texts as this reader gets them."""
        return [self.read(text) for text in texts]


def reader_in(member: Member | None, language: str) -> Reader:
    """Return how a member, or somebody of the public, reads on a page in ``language``."""
    reads = [] if member is None else member.reads
    return Reader(language, reading_fallbacks(reads))
