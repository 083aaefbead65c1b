"""Who may listen, as whom, and from where."""

import pytest

from council.kernel.audience import Audience
from council.members.models import OfficeKind
from deliberation.rules.meetings import MeetingStatus
from realtime import admission
from realtime.admission import Knock, Page, Place, admit, place_of, ticket_for
from realtime.protocol import Close
from tests.factories.institution import give_office
from tests.realtime.scene import make_meeting

AUDIENCES = {
    "chair": Audience.DESK,
    "clerk": Audience.DESK,
    "member": Audience.MEMBER,
    "absentee": Audience.MEMBER,
    "adviser": Audience.MEMBER,
    "interpreter": Audience.MEMBER,
    "outsider": Audience.PUBLIC,
    "sysadmin": Audience.PUBLIC,
}


def enter(meeting, key=None, language="en", ticket="", limit=None):
    page = Page(language=language, ticket=ticket, limit=limit)
    return admit([Knock(meeting.pk, key, page)])[0]


def still(place):
    return admission.still([place]) == [True]


@pytest.mark.parametrize("person", AUDIENCES)
def test_everybody_reads_a_public_meeting_as_who_they_are(keys, meeting, person):
    assert enter(meeting, keys[person]).audience is AUDIENCES[person]


def test_readers_without_an_account_are_the_public(meeting):
    assert enter(meeting) == Place(meeting.pk, None, Audience.PUBLIC, 0, "en")


@pytest.mark.parametrize("facts", [{"is_public": False}, {"status": MeetingStatus.DRAFT}])
@pytest.mark.parametrize("person", AUDIENCES)
def test_a_meeting_that_is_not_public_is_for_the_council(keys, body, facts, person):
    place = enter(make_meeting(body, **facts), keys[person])

    if AUDIENCES[person] is Audience.PUBLIC:
        assert place is Close.NOT_ADMITTED
    else:
        assert place.audience is AUDIENCES[person]


@pytest.mark.django_db
@pytest.mark.parametrize("number", [0, 999, 2**63 - 1])
def test_a_meeting_that_does_not_exist_is_nobodys(number):
    assert admit([Knock(number)]) == [Close.NOT_ADMITTED]


@pytest.mark.parametrize("key", ["", "short", "x" * 32, "x" * 5000, "ключ" * 8])
def test_a_session_that_does_not_exist_is_nobodys(meeting, key):
    assert enter(meeting, key).user_id is None


def test_a_language_that_the_site_does_not_speak_becomes_its_own(meeting):
    assert enter(meeting, language="xx").language == "en"
    assert enter(meeting, language="ar").language == "ar"


def test_a_place_is_kept_while_nothing_changes(keys, meeting):
    assert still(enter(meeting, keys["member"]))


@pytest.mark.parametrize(
    "end",
    [
        lambda cast: setattr(cast.member, "is_active", False),
        lambda cast: setattr(cast.member, "auth_epoch", 1),
        lambda cast: cast.member.set_password("another"),
    ],
)
def test_a_place_is_lost_with_the_account(cast, keys, meeting, end):
    place = enter(meeting, keys["member"])

    end(cast)
    cast.member.save()

    assert not still(place)


def test_a_place_is_lost_with_the_membership(cast, keys, meeting):
    place = enter(meeting, keys["member"])

    cast.members.member.is_active = False
    cast.members.member.save()

    assert not still(place)


def test_a_place_is_lost_with_the_meeting(keys, meeting):
    place = enter(meeting)

    meeting.is_public = False
    meeting.save()

    assert not still(place)


def test_a_ticket_says_which_language_the_page_is_in(keys, meeting):
    page = place_of(meeting.pk, session_key=keys["member"], language="ar")

    assert enter(meeting, keys["member"], "en", ticket_for(page)) == page


def test_a_page_of_who_has_taken_an_office_since_is_loaded_anew(cast, keys, body, meeting):
    ticket = ticket_for(place_of(meeting.pk, session_key=keys["member"], language="ar"))

    give_office(cast.members.member, body, OfficeKind.SECRETARY)

    assert enter(meeting, keys["member"], ticket=ticket) is Close.REVOKED


@pytest.mark.parametrize(
    ("person", "limit", "audience"),
    [
        ("chair", Audience.PUBLIC, Audience.PUBLIC),
        ("chair", Audience.MEMBER, Audience.MEMBER),
        ("chair", Audience.DESK, Audience.DESK),
        ("member", Audience.DESK, Audience.MEMBER),
        ("outsider", Audience.DESK, Audience.PUBLIC),
    ],
)
def test_a_page_may_ask_for_less_and_never_for_more(keys, meeting, person, limit, audience):
    place = enter(meeting, keys[person], limit=limit)

    assert place.audience is audience
    assert still(place)


