import pytest
from django.urls import reverse

from deliberation.register.models import Decision
from deliberation.register.services.recording import annul_outcome
from deliberation.rules.decisions import DecisionStatus
from deliberation.voting.models import Poll
from tests.factories.institution import make_user
from tests.factories.register import make_decision, publish
from tests.factories.voting import NO, YES, make_closed, make_declared, make_open, make_room

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}
NOBODY, HUGE = 987654, 10**25


def page(client, user, decision):
    if user is not None:
        client.force_login(user)
    return client.get(reverse("register:decision", args=[decision.number]), **ENGLISH)


def listing(client, user, room, **query):
    if user is not None:
        client.force_login(user)
    address = reverse("register:decisions", args=[room.meeting.council.slug])
    return client.get(address, query, **ENGLISH)


def listed(answer):
    return [one.number for one, _wording in answer.context["decisions"]]


# --- who reads what


def test_before_it_is_published_members_alone_know_of_a_decision(client, room):
    decision = make_decision(room)

    assert [page(client, None, decision).status_code, listed(listing(client, None, room))] == [
        404, [],
    ]  # fmt: skip
    assert page(client, make_user(), decision).status_code == 404
    assert page(client, room.user(1), decision).status_code == 200
    assert listed(listing(client, room.user(1), room)) == [decision.number]


def test_before_it_is_published_the_public_is_not_told_the_year_either(client, room):
    make_decision(room)

    answer = listing(client, None, room)

    assert (answer.context["years"], answer.context["bodies"]) == ([], [])


def test_a_published_decision_is_there_for_everybody_in_its_binding_words(client, room, clerk):
    decision = publish(clerk, make_decision(room, title="Akşam kursları"))

    html = page(client, None, decision).content.decode()

    assert decision.number in html
    assert "Akşam kursları" in html
    assert "This is the binding wording." in html
    assert "Carried" in html


def test_of_a_confidential_decision_the_public_learns_number_and_date_alone(client, room, clerk):
    decision = publish(clerk, make_decision(room, is_public=False, title="Gizli satış"))

    html = page(client, None, decision).content.decode()

    assert decision.number in html
    assert "Decision in a non-public item" in html
    assert "Gizli satış" not in html
    assert "Carried" not in html
    assert listed(listing(client, None, room)) == [decision.number]
    assert "Gizli satış" not in listing(client, None, room).content.decode()
    assert "Gizli satış" in page(client, room.user(1), decision).content.decode()


def test_why_a_confidential_decision_was_annulled_is_confidential_too(client, room, clerk):
    decision = publish(clerk, make_decision(room, is_public=False))
    annul_outcome(actor=room.chair, poll_id=decision.poll_id, reason="The buyer is a relative")

    public = page(client, None, decision).content.decode()
    member = page(client, room.user(1), decision).content.decode()

    assert "This decision was annulled." in public
    assert ["The buyer is a relative" in one for one in (public, member)] == [False, True]


def test_an_annulled_decision_keeps_its_number_and_says_why(client, room, clerk):
    decision = publish(clerk, make_decision(room))
    annul_outcome(actor=room.chair, poll_id=decision.poll_id, reason="A wrong paper")

    html = page(client, None, decision).content.decode()

    assert decision.number in html
    assert "A wrong paper" in html


@pytest.mark.parametrize("number", ["GMM-2026/999", "x", "a/b/c", "%00"])
def test_a_number_nobody_gave_has_no_page(number, client, room):
    assert client.get(f"/decisions/{number}/").status_code == 404


def test_a_council_that_does_not_exist_has_no_register(client, room):
    assert client.get("/councils/nowhere/decisions/").status_code == 404


# --- search


def test_a_word_is_found_in_arabic_without_its_vowel_signs(client, room, clerk):
    decision = publish(clerk, make_decision(room, arabic="دَوْرَاتٌ مَسَائِيَّة"))
    publish(clerk, make_decision(room))

    assert listed(listing(client, None, room, words="دورات")) == [decision.number]


