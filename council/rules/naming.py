"""Names of people: what may stand in one, which look alike, and how they are searched."""

import re
import unicodedata

KEY_LENGTH = 40
MOST_MARKS = 3  # stacked on one letter; more is mischief in every script we know
JOINERS = frozenset({"\u200c", "\u200d"})
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"})
RESERVED = frozenset(
    [
        "admin",
        "administrator",
        "moderator",
        "system",
        "root",
        "support",
        "majlis",
        "yönetici",
        "yönetim",
        "moderatör",
        "sistem",
        "المدير",
        "المشرف",
        "الإدارة",
        "النظام",
        "verwaltung",
        "verwalter",
        "administration",
        "moderation",
    ]
)
FOLDED = str.maketrans(
    {
        **dict.fromkeys("أإآٱا", "ا"),
        **dict.fromkeys("ىيیئ", "ي"),
        **dict.fromkeys("كک", "ك"),
        **dict.fromkeys("ةهەھ", "ه"),
        **dict.fromkeys("ؤو", "و"),
        "ـ": None,
        "\u200c": " ",
        "\u200d": None,
        "İ": "i",
        "I": "i",
        "ı": "i",
        "ß": "ss",
        "’": None,
        "'": None,
        "-": " ",
    }
)
CONFUSABLE = str.maketrans(  # Cyrillic, Greek and digits that pass for Latin letters
    "аеорсухіјѕкмтвнԁһԛԝαεινορτυχ01",
    "aeopcyxijskmtbhdhqwaeivoptuxol",
)
LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe"})


def tidy(name: str) -> str:
    """Return the name composed (NFC) and with single spaces.

    >>> tidy("  Ayşe   Kaplan ")
    'Ayşe Kaplan'
    """
    return " ".join(unicodedata.normalize("NFC", name).split())


def hidden_characters(name: str) -> tuple[str, ...]:
    """Return the invisible characters that no name may hold, such as ``U+202E``.

    They could turn round the words that follow. Joiners are allowed inside words, where Persian,
    Kurdish and Indic spelling needs them.

    >>> hidden_characters("Sami\u202eRey")
    ('U+202E',)
    """
    found = [char for at, char in enumerate(name) if _is_hidden(name, at)]
    return tuple(f"U+{ord(char):04X}" for char in dict.fromkeys(found))


def _is_hidden(name: str, at: int) -> bool:
    char = name[at]
    if char in JOINERS:
        return not (_is_in_word(name[at - 1 : at]) and _is_in_word(name[at + 1 : at + 2]))
    return unicodedata.category(char) in HIDDEN


def _is_in_word(char: str) -> bool:
    return char != "" and unicodedata.category(char)[0] in "LM"


def has_piled_marks(name: str) -> bool:
    """Say whether more marks are stacked on one letter than any spelling needs."""
    run = 0
    for char in unicodedata.normalize("NFD", name):
        run = run + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        if run > MOST_MARKS:
            return True
    return False


def is_reserved(name: str) -> bool:
    """Say whether the name is a word by which the system itself might speak."""
    return skeleton(name) in {skeleton(word) for word in RESERVED}


def fold(words: str) -> str:
    """Return what two spellings of the same words share, for search.

    Alef, yeh, kaf, heh and hamza carriers, dotted and dotless i, marks, case, and the digits of
    all scripts are made equal.

    >>> fold("ISPARTA") == fold("ısparta"), fold("أحمد") == fold("احمد"), fold("Çelik")
    (True, True, 'celik')
    """
    plain = unicodedata.normalize("NFKC", words).translate(FOLDED).casefold()
    bare = (_digit(char) for char in unicodedata.normalize("NFD", plain) if not _is_mark(char))
    return " ".join("".join(bare).translate(FOLDED).split())


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _digit(char: str) -> str:
    return str(unicodedata.digit(char)) if char.isdecimal() else char


def skeleton(name: str) -> str:
    """Return what names that could be taken for each other share.

    >>> skeleton("\u041em\u0430r Diab") == skeleton("Omar  DIAB")
    True
    """
    return fold(name).translate(CONFUSABLE)


def username_from(name: str) -> str:
    """Propose a username for a name in Latin letters; empty for one in another script.

    >>> username_from("Prof. Dr. Tuğba İnan"), username_from("رانيا")
    ('tugba.inan', '')
    """
    words = [word.removeprefix("Al-") for word in name.split() if not word.endswith(".")]
    plain = [bare for word in words if (bare := _ascii(word))]
    return ".".join([*plain[:1], *plain[1:][-1:]])[:KEY_LENGTH]


def is_username(word: str) -> bool:
    """Say whether the word can be a username: ASCII letters and digits, joined by ``. _ -``.

    >>> is_username("tugba.inan"), is_username("Tuğba"), is_username(".x")
    (True, False, False)
    """
    return re.fullmatch(r"[a-z0-9]+([._-][a-z0-9]+)*", word) is not None and len(word) <= KEY_LENGTH


def _ascii(word: str) -> str:
    bare = unicodedata.normalize("NFKD", word.replace("İ", "i").lower().translate(LATIN))
    return re.sub(r"[^a-z0-9]", "", bare)
