from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from council.kernel.visibility import Unseen
from council.members.models import RulesOfProcedure
from council.rules.errors import OutOfOrder
from deliberation.register.audit import audit
from deliberation.register.models import Decision, Disclosure, PublicationStep, RegisterHead
from deliberation.register.selectors.published import bundle_of
from deliberation.register.services.correcting import correct_decision
from deliberation.register.services.erasing import show_words, withhold_words
from deliberation.register.services.publishing import (
    publish_again,
    publish_decision,
    withhold_decision,
)
from deliberation.register.services.reviewing import (
    DissentAttached,
    NoDissenter,
    Shown,
    attach_dissent,
    review_decision,
)
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.disclosures import read_disclosure
from deliberation.rules.publication import (
    Embargoed,
    NameForm,
    NotWithheld,
    ReviewNeeded,
    SameReviewer,
    WithheldAlready,
)
from tests.factories.institution import make_council, make_member
from tests.factories.register import make_checkpoint, make_clerk, make_decision, publish
from tests.factories.voting import NO, YES

pytestmark = pytest.mark.django_db
ENGLISH = {"HTTP_ACCEPT_LANGUAGE": "en"}


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.MAJLIS_REQUIRE_SECOND_FACTOR = False


@pytest.fixture
def decision(register_dir, room):
    return make_decision(room, arabic="دورات", choices={0: YES, 1: YES, 2: YES, 3: NO})


def by_rule(room, publication):
    rules = RulesOfProcedure.objects.get(pk=room.meeting.bylaws_id)
    rules.document["record"]["publication"] = publication
    rules.save()


def page(client, decision, user=None):
    client.logout() if user is None else client.force_login(user)
    return client.get(reverse("register:decision", args=[decision.number]), **ENGLISH)


def values(decision):
    make_checkpoint(decision.council)
    head = RegisterHead.objects.get(council=decision.council)
    bundle = bundle_of(head, decision.entries.earliest("index").index)
    return {read_disclosure(text).name for text in bundle["disclosures"]}


# --- looking before publishing


def test_where_the_by_laws_say_at_once_a_decision_is_public_when_it_is_declared(room):
    by_rule(room, "at_once")

    decision = make_decision(room)

    assert decision.status is DecisionStatus.PUBLISHED
    assert make_decision(room, is_public=False).status is DecisionStatus.ADOPTED


def test_four_eyes_look_and_publish(room, clerk, decision):
    by_rule(room, "four_eyes")
    second = make_clerk(room)
    with pytest.raises(ReviewNeeded):
        publish(clerk, decision)

    review_decision(actor=clerk, decision_id=decision.pk)

    with pytest.raises(SameReviewer):
        publish(clerk, decision)
    assert publish(second, decision).published_by == second


def test_a_decision_is_not_published_before_the_day_that_was_agreed(clerk, decision):
    until = timezone.now() + timedelta(days=1)
    review_decision(actor=clerk, decision_id=decision.pk, embargo_until=until)

    with pytest.raises(Embargoed):
        publish(clerk, decision)
    assert Decision.objects.get(pk=decision.pk).published_at is None


def test_who_stands_under_initials_is_in_no_page_and_in_no_file(client, room, clerk, decision):
    mover = room.members[1]
    mover.public_name = "Hêvîn Kanarya"
    mover.save()
    shown = Shown(mover.pk, NameForm.INITIALS)
    review_decision(actor=clerk, decision_id=decision.pk, people=[shown])
    publish(clerk, decision)

    html = page(client, decision).content.decode()
    notice = client.get(reverse("register:notice", args=[decision.number]), **ENGLISH)

    assert "HK" in html
    assert "Kanarya" not in html
    assert "Kanarya" not in notice.content.decode()
    assert "proposer" not in values(decision)


def test_a_function_stands_for_the_name(client, room, clerk, decision):
    shown = Shown(room.members[1].pk, NameForm.FUNCTION, "Spokesperson")
    review_decision(actor=clerk, decision_id=decision.pk, people=[shown])
    publish(clerk, decision)

    html = page(client, decision).content.decode()

    assert "Spokesperson" in html
    assert room.members[1].public_name not in html.split("vote-h")[0]