@pytest.mark.parametrize("words", ["AKŞAM", "akşam kursları", "kurs", "kursları akşam"])
def test_a_word_is_found_however_it_is_written(words, client, room, clerk):
    decision = publish(clerk, make_decision(room, title="Akşam kursları"))
    publish(clerk, make_decision(room, title="Park"))

    assert listed(listing(client, None, room, words=words)) == [decision.number]


def test_a_decision_is_found_by_its_number(client, room, clerk):
    first, second = (publish(clerk, make_decision(room)) for _ in range(2))

    assert listed(listing(client, None, room, words=second.number)) == [second.number]
    assert listed(listing(client, None, room, year=str(first.year))) == [
        second.number, first.number,
    ]  # fmt: skip
    assert listed(listing(client, None, room, year="1999")) == []
    assert listed(listing(client, None, room, body="nowhere")) == []


def test_a_search_does_not_tell_what_a_confidential_decision_says(client, room, clerk):
    publish(clerk, make_decision(room, is_public=False, title="Gizli satış"))

    assert listed(listing(client, None, room, words="Gizli")) == []


@pytest.mark.parametrize(
    "query", [{"words": "x" * 201}, {"words": "a\0b"}, {"year": "20266"}, {"body": "y" * 13}]
)
def test_a_search_that_is_malformed_is_told_so(query, client, room):
    assert listing(client, None, room, **query).status_code == 422


def test_further_pages_of_a_search_ask_for_the_same(client, clerk, room, monkeypatch):
    monkeypatch.setattr("deliberation.register.views.decisions.PAGE", 1)
    publish(clerk, make_decision(room))
    body, _, _ = publish(clerk, make_decision(room)).number.partition("-")

    html = listing(client, None, room, words=body, page=2).content.decode()

    assert f'href="?words={body}&amp;page=1"' in html


@pytest.mark.parametrize("query", [{"page": "x"}, {"page": "99"}, {"year": "x"}, {"words": "%_"}])
def test_a_search_that_finds_nothing_is_a_page(query, client, room):
    assert listing(client, None, room, **query).status_code == 200


# --- publishing


def publication(client, user, pk):
    client.force_login(user)
    return client.post(reverse("register:publish", args=[pk]), **ENGLISH)


def test_the_clerk_publishes_from_the_list(client, room, clerk):
    decision = make_decision(room)

    waiting = listing(client, clerk, room).content.decode()
    answer = publication(client, clerk, decision.pk)

    assert "Waiting to be published" in waiting
    assert answer.status_code == 302
    assert page(client, make_user(), decision).status_code == 200


def test_a_second_publication_is_refused_with_a_sentence(client, room, clerk):
    decision = publish(clerk, make_decision(room))

    answer = publication(client, clerk, decision.pk)

    assert answer.status_code == 409
    assert "not in order" in answer.content.decode()


def test_who_presides_does_not_publish(client, room):
    decision = make_decision(room)

    assert publication(client, room.chair, decision.pk).status_code == 403
    assert publication(client, make_user(), decision.pk).status_code == 404
    assert Decision.objects.get(pk=decision.pk).status is DecisionStatus.ADOPTED


@pytest.mark.parametrize("pk", [NOBODY, HUGE])
@pytest.mark.parametrize("name", ["publish", "declare", "annul"])
def test_acts_on_what_does_not_exist_are_404(name, pk, client, room, clerk):
    client.force_login(clerk)

    assert client.post(reverse(f"register:{name}", args=[pk])).status_code == 404


# --- declaring and annulling


def settle(client, user, name, poll, **facts):
    client.force_login(user)
    return client.post(reverse(f"register:{name}", args=[poll.pk]), facts, **ENGLISH)


def test_the_chair_declares_and_is_back_in_the_room(client, room):
    poll = make_closed(room, {0: YES, 1: YES, 2: YES})

    answer = settle(client, room.chair, "declare", poll)

    assert answer.url == f"{reverse('realtime:room', args=[room.meeting.pk])}#r-{poll.pk}"
    assert settle(client, room.chair, "declare", poll).status_code == 409


