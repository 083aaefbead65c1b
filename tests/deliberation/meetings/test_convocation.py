from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from council.kernel.phrases import sentence
from council.ledger.models import Entry
from council.members.models import OfficeKind
from council.rules.errors import OutOfOrder
from deliberation.meetings.models import Channel, Invitation, Meeting, MeetingKind
from deliberation.meetings.order import ReasonMissing
from deliberation.meetings.services.agenda import ItemPlan, add_item
from deliberation.meetings.services.convocation import (
    EmptyAgenda,
    SecondCallUnknown,
    cancel_meeting,
    convene_meeting,
    make_second_call,
)
from deliberation.meetings.services.planning import (
    MeetingPlan,
    SittingsUnordered,
    draft_meeting,
    edit_meeting,
)
from deliberation.proposals.models import Proposal
from deliberation.rules.convocation import NoticeTooShort, SecondCallTooLate, UrgencyUnknown
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.proposals import ProposalStatus
from tests.factories.institution import give_office, make_body, make_member, seat_member
from tests.factories.meetings import make_item, make_meeting
from tests.factories.proposals import make_proposal

ADANA = ZoneInfo("Europe/Istanbul")


def in_days(days, hour=18):
    today = timezone.now().astimezone(ADANA).date()
    return datetime(today.year, today.month, today.day, hour, tzinfo=ADANA) + timedelta(days=days)


def drafted(actor, body, days=30, **facts):
    plan = MeetingPlan(in_days(days), place={"tr": "Belediye", "en": "City Hall"}, **facts)
    meeting = draft_meeting(actor=actor, body_id=body.pk, plan=plan)
    item = ItemPlan(language="tr", title={"tr": "Yoklama", "ar": "التفقد"})
    add_item(actor=actor, meeting_id=meeting.pk, plan=item)
    return meeting


