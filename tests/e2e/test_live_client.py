"""The line to a meeting in a real browser, with a server that loses, doubles and refuses."""

import json
from types import SimpleNamespace
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, Route, WebSocketRoute, sync_playwright

from council.kernel.scripts import script
from tests.support.machine import Missing, chromium

pytestmark = pytest.mark.browser

ORIGIN = "http://majlis.test"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self' ws://majlis.test; "
    "require-trusted-types-for 'script'"
)
ROOM = """<!doctype html><html lang="en"><head><title>Room</title>
<script type="module" src="/room.js"></script></head><body>
<main id="room" data-meeting="1" data-seq="4" data-ws-url="/ws/meetings/1/" data-ticket="t1"
  data-ticket-url="/ticket/" data-since-url="/since/" data-lang="en" data-audience="member">
<div id="refusal" tabindex="-1"></div>
<template id="refusal-form"><p class="notice-title"></p></template>
<section id="stream"><p id="m-1">one</p></section>
<section id="ballot"><details id="orig"><summary>Original</summary>text</details>
<input name="draft" id="draft"><b data-tick="present">10</b></section>
<form id="say" data-command="contribution.say" action="/say/" method="post">
<input type="hidden" name="key" value="k-1"><textarea name="body"></textarea>
<button name="kind" value="question">Send</button></form>
<form id="vote" action="/vote/" method="post" data-post data-keep>
<input type="radio" name="choice" value="yes" checked><button>Vote</button></form>
<form id="open-ballot" action="/cast/" method="post" data-command="ballot.cast" data-post data-keep>
<input type="hidden" name="poll" value="7"><input type="hidden" name="seq" value="1">
<input type="radio" name="choice" value="no" checked><button>Hand in</button></form>
<p id="receipt"></p></main>
<form id="live-token"><input type="hidden" name="csrfmiddlewaretoken" value="tok"></form>
<p id="announcer"></p><span id="connection"></span></body></html>"""

LINES = "".join(f'<p id="m-{n}">line {n}</p>' for n in range(1, 200))
LONG = ROOM.replace(
    '<section id="stream"><p id="m-1">one</p></section>',
    f'<div id="talk" data-pane="talk" data-scroll><section id="stream">{LINES}</section></div>',
)
PAGES = {"/room/": ROOM, "/long/": LONG}


class Server:
    """What the browser talks to: it keeps what it hears and says what a test wants."""

    def __init__(self) -> None:
        self.lines: list[WebSocketRoute] = []
        self.heard: list[dict] = []
        self.posted: list[dict[str, str]] = []
        self.addresses: list[str] = []
        self.answer = SimpleNamespace(status=200, body="<main></main>")

    def on_line(self, line: WebSocketRoute) -> None:
        self.lines.append(line)
        self.addresses.append(line.url)
        line.on_message(lambda text: self.heard.append(json.loads(text)))
        self.say(t="hello", seq=4, now=0, lang="en", audience="member", resume="ok")

    def say(self, **frame) -> None:
        self.lines[-1].send(json.dumps(frame))

    def notice(self, seq: int, *parts: dict, say: str | None = None) -> None:
        self.say(t="n", seq=seq, kind="x", at=0, data={}, parts=list(parts), say=say)

    def serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if route.request.method == "POST":
            self.posted.append(dict(parse_qsl(route.request.post_data or "")))
            kind = "application/json" if self.answer.body.startswith("{") else "text/html"
            route.fulfill(status=self.answer.status, body=self.answer.body, content_type=kind)
        elif path in PAGES:
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=PAGES[path], content_type="text/html", headers=headers)
        elif path == "/ticket/":
            route.fulfill(json={"ticket": "fresh"})
        elif path == "/room.js":
            route.fulfill(body=script("room").plain, content_type="text/javascript")
        else:
            route.fulfill(status=404, body="")


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
def server():
    return Server()


@pytest.fixture
def page(browser, server):
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route("**/*", server.serve)
    page.route_web_socket("**/ws/**", server.on_line)
    page.goto(f"{ORIGIN}/room/")
    until(page, lambda: line_of(page) == "live")
    yield page
    page.close()
    assert errors == []


def text(page: Page, selector: str) -> str:
    return page.locator(selector).inner_text()


def line_of(page: Page) -> str:
    return page.evaluate("document.documentElement.dataset.line")


def until(page: Page, condition) -> None:
    for _ in range(100):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing happened within five seconds")


def test_the_line_says_what_it_has_seen_and_shows_its_ticket(page, server):
    asked = parse_qs(urlsplit(server.addresses[0]).query)

    assert asked == {"since": ["4"], "lang": ["en"], "ticket": ["t1"]}


def test_a_part_is_replaced_and_what_is_said_is_announced(page, server):
    server.notice(5, {"id": "m-1", "html": '<p id="m-1">one, improved</p>'}, say="Improved.")

    until(page, lambda: text(page, "#announcer") == "Improved.")
    assert text(page, "#m-1") == "one, improved"