def test_a_decision_is_reviewed_before_it_is_public_and_by_its_keepers(room, clerk, decision):
    with pytest.raises(PermissionDenied):
        review_decision(actor=room.chair, decision_id=decision.pk)
    stranger = make_member(make_council())
    with pytest.raises(Unseen):
        review_decision(
            actor=clerk,
            decision_id=decision.pk,
            people=[Shown(stranger.pk, NameForm.INITIALS)],
        )
    publish(clerk, decision)
    with pytest.raises(OutOfOrder):
        review_decision(actor=clerk, decision_id=decision.pk)


def test_who_did_not_vote_for_it_may_have_an_opinion_attached(client, room, clerk, decision):
    told = {"language": "en", "body": "It costs too much."}
    attach_dissent(actor=clerk, decision_id=decision.pk, member_id=room.members[3].pk, **told)
    publish(clerk, decision)

    html = page(client, decision).content.decode()

    assert "It costs too much." in html
    assert room.members[3].public_name in html


def test_an_opinion_is_attached_once_and_only_of_who_dissents(room, clerk, decision):
    told = {"actor": clerk, "decision_id": decision.pk, "language": "en", "body": "No"}
    with pytest.raises(NoDissenter):
        attach_dissent(member_id=room.members[1].pk, **told)
    attach_dissent(member_id=room.members[3].pk, **told)

    with pytest.raises(DissentAttached):
        attach_dissent(member_id=room.members[3].pk, **told)


# --- taking back


def test_a_decision_that_was_taken_back_keeps_number_entry_and_reason(client, clerk, decision):
    publish(clerk, decision)
    before = values(decision)

    withhold_decision(actor=clerk, decision_id=decision.pk, reason="A person may be in danger")
    html = page(client, decision).content.decode()
    hidden = values(decision)
    publish_again(actor=clerk, decision_id=decision.pk)

    assert decision.number in html
    assert "A person may be in danger" in html
    assert "Evening classes" not in html
    assert (hidden, values(decision)) == (set(), before)
    assert audit(RegisterHead.objects.get(council=decision.council)).findings == []
    assert "Evening classes" in page(client, decision).content.decode()
    assert list(PublicationStep.objects.values_list("act", flat=True)) == [
        "published", "withheld", "published_again",
    ]  # fmt: skip


def test_what_was_taken_back_is_found_by_no_search(client, clerk, decision):
    publish(clerk, decision)
    withhold_decision(actor=clerk, decision_id=decision.pk, reason="x")
    address = reverse("register:decisions", args=[decision.council.slug])

    assert client.get(address, {"words": "classes"}).context["decisions"] == []
    assert client.get(address, {"words": decision.number}).context["decisions"] != []
    bulletin = client.get(reverse("register:bulletin", args=[decision.council.slug]), **ENGLISH)
    assert "Evening classes" not in bulletin.content.decode()


def test_words_hidden_for_themselves_stay_hidden(clerk, decision):
    publish(clerk, decision)
    withhold_words(actor=clerk, decision_id=decision.pk, language="tr")
    withhold_decision(actor=clerk, decision_id=decision.pk, reason="x")
    publish_again(actor=clerk, decision_id=decision.pk)

    assert "title/tr" not in values(decision)
    assert "title/ar" in values(decision)


def test_while_it_is_taken_back_nothing_of_it_comes_into_sight(clerk, decision):
    publish(clerk, decision)
    withhold_words(actor=clerk, decision_id=decision.pk, language="tr")
    withhold_decision(actor=clerk, decision_id=decision.pk, reason="x")

    show_words(actor=clerk, decision_id=decision.pk, language="tr")
    correct_decision(
        actor=clerk, decision_id=decision.pk, language="de", title="A", body="B", reason="C"
    )
    in_sight = Disclosure.objects.filter(
        entry__decision=decision, published_at__isnull=False, withheld_at=None
    )
    hidden = in_sight.count()
    publish_again(actor=clerk, decision_id=decision.pk)

    assert hidden == 0
    assert {"title/tr", "title/de"} <= set(in_sight.values_list("name", flat=True))


def test_taking_back_has_its_order(room, clerk, decision):
    with pytest.raises(OutOfOrder):
        withhold_decision(actor=clerk, decision_id=decision.pk, reason="x")
    publish(clerk, decision)
    with pytest.raises(ReasonNeeded):
        withhold_decision(actor=clerk, decision_id=decision.pk, reason=" ")
    with pytest.raises(NotWithheld):
        publish_again(actor=clerk, decision_id=decision.pk)
    with pytest.raises(PermissionDenied):
        withhold_decision(actor=room.chair, decision_id=decision.pk, reason="x")
    withhold_decision(actor=clerk, decision_id=decision.pk, reason="x")
    with pytest.raises(WithheldAlready):
        withhold_decision(actor=clerk, decision_id=decision.pk, reason="x")
    with pytest.raises(OutOfOrder):
        publish_decision(actor=clerk, decision_id=decision.pk)


