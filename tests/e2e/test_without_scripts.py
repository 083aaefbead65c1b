"""A whole meeting by pages and plain forms alone: what works here needs no script anywhere."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from council.kernel.phrases import sentence
from deliberation.rules.ballots import AbsentVoter
from deliberation.rules.quorum import InquorateMeeting
from tests.support.recounting import recount
from tests.support.site import path_of
from tests.support.stage import AMENDED, PEOPLE, TITLE
from tests.support.visitor import Visitor

SAID = "نحتاج إلى دورات في المساء لأننا نعمل في النهار."
RENDERED = "Gündüz çalıştığımız için akşam kurslarına ihtiyacımız var."
QUESTION = {"tr": "Tüzüğün 4. maddesi değişsin mi?", "ar": "هل تُعدَّل المادة 4 من النظام؟"}
ONE_MISSING = InquorateMeeting(present=3, needed=4, missing=1)
REASON = "Tercüman bugün gelemedi."


class Story:
    """The people of the council, each at a device without scripts, and where they are."""

    def __init__(self, site):
        self.site = site
        self.people = {key: Visitor(site.url, told[1]) for key, told in PEOPLE.items()}
        self.people["resident"] = Visitor(site.url, "de")
        self.meeting, self.item = 0, {}
        for key, link in site.facts["links"].items():
            assert self.people[key].get(path_of(link)).status == 200

    def path(self, page="room/"):
        return f"/meetings/{self.meeting}/{page}"

    def room(self, who):
        page = self.people[who].get(self.path())
        assert page.status == 200
        return page

    def act(self, who, pattern, **told):
        """Do something in the room; what is answered must be a page of success."""
        answer = self.people[who].send(self.room(who), pattern, **told)
        assert answer.status == 200, answer.text
        return answer

    def refused(self, who, pattern, **told):
        """Try something that the rules do not allow; return the sentence that says why."""
        answer = self.people[who].send(self.room(who), pattern, **told)
        assert answer.status == 409, answer.status
        return answer.words("refusal")

    def vote(self, who, choice):
        return self.act(who, "/cast/", choice=choice)

    @property
    def poll(self):
        """The number of the poll at the desk."""
        return re.search(r"/polls/(\d+)/annul/", " ".join(self.room("chair").actions()))[1]


def told_in(language, refusal):
    with translation.override(language):
        return sentence(refusal)


@pytest.mark.slow
def test_a_whole_meeting_needs_no_script(site, tmp_path):
    story = Story(site)
    convene(story)
    open_with_a_quorum(story)
    speak_and_be_interpreted(story)
    take_turns(story)
    fail_for_want_of_two_thirds(story)
    amend(story)
    decide_when_enough_are_there(story)
    poll = publish(story)
    recount_at_home(story, poll, tmp_path)


def convene(story):
    clerk, body = story.people["clerk"], story.site.facts["body"]
    day = (datetime.now(UTC) + timedelta(days=4)).strftime("%Y-%m-%d")
    facts = {"starts_at": f"{day}T18:00", "place_tr": "Belediye"}
    agenda = clerk.send(clerk.get(f"/meetings/new/{body}/"), r"/new/", **facts)
    story.meeting = int(re.search(r"/meetings/(\d+)/agenda/", agenda.path)[1])
    title = {"title_tr": "Tüzük değişikliği", "title_ar": "تعديل النظام", "title_en": "By-laws"}
    agenda = clerk.send(agenda, r"/agenda/$", kind="report", **title)
    agenda = clerk.send(agenda, r"/agenda/proposal/$")
    assert TITLE["tr"] in agenda.text
    invitations = clerk.send(clerk.get(story.path("convene/")), r"/convene/$")
    assert invitations.path == story.path("invitations/")
    assert PEOPLE["member"][0] in invitations.text
    assert "BEGIN:VCALENDAR" in story.people["resident"].get(story.path("meeting.ics")).text
    announced = story.people["resident"].get(story.path(""))
    assert announced.status == 200
    assert TITLE["de"] in announced.text


def open_with_a_quorum(story):
    clerk, members = story.people["clerk"], story.site.facts["members"]
    story.site.stage("hour", str(story.meeting))
    call = clerk.get(story.path("attendance/"))
    marks = {f"mark-{members[key]}": "hall" for key in ("chair", "omar", "fatma")}
    call = clerk.send(call, r"/attendance/$", **marks)
    assert call.status == 200
    said = story.refused("chair", r"/act/open/")
    assert said == told_in("tr", ONE_MISSING)
    story.act("host", r"/act/check-in/", mode="hall")
    story.act("chair", r"/act/open/")
    items = [name.removeprefix("ag-") for name in story.room("reader").ids("ag-")]
    story.item = dict(zip(("bylaws", "courses"), items, strict=True))


def speak_and_be_interpreted(story):
    story.act("chair", rf"/items/{story.item['bylaws']}/act/call/")
    story.act("member", r"/act/check-in/", mode="remote")
    story.act("member", r"/say/", language="ar", body=SAID)
    assert SAID in story.room("chair").text
    interpreter = story.people["interpreter"]
    desk = interpreter.get(story.path("desk/ar-tr/"))
    assert SAID in desk.text
    assert interpreter.send(desk, r"/desk/ar-tr/send/", body=RENDERED).status == 200
    (name,) = story.room("chair").ids("m-")[:1]
    read = story.room("chair").words(name.removesuffix("-who"))
    assert RENDERED in read
    assert SAID in read
    assert RENDERED not in story.room("member").text


def take_turns(story):
    story.act("host", r"/floor/meetings/\d+/request/", kind="speech", language="tr")
    assert PEOPLE["host"][0] in story.room("reader").words("floor")
    story.act("chair", r"/floor/meetings/\d+/give/")
    assert story.room("host").has("my-request")
    story.act("chair", r"/floor/turns/\d+/end/")
    assert PEOPLE["host"][0] not in story.room("reader").words("floor")


def fail_for_want_of_two_thirds(story):
    chair = story.people["chair"]
    page = chair.get(f"/items/{story.item['bylaws']}/polls/new/")
    words = {f"question_{code}": said for code, said in QUESTION.items()}
    assert chair.send(page, r"/polls/new/", kind="bylaws_change", **words).status == 200
    languages = story.refused("chair", r"/freeze/")
    assert languages
    story.act("chair", r"/freeze/", override_reason=REASON)
    story.act("member", r"/act/check-out/")
    story.act("chair", r"/polls/\d+/open/")
    absent = story.refused("member", "/cast/", choice="yes")
    assert absent == told_in("ar", AbsentVoter())
    story.act("member", r"/act/check-in/", mode="remote")
    story.vote("member", "yes")
    for who, choice in {"chair": "yes", "omar": "yes", "host": "no"}.items():
        story.vote(who, choice)
    story.act("hala", r"/act/check-in/", mode="remote")
    story.vote("hala", "no")
    story.vote("fatma", "abstain")
    story.act("chair", r"/polls/\d+/close/")
    poll = story.poll
    story.act("chair", r"/declare/")
    page = story.people["reader"].get(f"/polls/{poll}/")
    assert REASON in page.text
    facts = json.loads(story.people["reader"].get(f"/polls/{poll}/poll.json").text)
    assert facts["outcome"]["result"] == "lost"
    assert (facts["tally"]["in_favour"], facts["tally"]["against"]) == (3, 2)
    assert story.room("reader").has(f"r-{poll}")


def amend(story):
    story.act("chair", rf"/items/{story.item['bylaws']}/act/dispose/")
    story.act("chair", rf"/items/{story.item['courses']}/act/call/")
    page = story.room("chair")
    about = next(one for one in prepared_by(page) if one.startswith("amendment-"))
    story.act("chair", r"/polls/usual/", about=about)
    story.act("chair", r"/freeze/")
    story.act("chair", r"/polls/\d+/open/")
    for who in ("chair", "member", "omar", "host"):
        story.vote(who, "yes")
    story.act("chair", r"/polls/\d+/close/")
    story.act("chair", r"/declare/")


def decide_when_enough_are_there(story):
    story.act("chair", r"/polls/usual/", about="proposal")
    story.act("chair", r"/freeze/")
    for who in ("host", "member", "hala"):
        story.act(who, r"/act/check-out/")
    said = story.refused("chair", r"/polls/\d+/open/")
    assert said == told_in("tr", ONE_MISSING)
    for who in ("host", "member", "leyla"):
        story.act(who, r"/act/check-in/", mode="hall")
    story.act("chair", r"/polls/\d+/open/")
    story.vote("member", "no")
    for who in ("chair", "member", "omar", "fatma", "leyla"):  # the member changes her mind
        story.vote(who, "yes")
    story.vote("host", "no")
    story.act("chair", r"/polls/\d+/close/")


def publish(story):
    poll = story.poll
    story.act("chair", r"/declare/")
    clerk = story.people["clerk"]
    decisions = clerk.get("/councils/adana/decisions/")
    number = next(link for link in decisions.links() if re.search(r"/decisions/GMM", link))
    assert story.people["resident"].get(number).status == 404
    clerk.send(decisions, r"/publish/")
    shown = story.people["resident"].get(number)
    assert shown.status == 200
    assert TITLE["de"] in shown.text
    assert AMENDED["de"] in shown.text
    return poll


def recount_at_home(story, poll, folder):
    resident = story.people["resident"]
    document = resident.get(f"/polls/{poll}/poll.json").body
    script = resident.get("/polls/recount.py").body
    status, said = recount(folder, script, document)
    assert (status, json.loads(document)["tally"]["in_favour"]) == (0, 5), said
    forged = document.replace(b'"no"', b'"yes"', 1)
    assert forged != document
    assert recount(folder, script, forged)[0] == 1


def prepared_by(page):
    """Return what the buttons of the desk would put to the vote."""
    fields = (each for each in page.tree.iter("input") if each.get("name") == "about")
    return [each.get("value") for each in fields]
