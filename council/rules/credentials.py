"""What stands against giving somebody a way in, and how a card's code is written and read."""

import unicodedata
from collections.abc import Iterator

from council.rules.errors import RuleViolation

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LENGTH, GROUP = 16, 4  # 16 characters of 5 bits: 80 bits, far beyond guessing
LOOKALIKES = str.maketrans("ILO", "110")


class AccountClosed(RuleViolation):
    """The account has been deactivated: nobody can sign in to it."""

    code = "account_closed"


def written(number: int) -> str:
    """Write a number below 2**80 as the code of a card, in groups of four.

    >>> written(0), written(2**80 - 1)
    ('0000-0000-0000-0000', 'ZZZZ-ZZZZ-ZZZZ-ZZZZ')
    """
    digits = [ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH))]
    groups = range(0, LENGTH, GROUP)
    return "-".join("".join(digits[start : start + GROUP]) for start in groups)


def read(typed: str) -> str:
    """Return the code that somebody meant, without groups; empty if it can be none.

    Case, spaces and dashes do not matter, nor do digits of other scripts, nor O for 0 and I or L
    for 1; a Turkish keyboard's dotted and dotless letters are an I too.

    >>> read("o1il ٣٤٥٦-789a bcde"), read("too short")
    ('01113456789ABCDE', '')
    """
    meant = "".join(_characters(typed)).translate(LOOKALIKES)
    return meant if len(meant) == LENGTH and set(meant) <= set(ALPHABET) else ""


def _characters(typed: str) -> Iterator[str]:
    for character in unicodedata.normalize("NFKC", typed):
        if character.isalnum():
            digit = unicodedata.digit(character, None)
            yield _letter(character) if digit is None else str(digit)


def _letter(character: str) -> str:
    return "I" if character in "ıİ" else character.upper()