def test_a_new_part_goes_where_it_belongs_and_an_old_one_leaves(page, server):
    server.notice(5, {"id": "m-2", "into": "stream", "html": '<p id="m-2">two</p>'})
    server.notice(6, {"id": "m-1", "html": None})

    page.wait_for_selector("#m-2")
    until(page, lambda: page.locator("#m-1").count() == 0)


def test_a_notice_that_comes_twice_changes_nothing(page, server):
    part = {"id": "m-2", "into": "stream", "html": '<p id="m-2">two</p>'}
    server.notice(5, part)
    server.notice(5, {"id": "m-2", "html": None})
    server.notice(6)

    page.wait_for_selector("#m-2")
    assert page.locator("#m-2").count() == 1


def test_a_hole_in_the_numbers_is_asked_for_once(page, server):
    server.notice(7, {"id": "m-1", "html": '<p id="m-1">seven</p>'})
    server.notice(8, {"id": "m-1", "html": '<p id="m-1">eight</p>'})

    until(page, lambda: server.heard == [{"t": "since", "seq": 4}])
    assert text(page, "#m-1") == "one"
    for seq in (5, 6, 7):
        server.notice(seq, {"id": "m-1", "html": f'<p id="m-1">{seq}</p>'})
    until(page, lambda: text(page, "#m-1") == "7")


def test_a_bare_number_makes_no_hole(page, server):
    server.say(t="b", seq=5)
    server.notice(6, {"id": "m-1", "html": '<p id="m-1">six</p>'})

    until(page, lambda: text(page, "#m-1") == "six")
    assert server.heard == []


def test_what_the_reader_does_survives_news(page, server):
    page.fill("#draft", "half a thought")
    page.click("summary")
    page.evaluate("document.activeElement.blur()")
    html = (
        '<section id="ballot"><details id="orig"><summary>Original</summary>text</details>'
        '<input name="draft" id="draft"><b data-tick="present">11</b></section>'
    )
    server.notice(5, {"id": "ballot", "html": html})

    until(page, lambda: text(page, "[data-tick]") == "11")
    assert page.input_value("#draft") == "half a thought"
    assert page.evaluate("document.getElementById('orig').open")


def test_a_tick_fills_its_number(page, server):
    server.say(t="tick", present=42)

    until(page, lambda: text(page, "[data-tick]") == "42")


def test_a_command_carries_fields_and_key_and_empties_the_form_when_done(page, server):
    page.fill("textarea", "Hello")
    page.click("#say button")

    until(page, lambda: len(server.heard) == 1)
    assert server.heard[0] == {
        "t": "cmd",
        "key": "k-1",
        "name": "contribution.say",
        "fields": {"body": "Hello", "kind": "question"},
    }
    assert page.input_value("textarea") == "Hello"
    server.say(t="ack", key="k-1", data={})
    until(page, lambda: page.input_value("textarea") == "")
    assert page.input_value("[name=key]") != "k-1"


def test_a_refusal_is_told_and_what_was_typed_stays(page, server):
    page.fill("textarea", "Hello")
    page.click("#say button")
    until(page, lambda: len(server.heard) == 1)
    server.say(t="no", key="k-1", code="not_now", facts={}, text="The item is not open.")

    until(page, lambda: text(page, "#refusal") == "The item is not open.")
    assert page.input_value("textarea") == "Hello"


def test_without_an_answer_the_same_key_is_posted(page, server):
    page.fill("textarea", "Hello")
    page.click("#say button")

    until(page, lambda: len(server.posted) == 1)
    assert server.posted[0].items() >= {"key": "k-1", "csrfmiddlewaretoken": "tok"}.items()
    until(page, lambda: page.input_value("textarea") == "")


def test_a_refusal_by_post_is_read_from_the_page(page, server):
    server.answer = SimpleNamespace(
        status=409,
        body='<head><link></head><main><h1>Not now</h1><div class="refusal">'
        '<p class="notice-title">No quorum.</p></div></main>',
    )
    page.fill("textarea", "Hello")
    page.click("#say button")

    until(page, lambda: text(page, "#refusal") == "No quorum.")
    assert page.input_value("textarea") == "Hello"


def test_a_lost_line_is_shown_and_taken_up_with_the_ticket_it_has(page, server):
    server.notice(5)
    server.lines[-1].close(code=1012)

    until(page, lambda: line_of(page) == "offline")
    until(page, lambda: line_of(page) == "live")
    asked = parse_qs(urlsplit(server.addresses[-1]).query)
    assert asked == {"since": ["5"], "lang": ["en"], "ticket": ["t1"]}


def test_a_line_that_only_falls_silent_is_given_up(page, server):
    page.clock.install()
    server.notice(5)
    page.clock.fast_forward(74_000)
    server.say(t="tick", at=0, present=11)
    until(page, lambda: text(page, "[data-tick]") == "11")
    page.clock.fast_forward(74_000)
    assert (line_of(page), len(server.lines)) == ("live", 1)

    page.clock.fast_forward(2_000)

    assert line_of(page) == "offline"
    page.clock.fast_forward(1_000)
    until(page, lambda: len(server.lines) == 2 and line_of(page) == "live")
    assert parse_qs(urlsplit(server.addresses[-1]).query)["since"] == ["5"]