@pytest.fixture
def mailing(settings, django_capture_on_commit_callbacks):
    """Let what waits for the commit happen at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_draft_takes_the_next_number_and_the_by_laws_in_force(cast, body):
    first, second = drafted(cast.clerk, body), drafted(cast.chair, body)

    assert (first.number, second.number) == (1, 2)
    assert first.status is MeetingStatus.DRAFT
    assert first.bylaws == body.bylaws.get()


def test_sittings_follow_each_other(cast, body):
    begins = [in_days(30, 18), in_days(31, 9)]
    meeting = drafted(cast.clerk, body, days=30, sittings=begins[1:])

    assert list(meeting.sittings.values_list("planned_at", flat=True)) == begins
    with pytest.raises(SittingsUnordered):
        drafted(cast.clerk, body, days=30, sittings=[in_days(29)])


@pytest.mark.parametrize(
    ("preset", "kind", "days", "is_in_time"),
    [
        ("kent_konseyi_assembly", MeetingKind.ORDINARY, 2, True),
        ("kent_konseyi_assembly", MeetingKind.ORDINARY, 1, False),
        ("kent_konseyi_assembly", MeetingKind.ELECTIVE, 15, True),
        ("kent_konseyi_assembly", MeetingKind.ELECTIVE, 14, False),
        ("kent_konseyi_assembly", MeetingKind.EXTRAORDINARY, 2, True),
        ("migrantenbeirat", MeetingKind.ORDINARY, 9, True),
        ("migrantenbeirat", MeetingKind.ORDINARY, 8, False),
        ("migrantenbeirat", MeetingKind.ELECTIVE, 9, True),
    ],
)
def test_members_are_called_as_early_as_the_by_laws_ask(
    preset, kind, days, is_in_time, council, cast
):
    body = make_body(council, bylaws=preset)
    meeting = drafted(cast.clerk, body, days=days, kind=kind)
    if is_in_time:
        assert convene(cast, meeting).status is MeetingStatus.CONVENED
        return
    with pytest.raises(NoticeTooShort) as refusal:
        convene(cast, meeting)
    zone_today = timezone.now().astimezone(ADANA).date()
    assert refusal.value.facts["latest_on"] < zone_today
    assert Meeting.objects.get(pk=meeting.pk).status is MeetingStatus.DRAFT


def convene(cast, meeting, **facts):
    return convene_meeting(actor=cast.clerk, meeting_id=meeting.pk, **facts)


def test_the_refusal_names_the_days_for_the_reader(cast, body):
    meeting = drafted(cast.clerk, body, days=1)

    with pytest.raises(NoticeTooShort) as refusal:
        convene(cast, meeting)

    earliest = in_days(2)
    assert f"{earliest.day} {earliest:%B %Y}" in sentence(refusal.value)


def test_an_urgent_meeting_needs_by_laws_that_know_it_and_a_reason(council, cast, body):
    german = make_body(council, bylaws="migrantenbeirat")
    meeting = drafted(cast.clerk, german, days=3)

    convened = convene(cast, meeting, urgency_reason="The house burnt.")

    assert convened.urgency_reason == "The house burnt."
    assert Entry.objects.get(kind="meeting.convened").payload["is_urgent"] is True
    with pytest.raises(NoticeTooShort):
        convene(cast, drafted(cast.clerk, german, days=1), urgency_reason="Still.")
    with pytest.raises(UrgencyUnknown):
        convene(cast, drafted(cast.clerk, body, days=1), urgency_reason="Still.")


def test_a_meeting_without_an_agenda_is_not_convened(cast, body):
    meeting = draft_meeting(actor=cast.clerk, body_id=body.pk, plan=MeetingPlan(in_days(9)))

    with pytest.raises(EmptyAgenda):
        convene(cast, meeting)


def test_nobody_is_called_twice(cast, body):
    meeting = drafted(cast.clerk, body)
    convene(cast, meeting)

    with pytest.raises(OutOfOrder):
        convene(cast, meeting)


@pytest.mark.parametrize("person", ["member", "adviser", "interpreter", "outsider", "sysadmin"])
def test_only_officers_and_clerks_convene(person, cast, body):
    meeting = drafted(cast.clerk, body)

    with pytest.raises(PermissionDenied):
        convene_meeting(actor=getattr(cast, person), meeting_id=meeting.pk)


def test_everybody_with_a_mandate_or_an_office_is_invited_by_mail_or_letter(cast, body, mailing):
    members = cast.members
    members.member.email, members.member.reads = "m@example.org", ["ku", "ar"]
    members.member.save()
    give_office(make_member(body.council, is_active=False), body, OfficeKind.OBSERVER)

    with mailing():
        meeting = convene(cast, drafted(cast.clerk, body))

    found = {one.member: (one.channel, one.language) for one in Invitation.objects.all()}
    assert set(found) == set(vars(members).values())
    assert found[members.member] == (Channel.EMAIL, "ar")
    assert found[members.chair] == (Channel.LETTER, "en")
    assert [one.to for one in mail.outbox] == [["m@example.org"]]
    assert Invitation.objects.get(meeting=meeting, member=members.member).sent_at is not None


def test_a_mail_is_in_the_language_of_the_member(cast, body, mailing):
    for member, code in ((cast.members.member, "ar"), (cast.members.chair, "tr")):
        member.email, member.reads = f"{code}@example.org", [code]
        member.save()

    with mailing():
        convene(cast, drafted(cast.clerk, body))

    letters = {one.to[0][:2]: one for one in mail.outbox}
    assert "التفقد" in letters["ar"].body
    assert "Yoklama" in letters["tr"].body
    html = {code: str(one.alternatives[0][0]) for code, one in letters.items()}
    assert 'lang="ar" dir="rtl"' in html["ar"]
    assert 'lang="tr" dir="ltr"' in html["tr"]
    assert letters["ar"].attachments[0][0] == "meeting.ics"


def test_a_mail_that_fails_is_noted_for_the_clerk(cast, body, mailing, settings):
    cast.members.member.email = "m@example.org"
    cast.members.member.save()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    with mailing():
        convene(cast, drafted(cast.clerk, body))

    invitation = Invitation.objects.get(member=cast.members.member)
    assert invitation.sent_at is None
    assert "ConnectionRefusedError" in invitation.failure


def test_another_hour_calls_the_members_anew(cast, body, mailing):
    cast.members.member.email = "m@example.org"
    cast.members.member.save()
    meeting = convene(cast, drafted(cast.clerk, body))
    moved = MeetingPlan(in_days(20), place=meeting.place)

    with mailing():
        edit_meeting(actor=cast.clerk, meeting_id=meeting.pk, plan=moved)

    assert len(mail.outbox) == 1
    assert Entry.objects.filter(kind="meeting.convened").count() == 2
    with pytest.raises(NoticeTooShort):
        edit_meeting(actor=cast.clerk, meeting_id=meeting.pk, plan=MeetingPlan(in_days(1)))


def test_a_cancelled_meeting_tells_the_invited_and_frees_its_proposals(cast, body, mailing):
    cast.members.member.email = "m@example.org"
    cast.members.member.save()
    meeting = drafted(cast.clerk, body)
    proposal = make_proposal(body, status=ProposalStatus.ADMITTED)
    plan = ItemPlan(language="en", title={}, proposal_id=proposal.pk)
    add_item(actor=cast.clerk, meeting_id=meeting.pk, plan=plan)
    with mailing():
        convene(cast, meeting)
    assert Proposal.objects.get().status is ProposalStatus.ON_AGENDA

    with pytest.raises(ReasonMissing):
        cancel_meeting(actor=cast.clerk, meeting_id=meeting.pk, reason=" ")
    with mailing():
        cancel_meeting(actor=cast.clerk, meeting_id=meeting.pk, reason="Snow.")

    assert Proposal.objects.get().status is ProposalStatus.ADMITTED
    assert "Snow." in mail.outbox[-1].body
    assert b"STATUS:CANCELLED" in mail.outbox[-1].attachments[0][1].encode()


def failed_meeting(body, **facts):
    meeting = make_meeting(body, status=MeetingStatus.INQUORATE, **facts)
    make_item(meeting, number="1")
    make_item(meeting, number="2a")
    make_item(meeting, number="3", status=ItemStatus.WITHDRAWN)
    return meeting


def test_a_second_call_takes_the_agenda_over(cast, body):
    failed = failed_meeting(body)

    second = make_second_call(actor=cast.clerk, meeting_id=failed.pk, plan=MeetingPlan(in_days(20)))

    assert second.second_call_of == failed
    assert second.status is MeetingStatus.CONVENED
    assert list(second.items.values_list("number", "status")) == [
        ("1", ItemStatus.PLANNED),
        ("2a", ItemStatus.PLANNED),
    ]
    assert Entry.objects.get(kind="meeting.called_again").meeting_id == failed.pk
    with pytest.raises(OutOfOrder):  # once
        make_second_call(actor=cast.clerk, meeting_id=failed.pk, plan=MeetingPlan(in_days(21)))


@pytest.mark.parametrize(
    ("days", "refusal"), [(25, None), (26, SecondCallTooLate), (1, NoticeTooShort)]
)
def test_a_second_call_is_held_within_its_window(days, refusal, cast, body):
    plan = MeetingPlan(in_days(days))
    call = {"actor": cast.clerk, "meeting_id": failed_meeting(body).pk, "plan": plan}
    if refusal is None:
        assert make_second_call(**call).starts_at == plan.starts_at
        return
    with pytest.raises(refusal):
        make_second_call(**call)


def test_without_a_rule_there_is_no_second_call(cast, body):
    failed = failed_meeting(body)
    failed.bylaws.document["quorum"]["second_call"] = None
    failed.bylaws.save()

    with pytest.raises(SecondCallUnknown):
        make_second_call(actor=cast.clerk, meeting_id=failed.pk, plan=MeetingPlan(in_days(9)))


def test_alternates_are_invited_too(cast, body):
    stand_in = make_member(body.council)
    seat_member(stand_in, body)

    meeting = convene(cast, drafted(cast.clerk, body))

    assert meeting.invitations.filter(member=stand_in).exists()
