import json
from uuid import uuid4

import pytest
from django.urls import reverse

from council.members.models import OfficeKind
from deliberation.meetings.services.attendance import mark_departure
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Ballot, Poll, RollEntry
from tests.factories.institution import give_office, make_member, make_user
from tests.factories.voting import (
    ABSTAIN,
    HANDS,
    NO,
    YES,
    hand_in,
    make_closed,
    make_declared,
    make_draft,
    make_frozen,
    make_open,
    make_room,
)

pytestmark = pytest.mark.django_db

ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
NOBODY = 987654
HUGE = 10**25


@pytest.fixture
def room():
    return make_room()


def address(name, pk):
    """Return where a page or post about a poll is: those of the ballot box are of the live room."""
    app = "realtime" if name in {"cast", "close"} else "voting"
    return reverse(f"{app}:{name}", args=[pk])


def get(client, user, name, pk):
    if user is not None:
        client.force_login(user)
    return client.get(address(name, pk), **ENGLISH)


def post(client, user, name, pk, **facts):
    client.force_login(user)
    return client.post(address(name, pk), facts, **ENGLISH)


def box(poll):
    return sorted(Ballot.objects.filter(poll=poll).values_list("choice", "seq"))


# --- the ballot, without a line of JavaScript


def test_a_member_votes_from_the_page_and_sees_what_is_in_the_box(client, room):
    poll = make_open(room)

    page = get(client, room.user(1), "poll", poll.pk).content.decode()
    answer = post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1")
    after = client.get(answer.url, **ENGLISH).content.decode()

    assert 'name="seq" form="ballot" value="1"' in page
    assert answer.status_code == 302
    assert "Your ballot is in the box: For." in after
    assert 'name="seq" form="ballot" value="2"' in after


def test_a_ballot_is_changed_from_the_page_that_shows_it(client, room):
    poll = make_open(room)
    post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1")

    post(client, room.user(1), "cast", poll.pk, choice="no", seq="2")

    assert box(poll) == [("no", 2)]


def test_the_same_post_again_is_the_same_ballot(client, room):
    poll = make_open(room)

    answers = [post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1") for _ in range(3)]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert box(poll) == [("yes", 1)]


def test_a_late_retry_of_an_older_page_is_refused_with_a_sentence(client, room):
    poll = make_open(room)
    post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1")
    post(client, room.user(1), "cast", poll.pk, choice="no", seq="2")

    answer = post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1")

    assert answer.status_code == 409
    assert "A ballot from this page or a newer one is in the box." in answer.content.decode()


def test_a_live_page_gets_the_receipt_alone(client, room):
    poll = make_open(room)
    client.force_login(room.user(1))

    answer = client.post(
        address("cast", poll.pk),
        {"choice": "abstain", "seq": "1"},
        headers={"X-Majlis-Live": "1", "Accept-Language": "en"},
    )

    [part] = answer.json()["parts"]
    assert part["id"] == "receipt"
    assert "Your ballot is in the box: Abstain." in part["html"]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"choice": "yes"},
        {"seq": "1"},
        {"choice": "maybe", "seq": "1"},
        {"choice": "yes", "seq": "0"},
        {"choice": "yes", "seq": "x"},
        {"choice": "yes", "seq": str(HUGE)},
    ],
)
def test_a_malformed_ballot_is_not_taken(facts, client, room):
    poll = make_open(room)

    answer = post(client, room.user(1), "cast", poll.pk, **facts)

    assert (answer.status_code, box(poll)) == (422, [])


def test_a_stranger_is_forbidden_to_vote(client, room):
    poll = make_open(room)

    assert post(client, make_user(), "cast", poll.pk, choice="yes", seq="1").status_code == 403


def test_who_is_not_signed_in_is_asked_to_sign_in(client, room):
    poll = make_open(room)

    answer = client.post(address("cast", poll.pk), {"choice": "yes", "seq": "1"})

    assert (answer.status_code, box(poll)) == (302, [])
    assert "/account/" in answer.url


def test_who_left_is_told_to_check_in_and_the_vote_is_not_taken(client, room):
    poll = make_open(room)
    mark_departure(actor=room.chair, meeting_id=room.meeting.pk, member_id=room.members[1].pk)

    answer = post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1")

    assert answer.status_code == 409
    assert "Check in to the meeting" in answer.content.decode()


def test_after_the_close_the_ballot_is_refused_with_a_sentence(client, room):
    poll = make_closed(room, {})

    answer = post(client, room.user(1), "cast", poll.pk, choice="yes", seq="1")

    assert answer.status_code == 409
    assert "the vote is not open" in answer.content.decode()