def test_markup_with_a_script_is_refused(page, server):
    refused = page.evaluate(
        """() => { try { document.createElement('template').innerHTML = '<script>x</' + 'script>'; }
        catch (error) { return error.name; } }"""
    )

    assert refused == "TypeError"


def test_a_snapshot_is_a_page_read_anew(page, server):
    page.evaluate("window.marked = true")
    server.say(t="hello", seq=90, now=0, lang="en", audience="member", resume="snapshot")

    page.wait_for_function("() => window.marked === undefined")


def test_who_is_not_admitted_is_not_tried_again(page, server):
    server.lines[-1].close(code=4403)

    until(page, lambda: line_of(page) == "offline")
    page.wait_for_timeout(1500)
    assert len(server.lines) == 1


RECEIPT = {"parts": [{"id": "receipt", "html": '<p id="receipt">In the box.</p>'}]}


def test_an_open_ballot_goes_over_the_line_and_its_receipt_is_shown(page, server):
    page.click("#open-ballot button")
    until(page, lambda: server.heard)
    order = server.heard[0]
    server.say(t="ack", key=order["key"], data={}, **RECEIPT)

    until(page, lambda: text(page, "#receipt") == "In the box.")
    assert order["name"] == "ballot.cast"
    assert order["fields"] == {"poll": "7", "seq": "1", "choice": "no"}
    assert server.posted == []


def test_a_ballot_without_an_answer_is_asked_after_by_post_and_shows_what_it_is_told(page, server):
    server.answer = SimpleNamespace(status=200, body=json.dumps(RECEIPT))
    page.click("#open-ballot button")
    page.wait_for_timeout(1000)
    before = list(server.posted), text(page, "#receipt"), text(page, "#refusal")

    until(page, lambda: text(page, "#receipt") == "In the box.")
    assert before == ([], "", "")  # nothing is claimed while nothing is known
    assert server.posted[0].items() >= {"key": server.heard[0]["key"], "seq": "1"}.items()


def test_without_a_line_an_open_ballot_is_posted_from_the_page(page, server):
    server.answer = SimpleNamespace(status=200, body=json.dumps(RECEIPT))
    server.lines[-1].close(code=4403)
    until(page, lambda: line_of(page) == "offline")
    page.click("#open-ballot button")

    until(page, lambda: text(page, "#receipt") == "In the box.")
    assert (server.heard, len(server.posted)) == ([], 1)


def test_a_ballot_that_is_no_command_is_posted_though_the_line_is_open(page, server):
    server.answer = SimpleNamespace(status=200, body=json.dumps(RECEIPT))
    page.click("#vote button")

    until(page, lambda: text(page, "#receipt") == "In the box.")
    assert server.heard == []
    assert server.posted[0].items() >= {"choice": "yes", "csrfmiddlewaretoken": "tok"}.items()


def pushed(number: int, more: str = "", words: str = "Give") -> dict:
    fields = f'<input type="hidden" name="request_id" value="{number}">{more}'
    form = '<form id="give" method="post" action="/give/" data-command="floor.give">'
    return {
        "id": "give",
        "into": "stream",
        "html": f"{form}{fields}<button>{words}</button></form>",
    }


def test_a_pushed_form_that_was_sent_takes_on_new_hidden_fields(page, server):
    server.notice(5, pushed(1))
    page.click("#give button")
    until(page, lambda: server.heard)
    server.say(t="ack", key=server.heard[-1]["key"], data={})
    server.notice(6, pushed(2, '<input type="hidden" name="after_turn_id" value="9">'))
    until(page, lambda: page.input_value("#give [name=request_id]") == "2")

    page.click("#give button")
    until(page, lambda: len(server.heard) == 2)

    assert server.heard[-1]["fields"] == {"request_id": "2", "after_turn_id": "9"}
    assert server.heard[0]["key"] != server.heard[1]["key"]


def test_a_button_that_has_the_focus_takes_on_new_words(page, server):
    server.notice(5, pushed(1))
    page.focus("#give button")

    server.notice(6, pushed(1, words="Given"))

    until(page, lambda: text(page, "#give button") == "Given")
    assert page.evaluate("document.activeElement.textContent") == "Given"


@pytest.mark.parametrize("anchor", ["", "#talk"])
def test_the_room_opens_at_what_was_said_last(page, anchor):
    page.goto(f"{ORIGIN}/long/{anchor}")

    until(page, lambda: is_seen(page, "#m-199"))
    assert not is_seen(page, "#m-1")


def test_whoever_comes_by_an_anchor_stays_there(page):
    page.goto(f"{ORIGIN}/long/#m-100")
    until(page, lambda: line_of(page) == "live")

    assert is_seen(page, "#m-100")
    assert not is_seen(page, "#m-199")


def is_seen(page: Page, selector: str) -> bool:
    return page.evaluate(
        "(one) => { const { top, bottom } = document.querySelector(one).getBoundingClientRect();"
        " return top >= 0 && bottom <= innerHeight; }",
        selector,
    )
