from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.kernel.audience import Audience
from council.ledger.models import Entry
from council.rules.errors import OutOfOrder
from council.texts.selectors import bodies
from council.texts.services import EmptyText
from deliberation.meetings.models import AgendaItem, ItemKind, WishStatus
from deliberation.meetings.order import ReasonMissing
from deliberation.meetings.services.agenda import (
    ItemNumberTaken,
    ItemPlan,
    ProposalOfAnotherCouncil,
    add_item,
    edit_item,
    move_item,
    remove_item,
)
from deliberation.meetings.services.proposed_items import (
    WishAnswered,
    accept_item,
    decline_item,
    propose_item,
)
from deliberation.proposals.models import Proposal
from deliberation.rules.convocation import DeadlinePassed
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.proposals import ProposalStatus
from tests.factories.institution import make_body, seat_member
from tests.factories.meetings import make_meeting
from tests.factories.proposals import make_proposal


@pytest.fixture
def draft(body):
    starts_at = timezone.now() + timedelta(days=40)
    return make_meeting(body, status=MeetingStatus.DRAFT, starts_at=starts_at)


def put(cast, meeting, title="Bütçe", **facts):
    plan = ItemPlan(language="tr", title={"tr": title}, **facts)
    return add_item(actor=cast.clerk, meeting_id=meeting.pk, plan=plan)


def order_of(meeting):
    return [
        (item.number, bodies(item.title)["tr"])
        for item in AgendaItem.objects.filter(meeting=meeting).order_by("position")
    ]


def convene(meeting):
    meeting.status = MeetingStatus.CONVENED
    meeting.save()


def test_numbers_run_on_unless_one_is_chosen(cast, draft):
    for title, number in (("a", ""), ("b", ""), ("c", "2a"), ("d", "")):
        put(cast, draft, title, number=number)

    assert order_of(draft) == [("1", "a"), ("2", "b"), ("2a", "c"), ("3", "d")]


def test_a_number_stands_on_the_agenda_once(cast, draft):
    put(cast, draft)

    with pytest.raises(ItemNumberTaken):
        put(cast, draft, number="1")


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (-1, [("1", "a"), ("2", "c"), ("3", "b")]),
        (-9, [("1", "c"), ("2", "a"), ("3", "b")]),
        (1, [("1", "a"), ("2", "b"), ("3", "c")]),
    ],
)
def test_whole_numbers_of_a_draft_follow_the_order(steps, expected, cast, draft):
    items = [put(cast, draft, title) for title in "abc"]

    move_item(actor=cast.clerk, item_id=items[-1].pk, steps=steps)

    assert order_of(draft) == expected


def test_free_numbers_and_announced_ones_stay(cast, draft):
    free, second = put(cast, draft, "a", number="A"), put(cast, draft, "b")
    move_item(actor=cast.clerk, item_id=second.pk, steps=-1)
    assert order_of(draft) == [("1", "b"), ("A", "a")]
    convene(draft)
    third = put(cast, draft, "c")

    move_item(actor=cast.clerk, item_id=third.pk, steps=-2)

    assert order_of(draft) == [("2", "c"), ("1", "b"), (free.number, "a")]


def test_an_item_is_changed_and_its_words_with_it(cast, draft):
    item = put(cast, draft)
    plan = ItemPlan(
        language="tr",
        title={"tr": "Bütçe 2027", "ar": "الميزانية"},
        description={"ar": "ملاحظة"},
        kind=ItemKind.INFORMATION,
        is_public=False,
    )

    edit_item(actor=cast.clerk, item_id=item.pk, plan=plan)

    item = AgendaItem.objects.get()
    assert bodies(item.title) == {"tr": "Bütçe 2027", "ar": "الميزانية"}
    assert item.description.language == "ar"
    assert (item.kind, item.number, item.is_public) == (ItemKind.INFORMATION, "1", False)
    title = item.title
    edit_item(actor=cast.clerk, item_id=item.pk, plan=plan)
    assert AgendaItem.objects.get().title == title  # the same words are the same text


def test_a_title_needs_words(cast, draft):
    with pytest.raises(EmptyText):
        add_item(actor=cast.clerk, meeting_id=draft.pk, plan=ItemPlan("tr", {}))


def test_an_item_vanishes_from_a_draft_and_its_proposal_waits_again(cast, draft):
    proposal = make_proposal(draft.body, status=ProposalStatus.ADMITTED)
    plan = ItemPlan(language="en", title={}, proposal_id=proposal.pk)
    item = add_item(actor=cast.clerk, meeting_id=draft.pk, plan=plan)
    put(cast, draft, "b")
    assert (item.kind, item.title) == (ItemKind.PROPOSAL, proposal.title)
    assert Proposal.objects.get().status is ProposalStatus.ON_AGENDA

    remove_item(actor=cast.clerk, item_id=item.pk)

    assert order_of(draft) == [("1", "b")]
    assert Proposal.objects.get().status is ProposalStatus.ADMITTED


