"""A small council on the database of a served site, made or changed behind the stage.

Run as ``python -m tests.support.stage make``, ``… hour MEETING``, ``… assembled`` or
``… card USERNAME``; prints facts as JSON.
"""

import json
import sys
from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from council.accounts.models import User  # noqa: E402
from council.accounts.services import issue_card, make_sign_in_link  # noqa: E402
from council.members.models import Body, Member, OfficeKind  # noqa: E402
from council.texts.models import Text  # noqa: E402
from deliberation.meetings.models import Meeting, Sitting  # noqa: E402
from deliberation.rules.proposals import ProposalStatus  # noqa: E402
from tests.factories.institution import (  # noqa: E402
    give_office,
    make_bloc,
    make_body,
    make_council,
    make_member,
    make_user,
    seat_member,
)
from tests.factories.meetings import open_meeting_with  # noqa: E402
from tests.factories.proposals import make_amendment, make_proposal, translate  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402

PEOPLE = {
    "chair": ("Zeynep Karadağ", "tr", ["tr", "en"]),
    "member": ("رانية الحموي", "ar", ["ar"]),
    "host": ("İbrahim Toprak", "tr", ["tr"]),
    "omar": ("عمر الشامي", "ar", ["ar"]),
    "fatma": ("Fatma Çelik", "tr", ["tr"]),
    "hala": ("هالة درويش", "ar", ["ar"]),
    "leyla": ("Leyla Öz", "tr", ["tr"]),
    "clerk": ("Aylin Yurt", "tr", ["tr", "en"]),
    "interpreter": ("Selin Aydın", "tr", ["tr", "ar", "en"]),
    "reader": ("Ingrid Halvorsen", "en", ["en"]),
}
SEATED = ("chair", "member", "host", "omar", "fatma", "hala", "leyla")
OFFICES = {
    "chair": {"kind": OfficeKind.CHAIR},
    "clerk": {"kind": OfficeKind.CLERK},
    "interpreter": {
        "kind": OfficeKind.INTERPRETER,
        "directions": ["ar>tr", "tr>ar", "tr>en"],
    },
    "reader": {"kind": OfficeKind.OBSERVER},
}
TITLE = {
    "tr": "Akşam Türkçe kursları",
    "ar": "دورات مسائية للغة التركية",
    "en": "Evening courses in Turkish",
    "de": "Abendkurse in Türkisch",
}
PARAGRAPHS = (
    {
        "tr": "Meclis, her mahallede akşam kursları açılmasını ister.",
        "ar": "يطلب المجلس افتتاح دورات مسائية في كل حي.",
        "en": "The assembly asks for evening courses in every district.",
        "de": "Die Versammlung verlangt Abendkurse in jedem Stadtteil.",
    },
    {
        "tr": "Kurslar ücretsizdir.",
        "ar": "الدورات مجانية.",
        "en": "The courses are free of charge.",
        "de": "Die Kurse sind kostenlos.",
    },
)
AMENDED = {
    "en": "The courses and the books are free of charge.",
    "tr": "Kurslar ve kitaplar ücretsizdir.",
    "ar": "الدورات والكتب مجانية.",
    "de": "Die Kurse und die Bücher sind kostenlos.",
}


def make() -> dict[str, object]:
    """Found the council, with an admitted proposal and an amendment to it."""
    migrate()
    council = make_council(slug="adana", names={"tr": "Adana Göçmen Meclisi", "en": "Adana"})
    body = make_body(council, key="GMM")
    members = {key: _person(council, key) for key in PEOPLE}
    blocs = [make_bloc(council, "host"), make_bloc(council, "newcomers", colour="ind")]
    for key in SEATED:
        seat_member(members[key], body, blocs["ar" in PEOPLE[key][2]])
    for key, facts in OFFICES.items():
        give_office(members[key], body, **facts)
    _paper(body, members)
    return {
        "slug": council.slug,
        "body": body.pk,
        "members": {key: member.pk for key, member in members.items()},
        "links": {
            key: make_sign_in_link(actor=None, user_id=member.user_id)
            for key, member in members.items()
        },
    }


def hour(meeting_id: str) -> dict[str, object]:
    """Let the hour of the meeting come: its day was announced, and has arrived."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting_id).update(starts_at=now - timedelta(minutes=1))
    Sitting.objects.filter(meeting_id=meeting_id).update(planned_at=now - timedelta(minutes=1))
    return {}


def assembled() -> dict[str, object]:
    """Open a meeting at which everybody with a seat is present."""
    body = Body.objects.get(key="GMM")
    seated = Member.objects.filter(mandates__seat__body=body)
    return {"meeting": open_meeting_with(body, seated).pk}


def card(username: str) -> dict[str, object]:
    """Print a sign-in card for the account; return what stands on it."""
    user = User.objects.get(username=username)
    return {"code": issue_card(actor=user, user_id=user.pk)[1]}


def _person(council, key) -> Member:
    name, language, languages = PEOPLE[key]
    email = f"{key}@example.org" if key in {"chair", "member"} else ""
    user = make_user(username=key, language=language, email=email)
    return make_member(
        council, public_name=name, reads=languages, speaks=languages, user=user, email=email
    )


def _paper(body, members) -> None:
    originals = [one["tr"] for one in PARAGRAPHS]
    proposal = make_proposal(
        body,
        members["host"],
        title=TITLE["tr"],
        paragraphs=originals,
        language="tr",
        status=ProposalStatus.ADMITTED,
        admitted_at=timezone.now(),
    )
    author, checker = members["interpreter"].user, members["clerk"].user
    texts = [row.text for row in proposal.versions.get().paragraphs.order_by("position")]
    amendment = make_amendment(proposal, text=AMENDED["en"], position=2, mover=members["member"])
    every: list[tuple[Text, dict[str, str]]] = [
        (proposal.title, TITLE),
        *zip(texts, PARAGRAPHS, strict=True),
        (amendment.text, AMENDED),
    ]
    for text, words in every:
        further = {code: said for code, said in words.items() if code != text.language}
        translate(text, further, checker=checker, author=author)


if __name__ == "__main__":
    act = {"make": make, "hour": hour, "assembled": assembled, "card": card}[sys.argv[1]]
    sys.stdout.write(json.dumps(act(*sys.argv[2:])) + "\n")
