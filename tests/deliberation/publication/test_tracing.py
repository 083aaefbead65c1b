"""What changed is told by the database, whoever changed it and however."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.db import connection

from council.kernel.guards import STANDING
from council.kernel.published import Published
from council.members.models import Body, Council, Mandate, Member, Office, OfficeKind
from council.texts.services import translate_text
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.proposals.models import Amendment, Proposal
from deliberation.publication.tracing import TABLES, forget, names_on, trace
from deliberation.register.models import DecisionText
from deliberation.rules.proposals import ProposalStatus
from tests.factories.institution import give_office, make_body, make_member, seat_member
from tests.factories.meetings import make_item, make_meeting
from tests.factories.proposals import make_amendment, make_proposal
from tests.factories.register import make_clerk, make_decision, publish
from tests.factories.voting import make_room

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def aged():
    """Return what makes rows old, as they stand before the change that a test is about."""

    def age(*rows):
        connection.check_constraints()  # PostgreSQL alters no table that has something to check
        forget("default")
        for row in rows:
            type(row).objects.filter(pk=row.pk).update(modified=LONG_AGO)
        trace("default")

    return age


def is_new(row):
    return type(row).objects.get(pk=row.pk).modified > LONG_AGO


def standing():
    with connection.cursor() as cursor:
        cursor.execute(STANDING[connection.vendor])
        return {(name, table) for name, table in cursor.fetchall()}


def test_every_table_of_which_the_public_is_told_is_traced():
    published = {one._meta.db_table for one in apps.get_models() if issubclass(one, Published)}

    assert published == {name for name, traced in TABLES.items() if traced.is_published}


def test_the_triggers_stand_after_migrations():
    wanted = {(n, table) for table in TABLES for n in names_on(table, connection.vendor)}

    assert wanted
    assert wanted <= standing()


def test_the_triggers_step_aside_and_come_back():
    connection.check_constraints()
    there = standing()

    forget("default")
    gone = standing()
    trace("default")

    assert not {name for name, _ in gone if name.startswith("traced_")}
    assert standing() == there


def test_a_row_changed_past_every_service_is_new(aged):
    body = make_body()
    aged(body)

    Body.objects.filter(pk=body.pk).update(names={"en": "Assembly"})

    assert is_new(body)


def test_moments_are_whole_seconds():
    body = make_body()

    kept = Body.objects.get(pk=body.pk)

    assert (kept.created.microsecond, kept.modified.microsecond) == (0, 0)
    assert body.created == kept.created


def test_a_row_that_is_read_stays_old(aged):
    body = make_body()
    aged(body)

    assert not is_new(body)


def test_what_shows_a_row_is_new_with_it(aged):
    body = make_body()
    member = make_member(body.council)
    aged(body, member)

    seat_member(member, body)

    assert is_new(body)
    assert is_new(member)


def test_who_gets_an_office_is_new(aged):
    body = make_body()
    member = make_member(body.council)
    office = give_office(member, body, OfficeKind.CHAIR)
    aged(body, member, office)

    Office.objects.filter(pk=office.pk).update(ends_on="2026-01-01")

    assert is_new(member)
    assert is_new(body)


def test_an_item_makes_its_meeting_and_its_paper_new(aged):
    meeting = make_meeting()
    proposal = make_proposal(meeting.body)
    aged(meeting, proposal)

    make_item(meeting, proposal=proposal)

    assert is_new(meeting)
    assert is_new(proposal)


def test_a_translation_makes_what_it_stands_in_new(aged):
    meeting = make_meeting()
    item = make_item(meeting)
    aged(meeting, item)

    translate_text(actor=None, text_id=item.title_id, language="tr", body="Kurslar")

    assert is_new(item)
    assert is_new(meeting)


def test_an_amendment_makes_its_paper_new(aged):
    proposal = make_proposal()
    aged(proposal)

    make_amendment(proposal)

    assert is_new(proposal)


def test_a_decision_makes_item_and_paper_new_when_it_comes_and_when_its_words_go(aged):
    room = make_room()
    decision = make_decision(room)
    item, proposal = decision.poll.item, decision.proposal
    aged(item, proposal, room.meeting)

    publish(make_clerk(room), decision)
    published = [is_new(each) for each in (item, proposal, room.meeting)]
    aged(item, proposal, room.meeting)
    DecisionText.objects.filter(decision=decision).update(withheld_at=datetime.now(UTC))

    assert published == [True] * 3
    assert [is_new(each) for each in (item, proposal, room.meeting)] == [True] * 3


def test_who_leaves_the_public_is_gone_and_who_comes_back_is_not(aged):
    body = make_body()
    member = make_member(body.council)
    mandate = seat_member(member, body)
    aged(mandate)

    Member.objects.filter(pk=member.pk).update(is_active=False)
    gone = Member.objects.get(pk=member.pk).deleted_at
    Member.objects.filter(pk=member.pk).update(phone="1")
    still = Member.objects.get(pk=member.pk).deleted_at
    Member.objects.filter(pk=member.pk).update(is_active=True)

    assert gone is not None
    assert still == gone
    assert Member.objects.get(pk=member.pk).deleted_at is None
    assert is_new(mandate)
    assert Mandate.objects.get(pk=mandate.pk).deleted_at is None


def test_what_was_never_seen_leaves_no_trace():
    meeting = make_meeting(convened_at=None, status="draft")

    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)

    assert Meeting.objects.get(pk=meeting.pk).deleted_at is None


def test_a_meeting_taken_off_the_site_is_gone(aged):
    meeting = make_meeting()
    item = make_item(meeting)
    aged(item)

    Meeting.objects.filter(pk=meeting.pk).update(is_public=False)

    assert Meeting.objects.get(pk=meeting.pk).deleted_at is not None
    assert is_new(item)


def test_names_outside_are_given_once():
    rows = [Council, Body, Member, Meeting, AgendaItem, Proposal, Amendment]
    body = make_body()
    make_proposal(body, status=ProposalStatus.SUBMITTED)

    assert all(model._meta.get_field("uuid").unique for model in rows)
    assert len({each.uuid for each in Body.objects.all()}) == Body.objects.count()
