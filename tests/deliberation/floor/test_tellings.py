from council.ledger.services import journal
from deliberation.floor.events import FloorGiven, SignalGiven
from deliberation.meetings.selectors.sentences import sentences


def test_who_has_the_floor_is_told(cast, meeting):
    event = FloorGiven(1, cast.members.member.pk, "speech", 180)
    entry = journal(actor=cast.chair, meeting_id=meeting.pk, event=event)

    assert sentences([entry], "en") == ["\u2068Member\u2069 has the floor."]


def test_what_interpreters_ask_for_is_told(cast, meeting):
    event = SignalGiven("slower", "tr", None, is_clock_stopped=False)
    entry = journal(actor=cast.interpreter, meeting_id=meeting.pk, event=event)

    assert sentences([entry], "en") == ["Into \u2068Turkish\u2069: Please speak more slowly."]


def test_a_name_is_told_in_the_script_of_its_readers(cast, meeting):
    member = cast.members.member
    member.native_name, member.native_language = "رانيا الحموي", "ar"
    member.save()
    event = FloorGiven(1, member.pk, "speech", 180)
    entry = journal(actor=cast.chair, meeting_id=meeting.pk, event=event)

    assert "رانيا الحموي" in sentences([entry], "ar")[0]
    assert "Member" in sentences([entry], "en")[0]
