"""Who is to sit in a new assembly, as files and forms have it."""

from itertools import product
from typing import NamedTuple

Names = tuple[str, ...]
NAMES = {
    "w": (
        ("Ayşe", "Elif", "Zeynep", "Hatice", "Merve", "Esra", "Gülten", "Sevgi", "Nuray", "Derya"),
        ("هالة", "سلمى", "نور", "مريم", "ليلى", "سعاد", "هدى", "رانية", "أمل", "دعاء"),
    ),
    "m": (
        ("Ahmet", "Murat", "Hakan", "Emre", "Kemal", "Orhan", "Serkan", "Tarık", "Veli", "Yusuf"),
        ("عمر", "خالد", "ياسر", "سامر", "طارق", "حسن", "زياد", "كريم", "وائل", "نبيل"),
    ),
}
FAMILIES = (("Karadağ", "Toprak"), ("الحلبي", "الشامي"))
SENDERS = {
    "kadin": ("Kadın Dayanışma Derneği", "جمعية تضامن النساء"),
    "emek": ("Emek Sendikası", "نقابة العمل"),
    "esnaf": ("Esnaf Odası", "غرفة الحرفيين"),
    "veli": ("Veliler Birliği", "رابطة الأهالي"),
}
SEATS, DELEGATED, ELECTED = 60, 44, 6  # numbers of seats; all others are filled by lot
BODY = "GMM"
LATE = list(SENDERS.values())[DELEGATED % len(SENDERS)][0]  # sends no woman to the last seat


class Person(NamedTuple):
    """Somebody in the files; their key says what they will declare."""

    key: str
    name: str
    language: str

    @property
    def number(self) -> int:
        """Which woman, or which man."""
        return int(self.key[1:])

    @property
    def is_woman(self) -> bool:
        """Counts herself toward the women; all others count themselves toward the men."""
        return self.key[0] == "w"

    @property
    def is_young(self) -> bool:
        """Counts themselves toward the young."""
        return self.number % 4 == 0


def _people() -> dict[str, Person]:
    found = {}
    for letter, (turkish, arabic) in NAMES.items():
        spoken = (_names(turkish, FAMILIES[0], "tr"), _names(arabic, FAMILIES[1], "ar"))
        named = [one for pair in zip(*spoken, strict=True) for one in pair]
        for number, (name, code) in enumerate(named, 1):
            key = f"{letter}{number:02}"
            found[key] = Person(key, name, code)
    return found


def _names(given: Names, families: Names, language: str) -> list[tuple[str, str]]:
    return [(f"{one} {family}", language) for family, one in product(families, given)]


def _numbered(letter: str, first: int, last: int) -> list[Person]:
    return [PEOPLE[f"{letter}{n:02}"] for n in range(first, last + 1)]


PEOPLE = _people()
DELEGATES = [*_numbered("w", 1, 21), *_numbered("m", 1, 22)]
CHAIR, SECOND = PEOPLE["w01"], PEOPLE["m01"]
SENT_FIRST, SENT_AT_LAST = PEOPLE["m23"], PEOPLE["w22"]  # for the last of the delegates' seats
CANDIDATES = [*_numbered("w", 24, 27), *_numbered("m", 24, 27)]
VOLUNTEERS = [*_numbered("w", 28, 40), *_numbered("m", 28, 40)]
ON_PHONES = [PEOPLE[key] for key in ("w02", "w22", "w24", "w28")]  # one of each way to a seat


def registry_files() -> list[tuple[str, str]]:
    """Return the files of the office, as name and text."""
    senders = [f"{key},{tr},{ar}" for key, (tr, ar) in SENDERS.items()]
    members = [f"{p.name},{p.key},{p.language},{p.language}" for p in PEOPLE.values()]
    offices = [f"{CHAIR.key},{BODY},chair", f"{SECOND.key},{BODY},registrar"]
    return [
        ("kurumlar.csv", _table("key,name_tr,name_ar", senders)),
        ("uyeler.csv", _table("public_name,username,reads,speaks", members)),
        ("sandalyeler.csv", _table(SEAT_COLUMNS, [_seat(n) for n in range(1, SEATS + 1)])),
        ("gorevler.csv", _table("member,body,office", offices)),
    ]


SEAT_COLUMNS = "body,number,filled_by,organisation,titular,group_label"


def _seat(number: int) -> str:
    if number > DELEGATED:
        return f"{BODY},{number},{'elected' if number <= DELEGATED + ELECTED else 'lot'},,,"
    sender = list(SENDERS)[number % len(SENDERS)]
    if number == DELEGATED:  # its organisation is late
        return f"{BODY},{number},delegated,{sender},,women"
    return f"{BODY},{number},delegated,{sender},{DELEGATES[number - 1].key},"


def pool_rows() -> str:
    """Return those who volunteered for the lot, as the office pastes them."""
    lines = [
        f"{n},{one.name},{one.key},{_word(one.is_woman)},{_word(not one.is_woman)},"
        f"{_word(one.is_young)}"
        for n, one in enumerate(VOLUNTEERS, 1)
    ]
    return _table("id,name,username,women,men,young_people", lines)


def _word(is_so: bool) -> str:
    return "yes" if is_so else "no"


def _table(head: str, lines: list[str]) -> str:
    return "\n".join([head, *lines, ""])