def test_an_announced_item_is_withdrawn_with_a_reason(cast, draft):
    item = put(cast, draft)
    convene(draft)

    with pytest.raises(ReasonMissing):
        remove_item(actor=cast.clerk, item_id=item.pk)
    remove_item(actor=cast.clerk, item_id=item.pk, reason="No papers.")

    assert AgendaItem.objects.get().status is ItemStatus.WITHDRAWN
    assert Entry.objects.latest("pk").kind == "item.withdrawn"


def test_the_public_hears_of_changes_to_announced_agendas_only(cast, draft):
    put(cast, draft)
    convene(draft)
    put(cast, draft)

    told = Entry.objects.filter(kind="agenda.changed").order_by("seq")
    assert [one.audience for one in told] == [Audience.DESK, Audience.PUBLIC]


def test_only_admitted_proposals_of_the_council_come_on_the_agenda(cast, draft):
    raw = make_proposal(draft.body, status=ProposalStatus.SUBMITTED)
    foreign = make_proposal(make_body(), status=ProposalStatus.ADMITTED)

    for proposal, refusal in ((raw, OutOfOrder), (foreign, ProposalOfAnotherCouncil)):
        plan = ItemPlan(language="en", title={}, proposal_id=proposal.pk)
        with pytest.raises(refusal):
            add_item(actor=cast.clerk, meeting_id=draft.pk, plan=plan)
    assert not draft.items.exists()


@pytest.mark.parametrize("status", [MeetingStatus.OPEN, MeetingStatus.ADJOURNED])
def test_once_the_meeting_has_begun_the_agenda_is_the_chairs(status, cast, draft):
    item = put(cast, draft)
    draft.status = status
    draft.save()

    with pytest.raises(OutOfOrder):
        put(cast, draft)
    with pytest.raises(OutOfOrder):
        move_item(actor=cast.clerk, item_id=item.pk, steps=1)
    with pytest.raises(OutOfOrder):
        wish(cast.member, draft)


@pytest.mark.parametrize("person", ["member", "adviser", "interpreter", "outsider", "sysadmin"])
def test_others_do_not_touch_the_agenda(person, cast, draft):
    actor, item, asked = getattr(cast, person), put(cast, draft), wish(cast.absentee, draft)
    plan = ItemPlan(language="tr", title={"tr": "Bütçe"})

    for act in (
        lambda: add_item(actor=actor, meeting_id=draft.pk, plan=plan),
        lambda: edit_item(actor=actor, item_id=item.pk, plan=plan),
        lambda: move_item(actor=actor, item_id=item.pk, steps=1),
        lambda: remove_item(actor=actor, item_id=item.pk),
        lambda: accept_item(actor=actor, proposed_id=asked.pk),
        lambda: decline_item(actor=actor, proposed_id=asked.pk, reason="No."),
    ):
        with pytest.raises(PermissionDenied):
            act()


def wish(actor, meeting, **facts):
    words = {"language": "ar", "title": {"ar": "مدرسة"}, "reasons": {"tr": "Okul yok."}}
    return propose_item(actor=actor, meeting_id=meeting.pk, **words | facts)


def test_an_accepted_item_bears_the_name_of_who_proposed_it(cast, draft):
    asked = wish(cast.member, draft)

    item = accept_item(actor=cast.chair, proposed_id=asked.pk)

    assert item.proposed_by == cast.members.member
    assert bodies(item.title) == {"ar": "مدرسة"}
    assert bodies(item.description) == {"tr": "Okul yok."}
    with pytest.raises(WishAnswered):
        decline_item(actor=cast.clerk, proposed_id=asked.pk, reason="No.")


def test_a_declined_item_says_why(cast, draft):
    asked = wish(cast.member, draft)

    with pytest.raises(ReasonMissing):
        decline_item(actor=cast.clerk, proposed_id=asked.pk, reason=" ")
    declined = decline_item(actor=cast.clerk, proposed_id=asked.pk, reason="Not ours.")

    assert (declined.status, declined.decline_reason) == (WishStatus.DECLINED, "Not ours.")
    assert not draft.items.exists()


@pytest.mark.parametrize("person", ["adviser", "clerk", "interpreter", "outsider", "sysadmin"])
def test_items_are_proposed_by_those_who_have_a_seat(person, cast, draft):
    with pytest.raises(PermissionDenied):
        wish(getattr(cast, person), draft)


@pytest.mark.parametrize(("days", "is_in_time"), [(15, True), (13, False)])
def test_the_by_laws_say_until_when_items_are_proposed(days, is_in_time, council, cast):
    body = make_body(council, bylaws="migrantenbeirat")  # 14 days
    seat_member(cast.members.member, body)
    meeting = make_meeting(body, starts_at=timezone.now() + timedelta(days=days))
    if is_in_time:
        assert wish(cast.member, meeting).status is WishStatus.WAITING
        return
    with pytest.raises(DeadlinePassed):
        wish(cast.member, meeting)