# --- pages


def post(client, name, *args, **told):
    return client.post(reverse(f"register:{name}", args=args), told, **ENGLISH)


def test_the_review_points_at_words_and_takes_what_was_settled(client, room, clerk):
    council = room.meeting.council
    decision = make_decision(room, title="Üç aile için kanser tedavisi")
    client.force_login(clerk)
    place = (council.slug, decision.pk)

    html = client.get(reverse("register:review", args=place), **ENGLISH).content.decode()
    mover = room.members[1].pk
    told = {f"form_{pk.pk}": "public_name" for pk in room.members[:3]}
    wrong = post(client, "review", *place, **told | {f"form_{mover}": "function"})
    done = post(client, "review", *place, **told | {f"form_{mover}": "initials"})

    assert "Health" in html
    assert "A very small group" in html
    assert (wrong.status_code, done.status_code) == (422, 302)
    assert Decision.objects.get(pk=decision.pk).reviewed_by == clerk


def test_the_clerk_corrects_hides_shows_erases_and_takes_back(client, clerk, decision):
    publish(clerk, decision)
    client.force_login(clerk)
    place = (decision.council.slug, decision.pk)
    words = {"title": "Akşam kursları", "body": "Her ilçede.", "reason": "A typo"}

    answers = [
        client.get(reverse("register:desk", args=place)).status_code,
        post(client, "correct", *place, "tr", **words | {"reason": ""}).status_code,
        post(client, "correct", *place, "tr", **words).status_code,
        post(client, "hide_words", *place, "tr").status_code,
        post(client, "show_words", *place, "tr").status_code,
        post(client, "erase", *place, "ar", basis="safety").status_code,
        post(client, "erase", *place, "ar", basis="safety", is_certain="on").status_code,
        post(client, "withhold", *place, reason="x").status_code,
        post(client, "withhold", *place, reason="x").status_code,
        post(client, "publish_again", *place).status_code,
    ]

    assert answers == [200, 422, 302, 302, 302, 422, 302, 302, 409, 302]
    assert decision.texts.get(language="ar").title == ""
    assert decision.texts.filter(language="tr").count() == 2


def test_a_person_is_erased_from_the_office(client, room, clerk, decision):
    publish(clerk, decision)
    client.force_login(clerk)
    slug, person = decision.council.slug, room.members[1]

    page = client.get(reverse("register:erase_person", args=[slug]), **ENGLISH)
    done = post(client, "erase_person", slug, member=person.pk, basis="kvkk-7", is_certain="on")

    assert (page.status_code, done.status_code) == (200, 302)
    assert not Disclosure.objects.filter(subject=person).exists()


@pytest.mark.parametrize("name", ["desk", "review", "withhold"])
def test_the_office_of_decisions_is_closed_to_members(name, client, room, decision):
    client.force_login(room.user(1))

    answer = client.get(reverse(f"register:{name}", args=[decision.council.slug, decision.pk]))

    assert answer.status_code == 403


def test_who_publishes_late_is_told_so_in_public(client, clerk, decision):
    Decision.objects.filter(pk=decision.pk).update(adopted_at=timezone.now() - timedelta(days=10))
    address = reverse("register:decisions", args=[decision.council.slug])
    waiting = client.get(address, **ENGLISH).content.decode()
    publish(clerk, decision)

    assert "1 adopted decision is not public yet." in waiting
    assert "1 is late" in waiting
    assert "published 3 days late" in page(client, decision).content.decode()


def test_the_bulletin_has_whole_texts_month_by_month(client, room, clerk, decision):
    publish(clerk, decision)
    old = publish(clerk, make_decision(room, title="Park"))
    Decision.objects.filter(pk=old.pk).update(published_at=timezone.now() - timedelta(days=40))
    address = reverse("register:bulletin", args=[decision.council.slug])

    newest = client.get(address, **ENGLISH)
    issue = newest.context["issue"]
    other = client.get(address, {"month": f"{issue.months[1]:%Y-%m}"}, **ENGLISH)

    assert decision.number in newest.content.decode()
    assert old.number not in newest.content.decode()
    assert "Park" in other.content.decode()
    assert client.get(address, {"month": "0000-99"}).status_code == 200
