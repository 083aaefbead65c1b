"""What a search costs among many texts, and what it would cost to read every row instead."""

import random
import time
from datetime import timedelta

from django.utils import timezone

from council.rules.naming import fold
from deliberation.rules.finding import Kind, State
from deliberation.search.machinery import merge
from deliberation.search.models import Findable, Wording
from deliberation.search.selectors.finding import Asked, found_for
from tests.factories.institution import make_body

LOT = 1000
STEMS = {
    "de": ["wohn", "kind", "schul", "stadt", "platz", "arbeit", "schutz", "haus", "gesund", "amt"],
    "ar": ["سكن", "مدرسة", "طفل", "عمل", "صحة", "مدينة", "حماية", "أسرة", "بيت", "حق"],
}
ENDINGS = {
    "de": ["ung", "en", "er", "lich", "heit", "keit", "plan", "hof"],
    "ar": ["ات", "ها", "هم", "نا", "كم", "ي", "ون", "ين"],
}
ASKED = ("wohnungplan", "gesundheit schulhof", "مدرسةهم", "kindlich أسرةنا", "nirgends", "wo")
RARE = "zwischennutzung"


def words(chance, language, many):
    """Return a text of made-up words, compounds among them."""
    stems, ends = STEMS[language], ENDINGS[language]
    return " ".join(
        "".join(chance.choices(stems, k=chance.choice((1, 1, 2)))) + chance.choice(ends)
        for _ in range(many)
    )


def fill(council, texts):
    """Make as many texts as told, half of them German and half Arabic, of 60 words each."""
    chance, body, now = random.Random(7), make_body(council), timezone.now()
    for begin in range(0, texts // 2, LOT):
        rows = [row(chance, body, now, number) for number in range(begin, begin + LOT)]
        saved = Findable.objects.bulk_create(findable for findable, _ in rows)
        Wording.objects.bulk_create(
            Wording(findable=one, language=code, title=text[:60], text=text)
            for one, (_, told) in zip(saved, rows, strict=True)
            for code, text in told.items()
        )
    merge("default")


def row(chance, body, now, number):
    """Return one thing in two languages, not saved."""
    told = {code: words(chance, code, 60) for code in STEMS}
    told["de"] += f" {RARE}" if number % 500 == 0 else ""
    folded = "\n".join(fold(one) for one in told.values())
    facts = {"council_id": body.council_id, "body": body, "state": State.ADOPTED}
    facts["at"] = now - timedelta(hours=number)
    place = {"object_id": number, "place": f"{number}", "year": 2000 + number % 26}
    return Findable(kind=Kind.PROPOSAL, folded=folded, **facts, **place), told


def searched():
    """Return how long the slowest of the searches takes, with the page it fills [ms]."""
    return max(
        milliseconds(lambda one=one: found_for(Asked(words=one), "ar")) for one in (*ASKED, RARE)
    )


def scanned():
    """Return how long it takes to read every row for a rare word, as ``icontains`` does [ms]."""
    rows = Wording.objects.filter(text__icontains=RARE).order_by("-findable__at")
    return milliseconds(lambda: list(rows[:20]))


def rare():
    """Return how long the index takes for the same word [ms]."""
    return milliseconds(lambda: found_for(Asked(words=RARE), "ar"))


def milliseconds(act):
    """Return the middle of three [ms]."""
    taken = []
    for _ in range(3):
        begun = time.perf_counter()
        act()
        taken.append(1000 * (time.perf_counter() - begun))
    return sorted(taken)[1]
