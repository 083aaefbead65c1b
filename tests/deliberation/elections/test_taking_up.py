"""Those elected take their seats together, and the targets of the body are looked at with them."""

from datetime import date

import pytest
from django.urls import reverse

from council.members.facts import ConsentFacts
from council.members.models import Mandate, TargetException, Term
from council.members.services.declarations import declare
from council.members.services.targets import adopt_targets
from council.rules.targets import PRESETS, Answer, Group
from deliberation.elections.models import Fills
from deliberation.elections.services import counting, preparing, standing, voting
from deliberation.elections.services.standing import Statement
from deliberation.rules.tally.sheet import Method
from tests.factories.elections import close, hand_in, make_calling, make_hall
from tests.factories.institution import make_member, make_seat

pytestmark = pytest.mark.django_db
LONG_AGO = date(2020, 1, 1)
CONSENT = ConsentFacts(text_version=1, language="en", text_hash="ab" * 32)
WOMEN, MEN = 5, 8  # smaller groups are never told apart
SEATS = WOMEN + MEN


def say(member, woman):
    man = Answer.NO if woman is Answer.YES else Answer.YES
    answers = {Group.WOMEN: woman, Group.MEN: man}
    declare(actor=member.user, member_id=member.pk, answers=answers, consent=CONSENT)


@pytest.fixture
def hall(settings, tmp_path):
    settings.QUOTA_KEYS = tmp_path / "keys.json"
    made = make_hall(3)
    Term.objects.create(council=made.body.council, number=1, starts_on=LONG_AGO)
    documents = PRESETS["parity"]
    adopt_targets(actor=made.clerk, body_id=made.body.pk, documents=documents, valid_from=LONG_AGO)
    for member in made.members:
        say(member, Answer.NO)
    return made


@pytest.fixture
def election(hall):
    """More men than women are elected, where as many women as men should sit."""
    made = make_calling(hall, fills=Fills.SEATS, method=Method.APPROVAL, seats=SEATS)
    for woman in [Answer.YES] * WOMEN + [Answer.NO] * MEN:
        member = make_member(hall.body.council)
        say(member, woman)
        make_seat(hall.body)
        one = standing.stand(actor=member.user, election_id=made.pk, statement=Statement({}, "tr"))
        standing.admit(actor=hall.clerk, candidacy_id=one.pk)
    preparing.close_list(actor=hall.clerk, election_id=made.pk)
    voting.open_voting(actor=hall.chair, election_id=made.pk, meeting_id=hall.meeting.pk)
    hand_in(hall, made, {str(number): 1 for number in range(1, SEATS + 1)})
    close(hall, made)
    counting.count_election(actor=hall.chair, election_id=made.pk)
    return counting.declare_election(actor=hall.chair, election_id=made.pk)


def enter(client, hall, election, **told):
    client.force_login(hall.clerk)
    address = reverse("elections:take_up", args=[election.pk])
    return client.post(address, {"starts_on": "2026-01-01", **told})


def test_a_target_that_could_not_be_kept_stops_all_of_them(client, hall, election):
    answer = enter(client, hall, election)

    assert answer.status_code == 409
    assert "the target could perhaps not be kept" in answer.content.decode()
    assert Mandate.objects.filter(seat__body=hall.body).count() == len(hall.members)


def test_with_a_reason_they_sit_and_the_reason_is_on_record(client, hall, election):
    told = {"ground": "nobody_stands", "reason_en": "No woman stood.", "confirmed": "on"}

    answer = enter(client, hall, election, **told)

    assert answer.status_code == 302, answer.content.decode()[-2000:]
    assert Mandate.objects.filter(seat__body=hall.body).count() == len(hall.members) + SEATS
    assert [one.reasons for one in TargetException.objects.all()] == [{"en": "No woman stood."}]