def test_who_was_taken_off_the_roll_is_not_told_that_their_ballot_counts(client, room):
    poll = make_open(room)
    hand_in(room, poll, {1: YES})
    RollEntry.objects.filter(poll=poll, member=room.members[1]).update(is_active=False)

    page = get(client, room.user(1), "poll", poll.pk).content.decode()

    assert "You were taken off the roll of this vote." in page
    assert "Your ballot is in the box" not in page


# --- who sees what


@pytest.mark.parametrize("make", [make_draft, make_frozen])
def test_before_it_opens_the_desk_alone_knows_of_a_poll(make, client, room):
    poll = make(room)

    assert get(client, room.chair, "poll", poll.pk).status_code == 200
    assert get(client, room.user(1), "poll", poll.pk).status_code == 404
    assert get(client, make_user(), "poll", poll.pk).status_code == 404


def test_the_question_is_shown_in_words_at_every_stage(client, room):
    poll = make_closed(room, {1: YES})

    page = get(client, room.chair, "poll", poll.pk).content.decode()

    assert page.count("Do you agree?") == 2  # in the title and on the page


def test_while_it_is_open_nobody_sees_how_it_stands(client, room):
    poll = make_open(room)
    hand_in(room, poll, {0: YES, 1: YES, 2: NO, 3: ABSTAIN})

    for user in (room.chair, room.user(4), make_user()):
        page = get(client, user, "poll", poll.pk)
        assert page.context["outcome"] is None
        assert get(client, user, "document", poll.pk).status_code == 404


def test_until_it_is_declared_nobody_sees_how_it_ended(client, room):
    poll = make_closed(room, {0: YES, 1: YES, 2: NO})

    for user in (room.chair, room.user(4), make_user()):
        assert get(client, user, "poll", poll.pk).context["outcome"] is None
        assert get(client, user, "document", poll.pk).status_code == 404


def test_a_declared_poll_has_its_file_and_the_script(client, room):
    poll = make_declared(room, {0: YES, 1: YES, 2: YES})

    page = get(client, None, "poll", poll.pk).content.decode()
    file = get(client, None, "document", poll.pk)
    script = client.get(reverse("voting:recount"))

    assert "Carried" in page
    assert reverse("voting:document", args=[poll.pk]) in page
    assert json.loads(file.content)["tally"]["in_favour"] == 3
    assert b"".join(script.streaming_content).startswith(b"#!/usr/bin/env python3")


@pytest.mark.parametrize("name", ["poll", "document"])
def test_of_a_confidential_item_the_public_sees_no_poll(name, client, room):
    room.item.is_public = False
    room.item.save()
    poll = make_declared(room, {0: YES})

    assert get(client, None, name, poll.pk).status_code == 404
    assert get(client, room.user(1), name, poll.pk).status_code == 200


@pytest.mark.parametrize("pk", [NOBODY, HUGE])
@pytest.mark.parametrize("name", ["poll", "document"])
def test_a_poll_that_does_not_exist_has_no_page(name, pk, client, room):
    assert get(client, room.chair, name, pk).status_code == 404


# --- acts of whoever presides

ACTS = ("freeze", "open", "close", "hands", "roll")


def act(name):
    return "remove" if name == "roll" else name


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("pk", [NOBODY, HUGE])
def test_acts_on_what_does_not_exist_are_404(name, pk, client, room):
    assert post(client, room.chair, act(name), pk).status_code == 404


@pytest.mark.parametrize("name", ACTS)
def test_a_member_does_not_learn_of_a_draft_by_acting_on_it(name, client, room):
    poll = make_draft(room)

    assert post(client, room.user(1), act(name), poll.pk).status_code == 404


@pytest.mark.parametrize("name", ["open", "close"])
def test_a_member_neither_opens_nor_closes(name, client, room):
    poll = make_open(room)

    assert post(client, room.user(1), name, poll.pk).status_code == 403


def test_the_chair_discards_a_draft_with_one_button(client, room):
    poll = make_draft(room)

    answer = post(client, room.chair, "discard", poll.pk)

    assert (answer.status_code, answer.url[-5:]) == (302, "#vote")
    assert Poll.objects.get(pk=poll.pk).status is PollStatus.ANNULLED


def test_the_chair_leads_a_poll_from_the_draft_to_the_close(client, room):
    poll = make_draft(room)
    reason = "Nobody could check"

    answers = [
        post(client, room.chair, "freeze", poll.pk, override_reason=reason),
        post(client, room.chair, "open", poll.pk, seconds=""),
        post(client, room.chair, "close", poll.pk),
    ]

    assert [answer.status_code for answer in answers] == [302] * 3
    assert Poll.objects.get(pk=poll.pk).status is PollStatus.CLOSED


def test_a_time_that_is_not_offered_does_not_open_the_poll(client, room):
    poll = make_frozen(room)

    answer = post(client, room.chair, "open", poll.pk, seconds="1e9")

    assert answer.status_code == 422
    assert Poll.objects.get(pk=poll.pk).status is PollStatus.FROZEN


