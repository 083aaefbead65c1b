"""A council with something of everything, and what must never be read in what it publishes."""

from types import SimpleNamespace

import pytest

from council.members.models import BodyKind, Member, OfficeKind, Organisation, Term
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.register.services.erasing import withhold_words
from deliberation.rules.proposals import ProposalStatus
from tests.deliberation.publication.crawling import Crawl
from tests.factories.institution import (
    give_office,
    make_bloc,
    make_body,
    make_council,
    make_member,
    make_user,
    seat_member,
)
from tests.factories.meetings import make_item, make_meeting
from tests.factories.proposals import make_amendment, make_proposal, translate
from tests.factories.register import make_clerk, make_decision, publish
from tests.factories.voting import make_room

CANARIES = (  # each for one reason why the public must not read it
    "Gizli Kişi",
    "canary@hidden.example",
    "+90 555 0000",
    "canary-registry-key",
    "canarybloc",
    "Kapalı Konu",
    "Taslak Öneri",
    "Kapalı Oturum",
    "canary-link",
    "Kaydı Olan",
)


@pytest.fixture
def register_dir(settings, tmp_path):
    """Where the keys of this test lie."""
    settings.REGISTER_DIR = tmp_path / "register"
    return settings.REGISTER_DIR


@pytest.fixture
def town(db):
    """A council that did all that can be published."""
    names = {"tr": "Adana Göçmen Meclisi", "ar": "مجلس المهاجرين", "en": "Assembly"}
    council = make_council(names=names)
    Term.objects.create(council=council, number=1, starts_on="2025-10-03", ends_on="2027-10-03")
    body = make_body(council, key="GMM")
    board = make_body(council, key="YK", parent=body, kind=BodyKind.BOARD)
    Organisation.objects.create(council=council, key="dernek", names={"tr": "Kadın Derneği"})
    room = make_room(5, body=body)
    clerk = make_clerk(room)
    words = {"title": "Akşam kursları", "paragraphs": ["Kurs açılır.", "Ücretsizdir."]}
    decision = publish(clerk, make_decision(room, **words))
    translate(decision.proposal.title, {"ar": "دورات مسائية"}, checker=make_user())
    make_amendment(decision.proposal)
    return SimpleNamespace(
        council=council,
        body=body,
        board=board,
        room=room,
        clerk=clerk,
        decision=decision,
        meeting=room.meeting,
        item=AgendaItem.objects.get(polls=decision.poll_id),
    )


@pytest.fixture
def hidden(town):
    """Hide something of every kind from the public."""
    council, body, room = town.council, town.body, town.room
    gone = make_member(
        council,
        public_name="Gizli Kişi",
        email="canary@hidden.example",
        phone="+90 555 0000",
        key="canary-registry-key",
    )
    seat_member(gone, body, make_bloc(council, "canarybloc"))
    give_office(gone, town.board, OfficeKind.CHAIR)
    moved = make_proposal(body, gone, status=ProposalStatus.SUBMITTED)
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    make_member(council, public_name="Kaydı Olan")  # on the registry, and nothing else
    secret = make_item(town.meeting, title="Kapalı Konu", is_public=False)
    make_proposal(body, title="Taslak Öneri")
    closed = make_meeting(body, is_public=False)
    make_item(closed, title="Kapalı Oturum")
    Meeting.objects.filter(pk=town.meeting.pk).update(link="https://video.example/canary-link")
    unpublished = make_decision(room)
    withheld = publish(town.clerk, make_decision(room, paragraphs=["Geri çekilen söz."]))
    withhold_words(actor=town.clerk, decision_id=withheld.pk, language="tr")
    return SimpleNamespace(
        gone=gone,
        moved=moved,
        secret=secret,
        closed=closed,
        unpublished=unpublished,
        withheld=withheld,
    )


@pytest.fixture
def crawl(town, client):
    """Everything that can be reached from the way in."""
    return Crawl(client).everything("/oparl/1.1/")