def test_the_wall_of_a_closed_meeting_shows_what_everybody_might_see(keys, body):
    closed = make_meeting(body, is_public=False)

    assert enter(closed, keys["chair"], limit=Audience.PUBLIC).audience is Audience.PUBLIC
    assert enter(closed, limit=Audience.PUBLIC) is Close.NOT_ADMITTED


def test_a_ticket_of_somebody_who_signed_out_ends_the_page(keys, meeting):
    ticket = ticket_for(place_of(meeting.pk, session_key=keys["member"], language="ar"))

    assert enter(meeting, keys["chair"], ticket=ticket) is Close.REVOKED
    assert enter(meeting, None, ticket=ticket) is Close.REVOKED


def test_a_ticket_of_another_meeting_is_refused(keys, body, meeting):
    ticket = ticket_for(place_of(make_meeting(body).pk, session_key=None, language="en"))

    assert enter(meeting, ticket=ticket) is Close.NOT_ADMITTED


@pytest.mark.parametrize(
    "forge", [lambda t: t[:-1], lambda t: "x" + t, lambda t: "a:b:c", str.upper]
)
def test_a_forged_ticket_is_refused(meeting, forge):
    ticket = ticket_for(place_of(meeting.pk, session_key=None, language="en"))

    assert enter(meeting, ticket=forge(ticket)) is Close.NOT_ADMITTED


def test_a_ticket_does_not_give_the_session_away(keys, meeting):
    ticket = ticket_for(place_of(meeting.pk, session_key=keys["member"], language="ar"))

    assert keys["member"] not in ticket
    assert keys["member"] not in repr(enter(meeting, keys["member"]))


@pytest.mark.parametrize(
    ("public", "host", "origin", "is_ours"),
    [
        ("https://majlis.example", "majlis.example", "https://majlis.example", True),
        ("https://majlis.example", "MAJLIS.example", "https://majlis.example", True),
        ("https://majlis.example:8443", "majlis.example:8443", "https://majlis.example:8443", True),
        ("http://127.0.0.1:8000", "localhost:8000", "http://localhost:8000", True),
        ("https://majlis.example", "majlis.example", "http://majlis.example", False),
        ("https://majlis.example", "majlis.example", "https://majlis.example:444", False),
        ("https://majlis.example", "majlis.example", "https://evil.example", False),
        ("https://majlis.example", "majlis.example", "https://majlis.example.evil.example", False),
        ("https://majlis.example", "majlis.example", "https://evil-majlis.example", False),
        ("https://majlis.example", "majlis.example", "https://sub.majlis.example", False),
        ("https://majlis.example", "majlis.example", "null", False),
        ("https://majlis.example", "majlis.example", "", False),
        ("https://majlis.example", "evil.example", "https://evil.example", False),
        ("https://majlis.example", "evil.example", "https://majlis.example", False),
        ("https://majlis.example", "", "https://majlis.example", False),
        ("https://majlis.example", "majlis.example@evil.example", "https://majlis.example", False),
    ],
)
def test_only_pages_of_ours_may_open_a_line(settings, public, host, origin, is_ours):
    settings.PUBLIC_URL = public
    settings.ALLOWED_HOSTS = ["majlis.example", "localhost"]

    headers = {b"host": host.encode(), b"origin": origin.encode()}
    assert admission.is_from_here(headers) is is_ours


@pytest.mark.parametrize(
    ("hops", "forwarded", "address"),
    [
        (0, "203.0.113.5", "192.0.2.1"),
        (1, "203.0.113.5", "203.0.113.5"),
        (1, "198.51.100.1, 203.0.113.5", "203.0.113.5"),
        (2, "198.51.100.1, 203.0.113.5, 10.0.0.1", "203.0.113.5"),
        (2, "203.0.113.5", "192.0.2.1"),
        (1, "", "192.0.2.1"),
    ],
)
def test_an_address_is_believed_as_far_as_our_own_proxies(settings, hops, forwarded, address):
    settings.TRUSTED_PROXIES = hops

    headers = {b"x-forwarded-for": forwarded.encode()}
    assert admission.address_in(["192.0.2.1", 4711], headers) == address


def test_without_a_network_there_is_no_address():
    assert admission.address_in(None, {}) == ""
