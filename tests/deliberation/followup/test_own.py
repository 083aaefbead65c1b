from datetime import timedelta

import pytest
from django.utils import timezone

from council.members.selectors import today_in
from deliberation.followup.models import Answer
from deliberation.followup.selectors.own import NEWS, answers_to
from deliberation.followup.services.answering import withdraw_answer
from deliberation.proposals.models import Endorsement
from tests.factories.followup import answer, make_addressee, make_referral
from tests.factories.register import make_decision, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(clerk, referral):
    answer(clerk, referral)
    return referral


def numbers(viewer, referral, language="ar"):
    found = answers_to(viewer, referral.decision.council, language)
    return [one.way.number for one in found]


def front_page(client, user):
    client.force_login(user)
    return client.get("/", HTTP_ACCEPT_LANGUAGE="ar").content.decode()


def test_who_moved_or_signed_a_proposal_finds_its_answer_on_the_front_page(room, answered, client):
    proposal = answered.decision.proposal
    Endorsement.objects.create(proposal=proposal, member=room.members[3])

    for place in (1, 3):
        assert numbers(room.user(place), answered) == [answered.decision.number]
        html = front_page(client, room.user(place))
        assert f'href="/follow-up/{answered.decision.number}/"' in html
        assert "المجلس البلدي" in html


def test_nobody_else_is_told_on_theirs(room, answered, client):
    proposal = answered.decision.proposal
    Endorsement.objects.create(
        proposal=proposal, member=room.members[3], withdrawn_at=timezone.now()
    )

    for place in (2, 3):
        assert numbers(room.user(place), answered) == []
    assert "/follow-up/" not in front_page(client, room.user(2))


def test_what_nobody_answered_yet_is_no_news(room, referral):
    assert numbers(room.user(1), referral) == []


def test_an_answer_is_news_for_some_weeks(room, answered):
    today = today_in(answered.decision.council)
    Answer.objects.update(answered_on=today - NEWS + timedelta(days=1))
    fresh = numbers(room.user(1), answered)
    Answer.objects.update(answered_on=today - NEWS)

    assert (len(fresh), numbers(room.user(1), answered)) == (1, [])


def test_a_withdrawn_answer_is_no_news_and_the_next_one_is_told_once(room, answered, clerk):
    withdraw_answer(actor=clerk, referral_id=answered.pk, reason="Another department answers")
    between = numbers(room.user(1), answered)
    answer(clerk, answered, body="İkinci yanıt")

    assert (between, numbers(room.user(1), answered)) == ([], [answered.decision.number])


@pytest.mark.parametrize("many", [1, 3])
def test_the_front_page_costs_the_same_for_one_and_for_three(
    many, room, clerk, django_assert_num_queries
):
    decision = publish(clerk, make_decision(room))
    for _ in range(many):
        to = make_addressee(clerk, room.meeting.council)
        answer(clerk, make_referral(room, clerk, decision=decision, addressee=to))

    council = room.meeting.council
    answers_to(room.user(1), council, "en")  # what is kept for the process is kept now

    with django_assert_num_queries(9):
        answers_to(room.user(1), council, "en")
