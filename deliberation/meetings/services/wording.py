"""Words written in several languages at once, one of them the original."""

from collections.abc import Mapping

from council.accounts.models import User
from council.texts.models import Text, TextKind
from council.texts.services import create_text_in


def write_text(
    actor: User, kind: TextKind, words: Mapping[str, str], language: str, author_name: str = ""
) -> Text:
    """Store the words; where ``language`` has none, the first that has some is the original.

    Raises:
        EmptyText: there are no words in any language.
    """
    original = language if words.get(language) else next(iter(words), language)
    return create_text_in(
        actor=actor,
        kind=kind,
        bodies=words or {original: ""},
        language=original,
        author_name=author_name,
    )
