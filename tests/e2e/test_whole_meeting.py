"""A whole meeting in real browsers: six people, three languages, one phone, one broken line."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from council.kernel.phrases import sentence
from deliberation.rules.ballots import AbsentVoter
from deliberation.rules.quorum import InquorateMeeting
from tests.support.browsing import PHONE, Person
from tests.support.cable import Cable
from tests.support.recounting import recount
from tests.support.site import path_of
from tests.support.stage import AMENDED, PEOPLE, TITLE
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BYLAWS = {
    "title_tr": "Tüzük değişikliği",
    "title_ar": "تعديل النظام الداخلي",
    "title_en": "By-laws",
}
SAID = "نحتاج إلى دورات في المساء لأننا نعمل في النهار."
IN_TURKISH = "Gündüz çalıştığımız için akşam kurslarına ihtiyacımız var."
IN_ENGLISH = "We need evening courses because we work during the day."
MEANWHILE = ("Salonlar akşam boş.", "والأطفال؟ أين يبقون في المساء؟")
HALF_A_THOUGHT = "أقترح أن نبدأ"
QUESTION = {"question_tr": "Tüzük değişsin mi?", "question_ar": "هل يُعدَّل النظام؟"}
REASON = "Bugün tercüman yok."
ONE_MISSING = InquorateMeeting(present=3, needed=4, missing=1)
AT_DEVICES = ("chair", "clerk", "member", "host", "interpreter", "reader")


class Meeting:
    """The six at their devices, the others somewhere else, and what is before them."""

    def __init__(self, browser, site, cable):
        self.site, self.links, self.number, self.items = site, site.facts["links"], 0, {}
        line = {"proxy": {"server": cable.address, "bypass": "<-loopback>"}, "viewport": PHONE}
        for key in AT_DEVICES:
            facts = line if key == "member" else {}
            setattr(self, key, Person(browser, site, language=PEOPLE[key][1], **facts))
        self.others = {key: Visitor(site.url, "tr") for key in ("omar", "fatma", "hala", "leyla")}
        for key, other in self.others.items():
            other.get(path_of(self.links[key]))

    @property
    def readers(self):
        """Everybody who has the room open."""
        return [self.chair, self.member, self.host, self.reader]

    def path(self, page="room/"):
        return f"/meetings/{self.number}/{page}"

    def enter(self):
        for key in ("chair", "member", "host", "reader"):
            getattr(self, key).enter(path_of(self.links[key]), self.path())
        for each in self.readers:
            each.live()

    def act(self, who, pattern, **told):
        """Let somebody else do something on a device without scripts."""
        page = self.others[who].get(self.path())
        assert self.others[who].send(page, pattern, **told).status == 200


def told_in(language, refusal):
    with translation.override(language):
        return sentence(refusal)


def test_six_people_hold_a_meeting_in_three_languages(browser, site, tmp_path):
    cable = Cable()
    meeting = Meeting(browser, site, cable)
    convene(meeting)
    meeting.enter()
    call_the_roll(meeting)
    open_the_meeting(meeting)
    call_an_item(meeting)
    speak_and_be_interpreted(meeting)
    take_the_floor(meeting)
    lose_the_line(meeting, cable)
    put_a_question(meeting)
    refuse_who_is_absent(meeting)
    fail_for_want_of_two_thirds(meeting)
    adopt_an_amendment(meeting)
    refuse_for_want_of_a_quorum(meeting)
    poll = adopt_the_proposal(meeting)
    number = publish(meeting)
    read_at_home(meeting, browser, number)
    recount_at_home(meeting, poll, tmp_path)
    for key in AT_DEVICES:
        getattr(meeting, key).leave()
    cable.remove()


def convene(meeting):
    clerk, body = meeting.clerk, meeting.site.facts["body"]
    clerk.enter(path_of(meeting.links["clerk"]), f"/meetings/new/{body}/")
    clerk.see("form[data-draft=meeting]")
    day = (datetime.now(UTC) + timedelta(days=4)).strftime("%Y-%m-%dT18:00")
    clerk.fill(clerk.page.locator("form[data-draft=meeting]"), starts_at=day, place_tr="Belediye")
    with clerk.page.expect_navigation():
        clerk.page.click("form[data-draft=meeting] .form-actions button")
    meeting.number = int(re.search(r"/meetings/(\d+)/agenda/", clerk.page.url)[1])
    clerk.submit(f"/meetings/{meeting.number}/agenda/", ".form-actions button", **BYLAWS)
    clerk.submit("/agenda/proposal/", ".form-actions button")
    clerk.read("ol.plan", TITLE["tr"])
    clerk.goto(meeting.path("convene/"))
    with clerk.page.expect_navigation():
        clerk.page.click("form[data-draft=convene] .form-actions button")
    assert clerk.page.url.endswith(meeting.path("invitations/"))
    clerk.read("main", PEOPLE["member"][0])


def call_the_roll(meeting):
    meeting.site.stage("hour", str(meeting.number))
    clerk, members = meeting.clerk, meeting.site.facts["members"]
    clerk.goto(meeting.path("attendance/"))
    marks = {f"mark-{members[key]}": "hall" for key in ("chair", "omar", "fatma")}
    clerk.submit("/attendance/", ".roll-save button", **marks)
    for each in meeting.readers:
        each.read("#room-status", "3/7")
    meeting.chair.see("#desk-meeting .notice-warn")


def open_the_meeting(meeting):
    chair, host = meeting.chair, meeting.host
    chair.submit("/act/open/")
    chair.read("#refusal", told_in("tr", ONE_MISSING))
    chair.goto(meeting.path())
    host.submit("/act/check-in/", "[value=hall]")
    chair.gone("#desk-meeting .notice-warn")
    chair.submit("/act/open/")
    for each in meeting.readers:
        each.see("#room-status .pill-live")


def call_an_item(meeting):
    items = [name.removeprefix("ag-") for name in meeting.chair.ids("ag-")]
    meeting.items = dict(zip(("bylaws", "courses"), items, strict=True))
    meeting.chair.submit(f"/items/{meeting.items['bylaws']}/act/call/")
    for each in meeting.readers:
        each.read("#item-h", BYLAWS[f"title_{each.language}"])


def speak_and_be_interpreted(meeting):
    member, interpreter = meeting.member, meeting.interpreter
    interpreter.enter(path_of(meeting.links["interpreter"]), meeting.path("desk/ar-tr/"))
    interpreter.live()
    member.pane("vote")
    member.submit("/act/check-in/", "[value=remote]")
    member.live()
    member.pane("talk")
    member.send("/say/", body=SAID, language="ar")
    meeting.chair.see("#m-1.msg-pending")
    meeting.chair.read("#m-1 .msg-text[lang=ar][dir=rtl]", SAID)
    render(interpreter, SAID, IN_TURKISH)
    for each in (meeting.chair, meeting.host):
        each.read("#m-1 .msg-text[lang=tr]", IN_TURKISH)
        each.page.click("#m-1 details.orig summary")
        each.read("#m-1 details.orig p[lang=ar][dir=rtl]", SAID)
        each.read("#m-1 .prov-human", PEOPLE["interpreter"][0])
    interpreter.goto(meeting.path("desk/tr-en/"))
    render(interpreter, IN_TURKISH, IN_ENGLISH)
    meeting.reader.read("#m-1.msg-relay .msg-text[lang=en]", IN_ENGLISH)
    meeting.reader.page.click("#m-1 details.orig summary")
    meeting.reader.read("#m-1 details.orig p[lang=ar]", SAID)
    member.read("#m-1.msg-original .msg-text[lang=ar]", SAID)


def render(interpreter, source, words):
    """Write at the desk what comes there by itself, and send it with the Enter key."""
    interpreter.read("#desk-work .con-source", source)
    interpreter.see("#desk-work textarea").fill(words)
    interpreter.page.keyboard.press("Enter")
    interpreter.gone("#desk-work textarea")


def take_the_floor(meeting):
    host, chair = meeting.host, meeting.chair
    host.send("/request/", "[value=speech]")
    chair.see("#desk-floor [id^=desk-waiting-]")
    chair.send("/give/")
    host.see("#my-request[data-has-floor]")
    for each in meeting.readers:
        each.pane("floor")
        each.read("#floor .speaking", PEOPLE["host"][0])
    chair.send("/end/")
    for each in meeting.readers:
        each.gone("#floor .speaking")
    host.gone("#my-request[data-has-floor]")


def lose_the_line(meeting, cable):
    member, page = meeting.member, meeting.member.page
    member.pane("talk")
    member.see("#say").fill(HALF_A_THOUGHT)
    member.is_cut_off = True
    cable.pull()
    member.line("offline")
    member.see(".lostline")
    meeting.host.send("/say/", body=MEANWHILE[0], language="tr")
    meeting.act("omar", r"/say/", body=MEANWHILE[1], language="ar")
    meeting.reader.see("#m-3")
    assert member.ids("m-3") == []
    cable.plug()
    member.live()
    member.see("#m-3")
    assert page.input_value("#say") == HALF_A_THOUGHT
    followed = [*member.ids("m-"), *member.ids("e-")]
    assert len(set(followed)) == len(followed)
    member.goto(meeting.path())
    member.live()
    assert [*member.ids("m-"), *member.ids("e-")] == followed
    assert page.input_value("#say") == HALF_A_THOUGHT
    member.is_cut_off = False
    member.send("/say/", language="ar")
    for each in meeting.readers:
        each.read("#m-4", HALF_A_THOUGHT)


def put_a_question(meeting):
    chair = meeting.chair
    chair.goto(f"/items/{meeting.items['bylaws']}/polls/new/")
    chair.fill(chair.page.locator("form.card"), kind="bylaws_change", **QUESTION)
    with chair.page.expect_navigation():
        chair.page.click("form.card .form-actions button")
    chair.live()
    chair.submit("/freeze/", override_reason=REASON)
    meeting.member.pane("vote")
    meeting.member.submit("/act/check-out/")
    meeting.member.live()
    chair.submit("/polls/1/open/")
    for each in (chair, meeting.host, meeting.reader):
        each.see("#paper .tag-open")


def refuse_who_is_absent(meeting):
    member = meeting.member
    member.see("#votebanner").click()
    member.send("/cast/", choice="yes")
    member.read("#refusal", told_in("ar", AbsentVoter()))
    assert member.page.is_checked("[name=choice][value=yes]")
    member.submit("/act/check-in/", "[value=remote]")
    member.live()
    member.pane("vote")
    assert member.page.is_checked("[name=choice][value=yes]"), "the choice is kept"
    member.send("/cast/")
    member.see("#receipt .notice-good")


def fail_for_want_of_two_thirds(meeting):
    vote(meeting.chair, "yes")
    vote(meeting.host, "no")
    meeting.act("omar", "/cast/", choice="yes")
    meeting.act("fatma", "/cast/", choice="abstain")
    meeting.act("hala", r"/act/check-in/", mode="remote")  # when the vote was open already
    meeting.act("hala", "/cast/", choice="no")
    meeting.reader.read("[data-tick='turnout.all.handed_in']", "6")
    declare(meeting, 1)
    assert "result-rejected" in meeting.reader.page.locator("#r-1 header").get_attribute("class")
    told_to_all(meeting, 1)


def adopt_an_amendment(meeting):
    chair = meeting.chair
    chair.submit(f"/items/{meeting.items['bylaws']}/act/dispose/")
    chair.submit(f"/items/{meeting.items['courses']}/act/call/")
    chair.submit(
        "/polls/usual/", "xpath=self::form[.//input[starts-with(@value,'amendment')]]//button"
    )
    chair.submit("/freeze/")
    chair.submit("/polls/2/open/")
    for each in (chair, meeting.member, meeting.host):
        vote(each, "yes")
    meeting.act("omar", "/cast/", choice="yes")
    declare(meeting, 2)


def refuse_for_want_of_a_quorum(meeting):
    chair = meeting.chair
    chair.submit("/polls/usual/")
    chair.submit("/freeze/")
    for key in ("omar", "fatma", "hala"):
        meeting.act(key, r"/act/check-out/")
    chair.read("#room-status", "3/7")
    chair.submit("/polls/3/open/")
    chair.read("#refusal", told_in("tr", ONE_MISSING))
    chair.goto(meeting.path())
    for key in ("omar", "leyla"):
        meeting.act(key, r"/act/check-in/", mode="hall")
    chair.submit("/polls/3/open/")


def adopt_the_proposal(meeting):
    member = meeting.member
    vote(member, "no")
    vote(member, "yes")  # she changes her mind
    vote(meeting.chair, "yes")
    vote(meeting.host, "no")
    for key in ("omar", "leyla"):
        meeting.act(key, "/cast/", choice="yes")
    meeting.reader.read("[data-tick='turnout.all.handed_in']", "5")
    declare(meeting, 3)
    assert "result-adopted" in meeting.reader.page.locator("#r-3 header").get_attribute("class")
    told_to_all(meeting, 3)
    return 3


def vote(person, choice):
    """Hand in a ballot, and wait until the box has it."""
    person.pane("vote")
    person.see("#paper .tag-open")
    seq = int(person.page.input_value("#receipt [name=seq]"))
    person.send("/cast/", choice=choice)
    person.page.wait_for_selector(f"#receipt [name=seq][value='{seq + 1}']", state="attached")


def declare(meeting, poll):
    meeting.chair.submit(f"/polls/{poll}/close/")
    meeting.chair.submit(f"/polls/{poll}/declare/")
    for each in meeting.readers:
        each.pane("talk")
        each.see(f"#r-{poll}")


def told_to_all(meeting, poll):
    """Why it came out so is said to each reader in their language, on card and page alike."""
    told = {each.language: each.page.inner_text(f"#r-{poll} .rule") for each in meeting.readers}
    assert len(set(told.values())) == len(told) == 3
    assert re.search("[\u0600-\u06ff]", told["ar"])
    meeting.reader.goto(f"/polls/{poll}/")
    meeting.reader.read(".page-lead", told["en"])
    meeting.reader.goto(meeting.path())
    meeting.reader.live()


def publish(meeting):
    clerk = meeting.clerk
    clerk.goto("/councils/adana/decisions/")
    number = clerk.see("section[aria-labelledby=waiting-h] a bdi").inner_text()
    assert number == f"GMM-{datetime.now(UTC):%Y}/001"
    clerk.submit("/publish/")
    return number


def read_at_home(meeting, browser, number):
    resident = Person(browser, meeting.site, language="de")
    assert resident.goto(f"/decisions/{number}/").status == 200
    assert resident.page.get_attribute("html", "lang") == "de"
    resident.read("h1 bdi[lang=de]", TITLE["de"])
    resident.read("article.operative[lang=de]", AMENDED["de"])
    resident.page.click("section[aria-labelledby=vote-h] a[href*='/polls/']")
    resident.read("[aria-labelledby=names-h]", PEOPLE["member"][0])
    resident.leave()


def recount_at_home(meeting, poll, folder):
    at_home = Visitor(meeting.site.url, "de")
    document = at_home.get(f"/polls/{poll}/poll.json").body
    script = at_home.get("/polls/recount.py").body
    status, said = recount(folder, script, document)
    assert status == 0, said
    tally = json.loads(document)["tally"]
    assert (tally["in_favour"], tally["against"]) == (4, 1)
    forged = document.replace(b'"no"', b'"yes"', 1)
    assert forged != document
    assert recount(folder, script, forged)[0] == 1