def test_the_chair_annuls_a_declared_vote_from_its_page(client, room):
    poll = make_declared(room, {0: YES, 1: YES, 2: NO})
    page, act = (reverse(name, args=[poll.pk]) for name in ("voting:poll", "register:annul"))

    shown = {}
    for who, user in {"chair": room.chair, "member": room.user(2)}.items():
        client.force_login(user)
        shown[who] = act in client.get(page).content.decode()
    client.force_login(room.chair)
    after = client.post(act, {"reason": "A wrong paper"}, follow=True, **ENGLISH)

    assert shown == {"chair": True, "member": False}
    assert "A wrong paper" in after.content.decode()
    assert act not in after.content.decode()


@pytest.mark.parametrize(("name", "facts"), [("declare", {}), ("annul", {"reason": "Wrong"})])
def test_a_member_neither_declares_nor_annuls(name, facts, client, room):
    poll = make_closed(room, {0: YES})

    assert settle(client, room.user(1), name, poll, **facts).status_code == 403


def tied():
    room = make_room(4)
    question = room.meeting.bylaws.document["questions"]["proposal"]
    question["tie"] = "casting_vote"
    question["majority"]["basis"] = "votes_cast"
    room.meeting.bylaws.save()
    return room, make_closed(room, {0: YES, 1: YES, 2: NO, 3: NO})


@pytest.mark.parametrize(
    ("facts", "status", "result"),
    [
        ({}, 409, "tied"),
        ({"casting_vote": ""}, 409, "tied"),
        ({"casting_vote": "maybe"}, 422, "tied"),
        ({"casting_vote": "abstain"}, 422, "tied"),
        ({"casting_vote": "yes"}, 302, "carried"),
        ({"casting_vote": "no"}, 302, "lost"),
    ],
)
def test_a_tie_is_declared_with_the_casting_vote(facts, status, result, client):
    room, poll = tied()

    answer = settle(client, room.chair, "declare", poll, **facts)

    assert (answer.status_code, Poll.objects.get(pk=poll.pk).outcome.result) == (status, result)


def test_the_desk_asks_for_the_casting_vote(client):
    room, _poll = tied()
    client.force_login(room.chair)

    html = client.get(reverse("realtime:room", args=[room.meeting.pk]), **ENGLISH).content.decode()

    assert "The votes are tied: your casting vote" in html
    assert html.count('name="casting_vote"') == 2


@pytest.mark.parametrize(
    ("facts", "status"),
    [({}, 409), ({"reason": "  "}, 409), ({"reason": "x" * 1001}, 422), ({"reason": "Why"}, 302)],
)
def test_a_poll_is_annulled_for_a_reason_that_fits_on_the_record(facts, status, client, room):
    poll = make_open(room)

    answer = settle(client, room.chair, "annul", poll, **facts)

    assert answer.status_code == status
    if status == 409:
        assert "Write the reason; it goes into the minutes." in answer.content.decode()
        assert "what you typed is kept" in answer.content.decode()


def test_the_form_for_annulling_keeps_what_is_typed_in_the_browser(client, room):
    poll = make_open(room)
    client.force_login(room.chair)

    html = client.get(reverse("realtime:room", args=[room.meeting.pk]), **ENGLISH).content.decode()

    assert f'data-draft="annul-{poll.pk}"' in html


# --- cost


@pytest.mark.parametrize("many", [1, 3])
def test_the_pages_ask_as_often_for_three_decisions_as_for_one(
    many, client, room, clerk, django_assert_max_num_queries
):
    decisions = [make_decision(room) for _ in range(many)]
    publish(clerk, decisions[0])
    for user in (None, clerk):
        page(client, user, decisions[0])
        with django_assert_max_num_queries(13):
            listing(client, None, room)
        for decision in decisions[: 1 if user is None else many]:
            with django_assert_max_num_queries(17):
                page(client, None, decision)
