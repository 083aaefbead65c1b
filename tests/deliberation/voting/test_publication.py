import json
import re

import pytest

from council.kernel.audience import Audience
from deliberation.register.services.recording import annul_outcome
from deliberation.voting.publication import poll_document
from deliberation.voting.selectors.polls import polls_for
from tests.factories.voting import (
    ABSTAIN,
    CONSENT,
    NO,
    YES,
    make_declared,
    make_room,
)

pytestmark = pytest.mark.django_db
BALLOTS = {0: NO, 1: YES, 2: ABSTAIN, 3: YES, 4: YES}


def room_where(names=None, **question):
    room = make_room()
    document = room.meeting.bylaws.document
    if names:
        document["names"] = names
    document["questions"]["proposal"] |= question
    room.meeting.bylaws.save()
    return room


def file_of(poll, audience=Audience.PUBLIC):
    found = polls_for(Audience.DESK).select_related("outcome").get(pk=poll.pk)
    return poll_document(found, audience)


def test_ballots_are_sorted_and_tell_nothing_of_when_they_came():
    one, other = make_room(), make_room()
    first = file_of(make_declared(one, BALLOTS))
    second = file_of(make_declared(other, dict(reversed(BALLOTS.items()))))

    def bare(file):
        return [(line["bloc"], line["choice"]) for line in file["ballots"]]

    assert bare(first) == bare(second) == sorted(bare(first))
    assert {key for line in first["ballots"] for key in line} == {"bloc", "choice", "name"}


@pytest.mark.parametrize(
    ("names", "audience", "has_names"),
    [
        ("everyone", Audience.PUBLIC, True),
        ("outvoted", Audience.PUBLIC, False),
        ("nobody", Audience.PUBLIC, False),
        ("nobody", Audience.MEMBER, True),
    ],
)
def test_names_stand_only_where_the_rule_publishes_them(names, audience, has_names):
    room = room_where(names)
    poll = make_declared(room, BALLOTS)

    file = json.dumps(file_of(poll, audience), ensure_ascii=False)

    assert [one.public_name in file for one in room.members] == [has_names] * 5


def test_the_page_hands_out_the_public_file_to_everybody(client):
    room = room_where("nobody")
    poll = make_declared(room, BALLOTS)
    client.force_login(room.chair)

    file = client.get(f"/polls/{poll.pk}/poll.json")

    assert "name" not in {key for line in file.json()["ballots"] for key in line}
    assert file["Content-Disposition"] == f'attachment; filename="poll-{poll.pk}.json"'


def test_no_time_is_finer_than_a_minute():
    file = json.dumps(file_of(make_declared(make_room(), BALLOTS)))

    times = re.findall(r"\d\d:\d\d[^\"]*", file)
    assert len(times) == 2
    assert all(re.fullmatch(r"\d\d:\d\d:00\+00:00", time) for time in times)


@pytest.mark.parametrize(("tie", "vote"), [("chair_side", "no"), ("lost", None)])
def test_the_vote_of_the_chair_is_named_only_where_it_may_decide(tie, vote):
    room = room_where("nobody", tie=tie)

    assert file_of(make_declared(room, BALLOTS))["chair_vote"] == vote


def test_hands_have_no_ballots_but_objections_do():
    room = make_room()

    file = file_of(make_declared(room, {1: NO}, method=CONSENT))

    assert [(line["choice"]) for line in file["ballots"]] == ["no"]


def test_an_annulled_poll_stays_readable_marked_with_the_reason():
    room = make_room()
    poll = make_declared(room, BALLOTS)
    before = file_of(poll)
    annul_outcome(actor=room.chair, poll_id=poll.pk, reason="A wrong paper")

    after = file_of(poll)

    changed = {key for key, value in after.items() if before[key] != value}
    assert changed == {"status", "annul_reason"}
    assert (after["status"], after["annul_reason"]) == ("annulled", "A wrong paper")


def test_the_file_says_which_languages_were_gone_on_without():
    poll = make_declared(make_room(), BALLOTS, words={"tr": "Kabul mü?"})

    assert file_of(poll)["override"] == {"languages": ["ar"], "reason": "Nobody could check"}
