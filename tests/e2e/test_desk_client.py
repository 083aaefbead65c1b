"""The interpreter's desk in a real browser: keys, news while one writes, a line that is lost."""

import json
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from council.kernel.scripts import script
from tests.support.machine import Missing, chromium

pytestmark = pytest.mark.browser

ORIGIN = "http://majlis.test"
PAGE = """<!doctype html><html lang="en"><head><title>Desk</title>
<script type="module" src="/desk.js"></script></head><body>
<div id="room" data-meeting="1" data-seq="4" data-ws-url="/ws/meetings/1/" data-ticket="t1"
  data-queue-url="/queue/"><div id="refusal" tabindex="-1"></div>
<template id="refusal-form"><p class="notice-title"></p></template>
<p id="floor"></p>{work}</div></body></html>"""


def work(line, words=""):
    form = (
        f'<form id="work-{line}" method="post" action="/send/" data-desk-form>'
        f'<input type="hidden" name="key" value="k-{line}">'
        f'<textarea id="dst-{line}" name="body" data-desk>{words}</textarea>'
        "<button>Send</button></form>"
    )
    return f'<div id="desk-work" data-line="{line}">{form}</div>'


class Desk:
    """What stands behind the desk: it answers with the line that a test wants."""

    def __init__(self):
        self.lines, self.asked, self.posted = [], [], []
        self.next, self.status = work(1), 200

    def on_line(self, line):
        self.lines.append(line)
        self.say(t="hello", seq=4, now=0, lang="en", audience="member", resume="ok")

    def say(self, **frame):
        self.lines[-1].send(json.dumps(frame))

    def notice(self, seq, kind):
        self.say(t="n", seq=seq, kind=kind, at=0, data={}, parts=[], say=None)

    def serve(self, route):
        parts = urlsplit(route.request.url)
        if parts.path == "/desk/":
            route.fulfill(body=PAGE.replace("{work}", work(1)), content_type="text/html")
        elif parts.path == "/desk.js":
            route.fulfill(body=script("desk").plain, content_type="text/javascript")
        elif parts.path == "/queue/":
            self.asked.append(parts.query)
            route.fulfill(json=self.answer())
        elif parts.path == "/send/" and self.status:
            self.posted.append(dict(parse_qsl(route.request.post_data or "")))
            route.fulfill(status=self.status, json=self.answer())
        else:
            route.abort()

    def answer(self):
        if self.status >= 400:
            return {"text": "Zelal was faster."}
        return {"parts": [{"id": "desk-work", "html": self.next}]}


@pytest.fixture(scope="module")
def browser():
    try:
        path = chromium()
    except Missing as reason:
        pytest.skip(str(reason))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def page(browser, desk):
    page, errors = browser.new_page(), []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/*", desk.serve)
    page.route_web_socket("**/ws/**", desk.on_line)
    page.goto(f"{ORIGIN}/desk/")
    until(page, lambda: desk.lines and desk.asked)
    yield page
    page.close()
    assert errors == []


def until(page, condition):
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(50)
    pytest.fail("It did not happen within five seconds.")


def has_focus(page, name):
    return page.evaluate("document.activeElement.id") == name


def test_enter_sends_and_the_hands_stay_on_the_keyboard(page, desk):
    until(page, lambda: has_focus(page, "dst-1"))
    desk.next = work(2)

    page.keyboard.type("Birinci")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("satır")
    page.keyboard.press("Enter")

    until(page, lambda: has_focus(page, "dst-2"))
    assert desk.posted[0]["body"] == "Birinci\nsatır"
    assert page.input_value("#dst-2") == ""


def test_nothing_is_sent_without_words(page, desk):
    page.focus("#dst-1")
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)

    assert desk.posted == []


def test_what_is_being_written_stays_when_news_comes(page, desk):
    page.fill("#dst-1", "Birinci")
    desk.asked.clear()

    for seq in (5, 6, 7):
        desk.notice(seq, "contribution.made")
    until(page, lambda: desk.asked)
    page.wait_for_timeout(400)

    assert desk.asked == ["line=1"]  # three pieces of news, one question
    assert page.input_value("#dst-1") == "Birinci"


def test_with_an_empty_box_the_next_line_is_taken(page, desk):
    desk.asked.clear()
    desk.next = work(3)

    desk.notice(5, "text.interpreted")

    until(page, lambda: has_focus(page, "dst-3"))
    assert desk.asked == [""]


def test_other_news_asks_for_nothing(page, desk):
    desk.asked.clear()

    desk.notice(5, "floor.given")
    page.wait_for_timeout(500)

    assert desk.asked == []


def test_a_refusal_is_told_and_the_words_stay(page, desk):
    page.fill("#dst-1", "Birinci")
    desk.status = 409

    page.press("#dst-1", "Enter")

    until(page, lambda: "Zelal was faster." in page.inner_text("#refusal"))
    assert page.input_value("#dst-1") == "Birinci"
    assert page.input_value("[name=key]") != "k-1"


def test_a_lost_line_sends_the_same_act_again(page, desk):
    page.fill("#dst-1", "Birinci")
    desk.status = 0
    page.press("#dst-1", "Enter")
    page.wait_for_timeout(500)
    desk.status, desk.next = 200, work(2)

    until(page, lambda: desk.posted)

    assert desk.posted[0]["key"] == "k-1"
    until(page, lambda: page.locator("#dst-2").count())
