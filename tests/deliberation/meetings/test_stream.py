import pytest
from django.template.loader import render_to_string
from django.utils.translation import override

from council.kernel.audience import Audience
from council.ledger.models import Entry
from deliberation.meetings.selectors.agenda_live import agenda_part, item_part
from deliberation.meetings.selectors.channels import channels_part
from deliberation.meetings.selectors.desk import desk_queue
from deliberation.meetings.selectors.discussion import (
    contribution_part,
    event_part,
    stream_head_part,
    stream_part,
)
from deliberation.meetings.selectors.presence import room_status_part
from deliberation.meetings.selectors.sentences import sentences as told
from deliberation.meetings.selectors.sentences import told_kinds
from deliberation.meetings.services.agenda_live import (
    call_item,
    dispose_item,
    postpone_item,
)
from deliberation.meetings.services.discussion import contribute, withdraw_contribution
from deliberation.meetings.services.interpretation import claim, interpret
from deliberation.meetings.services.opening import recess_meeting, resume_meeting
from tests.factories.meetings import (
    make_called_item,
    make_contribution,
    make_item,
    open_meeting_with,
)


@pytest.fixture
def meeting(cast, body):
    return open_meeting_with(body, present=[cast.members.chair, cast.members.member])


def stream(meeting, audience=Audience.PUBLIC, language="tr"):
    return stream_part(meeting.pk, audience, language)["lines"]


def sentences(meeting, audience=Audience.PUBLIC):
    lines = stream(meeting, audience, "en")
    return [line.sentence.translate({0x2068: "", 0x2069: ""}) for line in lines]


def say(person, item, body="We need rooms."):
    return contribute(actor=person, item_id=item.pk, language="en", body=body)


def test_the_stream_holds_what_was_said_between_what_happened(cast, meeting):
    item = make_item(meeting)
    call_item(actor=cast.chair, item_id=item.pk)
    made = say(cast.member, item)
    recess_meeting(actor=cast.chair, meeting_id=meeting.pk)

    assert [line.key for line in stream(meeting)] == ["e-1", f"m-{made.pk}", "e-3"]


def test_what_happened_is_told_in_the_readers_language_with_names_kept_apart(cast, meeting):
    item = make_item(meeting)
    call_item(actor=cast.chair, item_id=item.pk)

    (line,) = stream(meeting, language="en")

    assert line.sentence == "Item \u20681\u2069 was called; the discussion is open."
    assert line.icon == "gavel"


def test_each_item_has_its_own_stream(cast, meeting):
    first, second = make_item(meeting), make_item(meeting)
    call_item(actor=cast.chair, item_id=first.pk)
    say(cast.member, first)
    dispose_item(actor=cast.chair, item_id=first.pk)
    call_item(actor=cast.chair, item_id=second.pk)

    assert sentences(meeting) == ["Item 2 was called; the discussion is open."]
    of_the_first = stream_part(meeting.pk, Audience.PUBLIC, "en", item_id=first.pk)["lines"]
    assert len(of_the_first) == 3


def test_after_a_postponement_the_stream_starts_anew(cast, meeting):
    item = make_item(meeting)
    call_item(actor=cast.chair, item_id=item.pk)
    postpone_item(actor=cast.chair, item_id=item.pk, reason="Late.")
    recess_meeting(actor=cast.chair, meeting_id=meeting.pk)
    resume_meeting(actor=cast.chair, meeting_id=meeting.pk)

    assert sentences(meeting) == [
        "Item 1 was postponed.",
        "Sitting 1 ended; the meeting is in recess.",
        "Sitting 2 began.",
    ]


def test_readers_get_the_interpretation_in_their_language_and_its_origin(cast, meeting):
    item = make_called_item(meeting)
    make_contribution(item, cast.members.member, readings={"tr": "Oda lazım."})

    marks = {
        language: (str(line.text), line.mark)
        for language in ("en", "tr", "ar")
        for line in stream(meeting, language=language)
    }

    assert marks == {
        "en": ("We need rooms.", "original"),
        "tr": ("Oda lazım.", "human"),
        "ar": ("We need rooms.", "pending"),
    }


def test_withdrawn_words_are_gone_and_the_line_stays(cast, meeting):
    made = make_contribution(make_called_item(meeting), cast.members.member)
    withdraw_contribution(actor=cast.member, contribution_id=made.pk)

    html = render_to_string(
        "meetings/live/contribution.html", contribution_part(made.pk, Audience.PUBLIC, "en")
    )

    assert "This contribution was withdrawn." in html
    assert "We need rooms" not in html


def test_the_public_does_not_read_a_confidential_discussion(cast, meeting):
    item = make_item(meeting, is_public=False)
    call_item(actor=cast.chair, item_id=item.pk)
    made = say(cast.member, item)

    assert stream(meeting) == []
    assert len(stream(meeting, Audience.MEMBER)) == 2
    assert contribution_part(made.pk, Audience.PUBLIC, "en") is None
    assert event_part(meeting.pk, 1, Audience.PUBLIC, "en") is None
    assert event_part(meeting.pk, 1, Audience.MEMBER, "en") is not None