def test_a_second_opening_is_refused_with_a_sentence(client, room):
    poll = make_open(room)

    answer = post(client, room.chair, "open", poll.pk)

    assert answer.status_code == 409
    assert "not in order" in answer.content.decode()


def test_without_a_reason_the_parity_gate_stays_shut(client, room):
    poll = make_draft(room, words={"tr": "Kabul mü?"})

    answer = post(client, room.chair, "freeze", poll.pk, override_reason=" ")

    assert answer.status_code == 409
    assert "go on and record why" in answer.content.decode()


@pytest.mark.parametrize(
    "facts", [{}, {"in_favour": "-1", "against": "0", "abstentions": "0"}, {"in_favour": "x"}]
)
def test_a_malformed_count_comes_back_with_what_was_typed(facts, client, room):
    poll = make_open(room, method=HANDS)

    answer = post(client, room.chair, "hands", poll.pk, **facts)

    assert answer.status_code == 422
    assert all(f'value="{typed}"' in answer.content.decode() for typed in facts.values())


def test_the_desk_takes_somebody_off_the_roll_and_gives_the_reason(client, room):
    clerk = make_member(room.meeting.council)
    give_office(clerk, room.meeting.body, OfficeKind.CLERK)
    poll = make_open(room)
    entry = RollEntry.objects.get(poll=poll, member=room.members[2])
    facts = {"entry_id": str(entry.pk), "reason": "Seat was vacant"}

    page = get(client, clerk.user, "remove", poll.pk)
    typed = post(client, clerk.user, "remove", poll.pk, **facts | {"reason": ""})
    answer = post(client, clerk.user, "remove", poll.pk, **facts)

    assert f'<option value="{entry.pk}"' in page.content.decode()
    assert typed.status_code == 422
    assert f'<option value="{entry.pk}" selected' in typed.content.decode()
    assert answer.status_code == 302
    assert get(client, room.user(1), "remove", poll.pk).status_code == 404


# --- preparing questions


def usual(client, user, room, **facts):
    return post(client, user, "prepare_usual", room.meeting.pk, **facts)


def test_the_usual_question_is_prepared_once_however_often_it_is_sent(client, room):
    facts = {"about": "item", "key": str(uuid4())}

    answers = [usual(client, room.chair, room, **facts) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Poll.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"about": "item"}, 302),  # a page without the key
        ({"about": "item", "key": "x"}, 422),
        ({}, 422),
        ({"about": "everything"}, 422),
        ({"about": f"amendment-{HUGE}"}, 422),
        ({"about": f"amendment-{NOBODY}"}, 404),
        ({"about": "proposal"}, 404),
        ({"about": "item", "method": "lots"}, 422),
    ],
)
def test_what_is_sent_about_the_usual_question_is_looked_at(facts, status, client, room):
    answer = usual(client, room.chair, room, **facts)

    assert (answer.status_code, Poll.objects.exists()) == (status, status == 302)


@pytest.mark.parametrize("pk", [NOBODY, HUGE])
def test_no_question_is_prepared_for_a_meeting_that_does_not_exist(pk, client, room):
    assert post(client, room.chair, "prepare_usual", pk, about="item").status_code == 404
    assert get(client, room.chair, "prepare", pk).status_code == 404


def test_only_the_desk_prepares_questions(client, room):
    facts = {"about": "item", "key": str(uuid4())}

    assert usual(client, room.user(1), room, **facts).status_code == 404
    assert get(client, room.user(1), "prepare", room.item.pk).status_code == 404
    assert not Poll.objects.exists()


def test_the_desk_writes_a_question_of_its_own_once(client, room):
    facts = {"question_tr": "Ara verelim mi?", "kind": "procedural", "key": str(uuid4())}

    answers = [post(client, room.chair, "prepare", room.item.pk, **facts) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Poll.objects.get().question_type == "procedural"


def test_a_question_without_words_comes_back(client, room):
    facts = {"question_tr": "  ", "kind": "proposal", "method": "show_of_hands"}

    answer = post(client, room.chair, "prepare", room.item.pk, **facts)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write the question in at least one language." in page
    assert '<option value="show_of_hands" selected>' in page


# --- cost


@pytest.mark.parametrize("seats", [3, 9])
@pytest.mark.parametrize("make", [make_open, make_declared])
def test_the_page_of_a_poll_asks_as_often_for_many_as_for_few(
    make, seats, client, django_assert_max_num_queries
):
    room = make_room(seats)
    poll = make(room) if make is make_open else make(room, dict.fromkeys(range(seats), YES))
    get(client, room.user(1), "poll", poll.pk)

    with django_assert_max_num_queries(12):
        get(client, None, "poll", poll.pk)
