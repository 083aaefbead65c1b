"""The demo, from the command to the first page, and the story its council has lived through."""

import json
from http.cookiejar import CookieJar
from types import SimpleNamespace
from urllib.request import HTTPCookieProcessor, build_opener, urlopen

import pytest
from django.core.management import CommandError, call_command
from websockets.sync.client import connect

from tests.support.demo import (
    copy_of,
    facts_of_outcomes,
    rows,
    run,
    serving,
)
from tests.support.source import ROOT

pytestmark = [pytest.mark.service, pytest.mark.apart]

PLAY = """
import django; django.setup()
from council.config.demonstration.play import play
play(rest=lambda seconds: None, tell=print)
"""
DECISIONS = "SELECT count(*) FROM register_decision"
# present, in favour, against, abstentions, result
STORY = {
    "health-2": (49, 17, 27, 5, "lost"),
    "health-1": (49, 42, 3, 4, "carried"),
    "health": (49, 43, 2, 3, "carried"),
    "school": (48, 45, 0, 3, "carried"),
    "way-home": (49, 49, 0, 0, "carried"),
    "bylaws": (48, 28, 15, 5, "lost"),
    "minutes, by hands": (49, 46, 0, 3, "carried"),
    "health-report": (50, 43, 2, 4, "carried"),
    "amendment-1": (50, 40, 4, 5, "carried"),
}


@pytest.fixture(scope="module")
def site(demo, tmp_path_factory):
    """The demo being served, while its members act."""
    state = copy_of(demo.state, tmp_path_factory.mktemp("served") / "state")
    with serving(state, demo.port, "--play") as printed:
        yield SimpleNamespace(state=state, printed=printed, address=f"http://127.0.0.1:{demo.port}")


def personas():
    return json.loads((ROOT / "council/demo/personas.json").read_text())


def told(facts):
    present, tally = facts["inputs"]["electorate"]["present"], facts["inputs"]["tally"]
    counts = (tally["in_favour"], tally["against"], tally["abstentions"])
    return (present, *counts, facts["result"])


def form(facts):
    return facts["inputs"]["rule"]["question"]["form"]


def test_a_fresh_start_forgets_what_was_there(demo):
    assert rows(demo.state, "SELECT 1 FROM sqlite_master WHERE name = 'left_over'") == []
    assert "Loading the demo council" in demo.told


def test_half_of_the_sixty_seats_are_held_by_women(demo):
    seats = """
        SELECT seat."group", count(*) FROM members_seat AS seat
        JOIN members_body AS body ON body.id = seat.body_id
        WHERE body.key = 'GMM' GROUP BY seat."group" ORDER BY seat."group"
    """

    assert rows(demo.state, seats) == [("men", 30), ("women", 30)]


def test_every_vote_of_the_story_ended_as_the_rules_have_it(demo):
    counted = [each for each in facts_of_outcomes(demo.state) if form(each) != "unanimous_consent"]

    assert [told(each) for each in counted] == list(STORY.values())


def test_nobody_objected_where_silence_was_consent(demo):
    silent = [each for each in facts_of_outcomes(demo.state) if form(each) == "unanimous_consent"]

    assert [told(each)[1:] for each in silent] == [(0, 0, 0, "carried")] * len(silent)


def test_the_meeting_is_in_progress_and_a_vote_is_about_to_open(demo):
    assert rows(demo.state, "SELECT number FROM meetings_meeting WHERE status = 'open'") == [(7,)]
    assert rows(demo.state, "SELECT status FROM voting_poll WHERE declared_at IS NULL") == [
        ("draft",),
        ("draft",),
    ]


def test_the_links_can_be_had_as_json(demo):
    assert [set(each) for each in demo.links] == [{"persona", "role", "languages", "url"}] * 8
    assert [each["persona"] for each in demo.links] == [each["key"] for each in personas()]


def test_a_second_start_loads_nothing_again(demo, tmp_path):
    state = copy_of(demo.state, tmp_path / "state")
    before = rows(state, "SELECT count(*), max(id) FROM ledger_entry")

    again = run(state, "manage.py", "demo", "--no-serve", "--links", "--port", str(demo.port))

    assert "Loading" not in again.stderr
    assert rows(state, "SELECT count(*), max(id) FROM ledger_entry") == before
    assert len(json.loads(again.stdout)) == len(demo.links)


def test_the_site_is_ready_and_answers_its_first_request(site):
    for path in ("/health/ready", "/"):
        with urlopen(f"{site.address}{path}") as answer:
            assert answer.status == 200


@pytest.mark.parametrize("persona", [each["key"] for each in personas()])
def test_every_link_leads_its_persona_to_their_work(persona, site, demo):
    told = next(each for each in personas() if each["key"] == persona)
    url = next(each["url"] for each in demo.links if each["persona"] == persona)
    browser = build_opener(HTTPCookieProcessor(CookieJar()))

    with browser.open(url) as landed, browser.open(f"{site.address}/account/me/") as me:
        assert landed.status == 200
        assert landed.url == f"{site.address}{where(told['landing'], site)}"
        assert (me.url == f"{site.address}/account/me/") is (told["member"] is not None)


def where(landing, site):
    ((meeting,),) = rows(site.state, "SELECT id FROM meetings_meeting WHERE status = 'open'")
    return {
        "room": f"/meetings/{meeting}/room/",
        "interpretation_desk": f"/meetings/{meeting}/desk/ar-tr/",
        "back_office": "/office/adana/",
        "public_front_page": "/",
    }[landing]


def test_members_act_before_the_eyes_of_a_visitor(site):
    ((meeting,),) = rows(site.state, "SELECT id FROM meetings_meeting WHERE status = 'open'")
    address = f"{site.address}/ws/meetings/{meeting}/".replace("http", "ws", 1)

    with connect(address, subprotocols=["majlis.v1"], origin=site.address) as line:
        news = next(frame for frame in heard(line) if frame.get("kind") == "text.interpreted")

    assert "older women" in json.dumps(news)
    assert site.printed.read_text().count("The play begins") == 1


def heard(line):
    return (json.loads(line.recv(timeout=30)) for _ in range(100))


def test_the_play_runs_to_its_end(demo, tmp_path):
    state = copy_of(demo.state, tmp_path / "state")

    said = run(state, "-c", PLAY, DJANGO_SETTINGS_MODULE="council.config.demo_settings")

    assert said.stdout.splitlines() == [
        "The play begins: members speak, interpret and vote in the open meeting.",
        "The play is over: 135 of 135 acts were in order.",
    ]
    assert [told(each)[-1] for each in facts_of_outcomes(state)][-2:] == ["carried", "carried"]
    assert rows(state, DECISIONS) == [(rows(demo.state, DECISIONS)[0][0] + 1,)]


def test_nobody_acts_for_the_members_of_a_real_council(settings):
    settings.MAJLIS_DEMO = False

    with pytest.raises(CommandError, match="real council"):
        call_command("serve", "--play")
