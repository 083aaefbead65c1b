"""A council of which there is something of every kind to find."""

from types import SimpleNamespace

import pytest

from deliberation.rules.proposals import ProposalStatus
from tests.factories.proposals import make_proposal, translate
from tests.factories.register import make_clerk, make_decision, publish
from tests.factories.voting import make_room


@pytest.fixture
def town(db, settings, tmp_path):
    settings.REGISTER_DIR = tmp_path / "register"
    room = make_room(5)
    clerk, body = make_clerk(room), room.meeting.body
    words = {"title": "Akşam kursları", "paragraphs": ["Belediye İSTANBUL yolunda kurs açar."]}
    decision = publish(clerk, make_decision(room, **words))
    housing = make_proposal(
        body,
        room.members[2],
        title="Wohnungen für Familien",
        paragraphs=["Die Stadt baut Flüchtlingsunterkünfte um."],
        language="de",
        status=ProposalStatus.SUBMITTED,
    )
    translate(housing.title, {"ar": "مَساكن للعائلات"})
    draft = make_proposal(body, room.members[1], title="Geheimer Entwurf", language="de")
    return SimpleNamespace(
        room=room, clerk=clerk, body=body, decision=decision, housing=housing, draft=draft
    )
