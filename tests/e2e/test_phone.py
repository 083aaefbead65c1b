"""The room on a cheap phone: what the first visit costs, that nothing moves, one part at a time."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.support.browsing import PHONE
from tests.support.site import path_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MOST_REQUESTS, MOST_BYTES = 12, 150_000
MOST_SHIFT = 0.05  # Cumulative Layout Shift; 0.1 is "good" (web.dev/cls)
SLOW = {  # 400 kbit/s with 400 ms there and back
    "offline": False,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
    "latency": 400,
}
ADD_UP_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
PANES_IN_SIGHT = """
() => [...document.querySelectorAll("[data-pane]")].filter((each) => each.checkVisibility())
  .map((each) => each.dataset.pane)
"""


@pytest.fixture(scope="module")
def first_visit(demo, browser):
    """Open a page of the persona's own at a device that has nothing of the site yet."""
    links = {each["persona"]: each["url"] for each in demo.facts}

    @contextmanager
    def opened(persona, language):
        facts = {"viewport": PHONE, "locale": language}
        with browser.new_context(**facts) as known:
            page = known.new_page()
            page.goto(demo.url + path_of(links[persona]))
            page.wait_for_load_state("networkidle")
            address, state = page.url, known.storage_state()
        with browser.new_context(storage_state=state, **facts) as device:
            yield device.new_page(), address

    return opened


@pytest.mark.parametrize("persona", ["member", "interpreter", "chair"])
def test_a_first_visit_is_light(first_visit, persona):
    asked = []

    def record(request):
        asked.append(request)

    with first_visit(persona, "ar") as (page, address):
        page.on("requestfinished", record)
        page.goto(address)
        page.wait_for_load_state("networkidle")
        heavy = {each.url: each.sizes()["responseBodySize"] for each in asked}

    assert len(heavy) <= MOST_REQUESTS, sorted(heavy)
    assert sum(heavy.values()) <= MOST_BYTES, heavy


@pytest.mark.parametrize(("persona", "language"), [("member", "ar"), ("chair", "tr")])
def test_nothing_moves_while_the_room_comes_slowly(first_visit, persona, language):
    with first_visit(persona, language) as (page, address):
        line = page.context.new_cdp_session(page)
        line.send("Network.enable")
        line.send("Network.emulateNetworkConditions", SLOW)
        page.add_init_script(ADD_UP_SHIFTS)
        page.goto(address)
        page.wait_for_load_state("networkidle")

        assert page.evaluate("window.shifted") <= MOST_SHIFT


@pytest.mark.parametrize(
    ("persona", "panes"),
    [
        ("member", ["talk", "agenda", "floor", "vote"]),
        ("chair", ["talk", "agenda", "floor", "vote", "desk"]),
    ],
)
def test_a_phone_shows_one_part_of_the_room_at_a_time(first_visit, persona, panes):
    with first_visit(persona, "ar") as (page, address):
        page.goto(address)
        seen = {}
        for pane in panes:
            page.locator(f".tabbar [data-go={pane}]").click()
            seen[pane] = page.evaluate(PANES_IN_SIGHT)

    assert seen == {pane: [pane] for pane in panes}


def test_who_comes_back_to_the_discussion_is_at_its_end_again(first_visit):
    with first_visit("member", "ar") as (page, address):
        page.goto(address)
        newest = page.locator("#stream > *").last
        for pane in ("vote", "talk"):
            page.locator(f".tabbar [data-go={pane}]").click()

        expect(newest).to_be_in_viewport()


def test_who_reads_what_was_said_before_finds_the_place_again(first_visit):
    with first_visit("member", "ar") as (page, address):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        third = page.locator("#stream > article").nth(2)
        third.scroll_into_view_if_needed()
        for pane in ("agenda", "talk"):
            page.locator(f".tabbar [data-go={pane}]").click()

        expect(third).to_be_in_viewport()
