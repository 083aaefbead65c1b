"""Names and languages: which form of a name a reader gets, which way a language runs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ckb", "he", "ur", "ps"})
FALLBACKS: Sequence[str] = ("en", "tr", "ar", "de")


def direction(language: str) -> str:
    """Return ``rtl`` or ``ltr``, the direction in which ``language`` is written.

    >>> direction("ar"), direction("tr")
    ('rtl', 'ltr')
    """
    return "rtl" if language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Name:
    """A name as one reader gets it, with the language it is in."""

    text: str
    language: str

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)

    def __str__(self) -> str:
        return self.text


def pick(names: Mapping[str, str], language: str) -> Name:
    """Return the name in ``language``, or in the first fallback that exists.

    >>> pick({"tr": "Genel Kurul", "en": "General Assembly"}, "de").text
    'General Assembly'
    """
    for wanted in (language, language.split("-", maxsplit=1)[0], *FALLBACKS, *names):
        if names.get(wanted):
            return Name(names[wanted], wanted)
    return Name("", language)
