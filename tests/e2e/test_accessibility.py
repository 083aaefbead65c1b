"""Every page as axe and a narrow screen see it: left to right and right to left, light and dark.

Each page is looked at in four forms, in which every pair of language, theme and width occurs; with
``MAJLIS_TEST_ALL_FORMS`` set it is looked at in all eight.
"""

import os
import re
from itertools import product
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.support.browsing import Person
from tests.support.site import path_of
from tests.support.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NARROW, WIDE = (360, 740), (1440, 900)
ALL_FORMS = list(product(("en", "ar"), ("light", "dark"), (NARROW, WIDE)))
PAIRS = [
    ("en", "light", WIDE),
    ("en", "dark", NARROW),
    ("ar", "dark", WIDE),
    ("ar", "light", NARROW),
]
FORMS = ALL_FORMS if os.environ.get("MAJLIS_TEST_ALL_FORMS") else PAIRS
ROOM, OFFICE = "/meetings/2/room/", "/office/adana"
# Colours fade into another theme, and are measured when they have arrived.
AT_REST = """async () => {
  for (let calm = 0; calm < 3;) {
    await new Promise(requestAnimationFrame);
    calm = document.getAnimations().some((one) => one instanceof CSSTransition) ? 0 : calm + 1;
  }
}"""
BROKEN = "key,public_name,reads\n,Nobody,xx\nzeynep.karadag,,\n"

# Who looks at what: an address, or a page and the pattern of a link on it.
PAGES = {
    "front page": ("resident", "/"),
    "front page of a member": ("member", "/"),
    "sign in": ("resident", "/account/login/"),
    "sign in by letter": ("resident", "/account/login/code/"),
    "sign in by card": ("resident", "/card/"),
    "own account": ("member", "/account/me/"),
    "on accessibility": ("resident", "/accessibility/"),
    "meetings": ("resident", "/meetings/"),
    "meetings of the clerk": ("clerk", "/meetings/"),
    "announcement": ("resident", "/meetings/3/"),
    "announcement to a member": ("member", "/meetings/3/"),
    "announcement to the clerk": ("clerk", "/meetings/3/"),
    "meeting to prepare": ("clerk", "/meetings/new/1/"),
    "meeting to change": ("clerk", "/meetings/3/edit/"),
    "meeting to cancel": ("clerk", "/meetings/3/cancel/"),
    "agenda to make": ("clerk", "/meetings/3/agenda/"),
    "item to change": ("clerk", "/meetings/3/agenda/", r"/meetings/items/\d+/$"),
    "invitations": ("clerk", "/meetings/3/invitations/"),
    "item to propose": ("member", "/meetings/3/agenda/propose/"),
    "demands": ("member", "/meetings/demands/1/"),
    "demand": ("member", "/meetings/demands/1/new/"),
    "roll call": ("clerk", "/meetings/2/attendance/"),
    "alternates": ("clerk", "/meetings/2/attendance/seats/"),
    "room of the past": ("resident", "/meetings/1/room/"),
    "wall": ("resident", "/meetings/2/projector/"),
    "interpreter’s desk": ("interpreter", "/meetings/2/desk/ar-tr/"),
    "proposals": ("resident", "/proposals/"),
    "proposals of a member": ("member", "/proposals/"),
    "proposals of the clerk": ("clerk", "/proposals/desk/"),
    "proposal": ("resident", "/proposals/", r"^/proposals/\d+/$"),
    "proposal to a member": ("member", "/proposals/", r"^/proposals/\d+/$"),
    "proposal with versions": ("resident", "/proposals/1/versions/"),
    "proposal with amendments": ("chair", "/proposals/6/amendments/"),
    "proposal in its languages": ("interpreter", "/proposals/6/languages/"),
    "proposal to translate": ("interpreter", "/proposals/6/languages/", r"/languages/\d+/"),
    "proposal to write": ("member", "/proposals/new/1/"),
    "place to amend": ("member", "/proposals/6/amendments/new/"),
    "amendment to write": ("member", "/proposals/6/amendments/new/", r"/replace/\d+/$"),
    "decisions": ("resident", "/councils/adana/decisions/"),
    "decisions of the clerk": ("clerk", "/councils/adana/decisions/"),
    "decision": ("resident", "/councils/adana/decisions/", r"^/decisions/"),
    "outcome": ("resident", "/polls/1/"),
    "council": ("resident", "/councils/adana/"),
    "body": ("resident", "/councils/adana/", r"/bodies/"),
    "composition": ("resident", "/councils/adana/bodies/GMM/composition/"),
    "targets": ("clerk", f"{OFFICE}/composition/GMM/"),
    "target to set": ("clerk", f"{OFFICE}/composition/GMM/new/"),
    "targets of a preset": ("clerk", f"{OFFICE}/composition/GMM/preset/"),
    "target to end": ("clerk", f"{OFFICE}/composition/GMM/", r"/target/\d+/end/$"),
    "composition to publish": ("clerk", f"{OFFICE}/composition/GMM/publish/"),
    "declaration": ("member", "/councils/adana/declaration/"),
    "by-laws": ("resident", "/councils/adana/bodies/GMM/bylaws/1/"),
    "office": ("clerk", f"{OFFICE}/"),
    "members": ("clerk", f"{OFFICE}/members/"),
    "member": ("clerk", f"{OFFICE}/members/", r"/members/\d+/$"),
    "member to enter": ("clerk", f"{OFFICE}/members/new/"),
    "organisations": ("clerk", f"{OFFICE}/organisations/"),
    "bodies": ("clerk", f"{OFFICE}/bodies/"),
    "seats": ("clerk", f"{OFFICE}/seats/GMM/"),
    "seat": ("clerk", f"{OFFICE}/seats/GMM/", r"/seat/\d+/$"),
    "offices": ("clerk", f"{OFFICE}/offices/"),
    "by-laws of the office": ("clerk", f"{OFFICE}/bylaws/GMM/"),
    "by-laws to change": ("clerk", f"{OFFICE}/bylaws/GMM/new/"),
    "cards": ("clerk", f"{OFFICE}/cards/"),
    "import": ("clerk", f"{OFFICE}/import/"),
    "export": ("clerk", f"{OFFICE}/export/"),
    "nothing there": ("resident", "/nothing/"),
    "forbidden": ("member", f"{OFFICE}/members/"),
    "refused": ("resident", "/_components/errors/409/"),
    "too often": ("resident", "/_components/errors/429/"),
    "broken": ("resident", "/_components/errors/500/"),
}