def test_a_line_told_alone_equals_the_line_in_the_stream(cast, meeting):
    item = make_item(meeting)
    call_item(actor=cast.chair, item_id=item.pk)
    made = say(cast.member, item)

    alone = [
        event_part(meeting.pk, 1, Audience.PUBLIC, "tr"),
        contribution_part(made.pk, Audience.PUBLIC, "tr"),
    ]

    assert [one["line"] for one in alone] == stream(meeting)


def test_the_stream_asks_as_often_for_three_contributions_as_for_one(
    cast, meeting, django_assert_num_queries
):
    item = make_item(meeting)
    call_item(actor=cast.chair, item_id=item.pk)
    say(cast.member, item)
    with django_assert_num_queries(6):
        stream(meeting)
    say(cast.chair, item)
    say(cast.member, item)
    with django_assert_num_queries(6):
        stream(meeting)


def test_the_status_asks_little(meeting, django_assert_num_queries):
    with django_assert_num_queries(4):
        room = room_status_part(meeting.pk, Audience.PUBLIC, "en")["room"]

    assert (room.present, room.needed, room.missing, room.is_live) == (2, 2, 0, True)


def test_the_head_counts_the_languages_spoken(cast, meeting):
    item = make_called_item(meeting)
    make_contribution(item, cast.members.member, language="ar", body="غرفة")
    make_contribution(item, cast.members.member, language="tr", body="Oda")

    assert stream_head_part(meeting.pk, Audience.PUBLIC, "en")["spoken"] == 2


def test_channels_name_who_interprets_into_which_language(cast, meeting):
    channels = channels_part(meeting.pk, Audience.PUBLIC, "en")["channels"]

    assert [(one.language, one.interpreters) for one in channels] == [
        ("tr", ("Interpreter",)),
        ("ar", ("Interpreter",)),
        ("en", ()),
        ("de", ()),
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_live_part_can_be_drawn(cast, meeting, language):
    item = make_item(meeting)
    make_item(meeting, is_public=False)
    call_item(actor=cast.chair, item_id=item.pk)
    make_contribution(item, cast.members.member, readings={"ar": "غرف"})

    shown = {
        "agenda": agenda_part,
        "channels": channels_part,
        "item": item_part,
        "room-status": room_status_part,
        "stream": stream_part,
        "stream-head": stream_head_part,
    }
    with override(language):
        html = "".join(
            render_to_string(
                f"meetings/live/{name}.html", dict(select(meeting.pk, Audience.PUBLIC, language))
            )
            for name, select in shown.items()
        )

    assert all(f'id="{name}"' in html for name in shown)
    assert "Evening classes" in html
    assert html.count("Not public") <= 1


def test_the_desk_shows_what_waits_in_a_direction_and_who_works_on_it(cast, meeting, body):
    item = make_called_item(meeting)
    waits, done = [
        make_contribution(item, cast.members.member, language="ar", body=words)
        for words in ("غرفة", "شكرا")
    ]
    make_contribution(item, cast.members.member, language="tr", body="Oda.")
    interpret(actor=cast.interpreter, contribution_id=done.pk, language="tr", body="Teşekkürler.")
    claim(actor=cast.interpreter, contribution_id=waits.pk, language="tr")

    queue = desk_queue(cast.interpreter, meeting.pk, "ar", "tr")

    assert [(line.contribution_id, line.state) for line in queue] == [
        (waits.pk, "todo"),  # one's own claim does not stand in the way
        (done.pk, "sent"),
    ]
    assert queue[1].is_own
    assert desk_queue(cast.interpreter, meeting.pk, "tr", "en") is None
    assert desk_queue(cast.member, meeting.pk, "ar", "tr") is None


def test_what_is_told_is_in_the_journal(cast, meeting):
    item = make_item(meeting)
    call_item(actor=cast.chair, item_id=item.pk)

    assert Entry.objects.get().kind == "item.called"
    assert event_part(meeting.pk, 99, Audience.DESK, "en") is None


SUBJECTS = (
    "meeting.", "presidium.", "roll.", "item.", "discussion.", "member.", "recusal.", "seat.",
    "substitution.",
)  # fmt: skip


@pytest.mark.parametrize("kind", sorted(one for one in told_kinds() if one.startswith(SUBJECTS)))
def test_every_kind_that_is_told_has_a_sentence_from_ids_alone(kind, cast, meeting):
    seat = cast.members.member.mandates.get().seat
    payload = {
        "present": 3, "needed": 5, "missing": 2, "sitting": 1, "result": "noted",
        "item_id": make_item(meeting).pk, "seat_id": seat.pk,
        "member_id": cast.members.member.pk, "alternate_id": cast.members.member.pk,
        "leading_id": cast.members.member.pk,
    }  # fmt: skip
    entry = Entry(meeting_id=meeting.pk, seq=1, kind=kind, payload=payload)

    (words,) = told([entry], "en")

    assert "%" not in words
    assert "?" not in words


def test_readers_of_a_members_own_language_see_the_name_in_its_script(cast, meeting):
    member = cast.members.member
    member.native_name, member.native_language = "رانيا", "ar"
    member.save()
    made = make_contribution(make_called_item(meeting), member)

    names = [
        contribution_part(made.pk, Audience.PUBLIC, language)["line"].name.text
        for language in ("ar", "tr")
    ]

    assert names == ["رانيا", "Member"]