class Watchers:
    """The people who look at the demo, each with one window, and what they find wrong."""

    def __init__(self, browser, site):
        self.site, self.browser, self.axe = site, browser, Axe()
        self.links = {one["persona"]: path_of(one["url"]) for one in site.facts}
        self.people, self.found = {}, []

    def person(self, key):
        if key not in self.people:
            one = self.people[key] = Person(self.browser, self.site, language="en")
            one.goto(self.links[key] if key != "resident" else "/")
        return self.people[key]

    def speak(self, key, language):
        """Let the site speak to the person in this language."""
        one = self.person(key)
        if one.page.get_attribute("html", "lang") == language:
            return
        one.goto("/accessibility/")
        form = one.page.locator("form[action='/language/']").first
        button = form.locator(f"[value={language}]").first
        with one.page.expect_navigation():
            button.evaluate("button => button.form.requestSubmit(button)")

    def look(self, name, key, arrive):
        """Look at a page in every form; ``arrive`` brings the person there."""
        for language in dict.fromkeys(form[0] for form in FORMS):
            self.speak(key, language)
            arrive(self.person(key))
            page = self.person(key).page
            assert page.get_attribute("html", "lang") == language
            page.evaluate(self.axe.axe_script)
            for _, theme, size in (form for form in FORMS if form[0] == language):
                page.set_viewport_size({"width": size[0], "height": size[1]})
                page.emulate_media(color_scheme=theme, reduced_motion="reduce")
                page.evaluate(AT_REST)
                self._examine(page, f"{name} [{language} {theme} {size[0]}]")

    def _examine(self, page, where):
        for one in page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]:
            nodes = "; ".join(" ".join(map(str, node["target"])) for node in one["nodes"][:4])
            self.found.append(f"{where}: {one['impact']} {one['id']}: {nodes}")
        wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wider > 0:
            self.found.append(f"{where}: {wider} px wider than the screen")

    def verdict(self):
        """Everything that was found since the last verdict."""
        found, self.found = self.found, []
        return found


@pytest.fixture(scope="module")
def watchers(browser, demo):
    one = Watchers(browser, demo)
    yield one
    for person in one.people.values():
        person.leave()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(watchers, name):
    key, address, *link = PAGES[name]

    def arrive(person):
        person.goto(address)
        if link:
            links = person.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
            paths = [urlsplit(each).path for each in links]
            person.goto(next(each for each in paths if re.search(link[0], each)))

    watchers.look(name, key, arrive)

    assert watchers.verdict() == []


def test_a_form_with_errors_is_for_everybody(watchers):
    def arrive(person):
        person.goto("/proposals/new/1/")
        with person.page.expect_navigation():
            person.page.click("main .form-actions button")
        person.see("#error-summary")

    watchers.look("proposal with errors", "member", arrive)

    assert watchers.verdict() == []


def test_a_file_with_wrong_rows_is_for_everybody(watchers):
    def arrive(person):
        person.goto(f"{OFFICE}/import/")
        file = {"name": "members.csv", "mimeType": "text/csv", "buffer": BROKEN.encode()}
        person.page.locator("input[type=file]").first.set_input_files(file)
        with person.page.expect_navigation():
            person.page.click("main .form-actions button")

    watchers.look("import with errors", "clerk", arrive)

    assert watchers.verdict() == []


def test_the_room_is_for_everybody_at_every_stage_of_a_vote(watchers, demo):
    chair = Visitor(demo.url, "tr")
    chair.get(watchers.links["chair"])
    for stage, act, told, people in (
        ("before a vote", None, {}, ("resident", "member", "chair")),
        ("frozen", r"/freeze/", {"override_reason": "Bugün tercüman yok."}, ("chair",)),
        ("open", r"/polls/\d+/open/", {"seconds": "600"}, ("resident", "member", "chair")),
        ("closed", r"/polls/\d+/close/", {}, ("chair",)),
        ("declared", r"/declare/", {}, ("member",)),
    ):
        if act:
            assert chair.send(chair.get(ROOM), act, **told).status == 200
        for key in people:
            watchers.look(f"room {stage}, {key}", key, lambda person: person.goto(ROOM))

    assert watchers.verdict() == []
