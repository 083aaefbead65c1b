"""People in front of real browsers: what they see, and what the browser complains about."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.support.machine import Missing, chromium

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
# A refused act is answered with 409 or 422, which browsers write down as an error of loading.
EXPECTED = re.compile(r"the server responded with a status of (403|404|409|410|422|429)")
SHOWN_ON_PURPOSE = "/_components/errors/"
OF_THE_LINE = re.compile(r"WebSocket|Failed to fetch|ERR_(CONNECTION|NETWORK|SOCKS|EMPTY)")


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """Start Debian's Chromium; skip where there is none."""
    try:
        path = chromium()
    except Missing as reason:
        pytest.skip(str(reason))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Person:
    """One person at one device."""

    def __init__(self, browser, site, *, language, viewport=DESK, **options):
        self.site, self.language = site, language
        self.context = browser.new_context(
            base_url=site.url, locale=language, viewport=viewport, **options
        )
        self.page = self.context.new_page()
        self.complaints, self.is_cut_off, self.status = [], False, 0
        self.page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        self.page.on("console", self._hear)
        self.page.on("response", self._note)
        self.page.set_default_timeout(10_000)

    def _hear(self, message):
        is_of_the_line = self.is_cut_off and OF_THE_LINE.search(message.text)
        source = message.location.get("url", "")
        is_expected = EXPECTED.search(message.text) or SHOWN_ON_PURPOSE in source
        if message.type == "error" and not is_expected and not is_of_the_line:
            self.complaints.append(f"{source}: {message.text}")

    def _note(self, response):
        """Remember with which status the page that is shown was answered."""
        if response.request.is_navigation_request():
            self.status = response.status

    def enter(self, link, to):
        """Sign in by a link and come out on a page of the site."""
        self.goto(f"{link}?next={to}")
        assert self.page.url == f"{self.site.url}{to}", self.page.url

    def goto(self, path):
        """Open a page."""
        answer = self.page.goto(path)
        self.page.wait_for_load_state("load")
        return answer

    def follow(self, path):
        """Go where a link of the page leads."""
        with self.page.expect_navigation():
            self.see(f'main a[href="{path}"]').click()

    def see(self, selector):
        """Wait until it is there and visible; return it."""
        found = self.page.locator(selector).first
        expect(found).to_be_visible(timeout=10_000)
        return found

    def read(self, selector, words):
        """Wait until these words stand in it."""
        expect(self.page.locator(selector).first).to_contain_text(words, timeout=10_000)

    def gone(self, selector):
        """Wait until it is no longer there."""
        expect(self.page.locator(selector)).to_have_count(0, timeout=10_000)

    def live(self):
        """Wait until the line to the meeting stands."""
        self.line("live")

    def line(self, state):
        """Wait until the page says that the line is in this state."""
        self.page.wait_for_function(
            "state => document.documentElement.dataset.line === state", arg=state, timeout=20_000
        )

    def pane(self, name):
        """Turn to a part of the room; on wide screens all of them are in sight."""
        tab = self.page.locator(f".tabbar [data-go={name}]")
        if tab.is_visible():
            tab.click()

    def fill(self, form, **fields):
        """Fill in the fields of a form, opening what is folded."""
        for name, value in fields.items():
            field = form.locator(f'[name="{name}"]')
            if field.count() > 1:
                form.locator(f'label:has([name="{name}"][value="{value}"])').click()
                continue
            field.evaluate("field => field.closest('details')?.setAttribute('open', '')")
            if field.evaluate("field => field.nodeName") == "SELECT":
                field.select_option(value)
            else:
                field.fill(value)

    def form(self, action):
        """Return the form that leads there, when it is in sight."""
        return self.see(f'form[action$="{action}"]')

    def submit(self, action, button="button:not([type=button])", **fields):
        """Fill in a form and press its button; the browser goes where the site leads."""
        form = self.form(action)
        self.fill(form, **fields)
        with self.page.expect_navigation():
            form.locator(button).first.click()

    def submit_here(self, **fields):
        """Fill in the form of this page, which leads back to it, and press its button."""
        form = self.see("main form:not([action])")
        self.fill(form, **fields)
        with self.page.expect_navigation():
            form.locator("button:not([type=button])").last.click()

    def tick(self, name):
        """Tick a box."""
        self.see(f'main [name="{name}"]').check()

    def send(self, action, button="button:not([type=button])", **fields):
        """Fill in a form and press its button; the page stays, scripts do the rest."""
        form = self.form(action)
        self.fill(form, **fields)
        form.locator(button).first.click()

    def ids(self, prefix):
        """Return the ids that begin with ``prefix``, in the order of the page."""
        script = "prefix => [...document.querySelectorAll(`[id^='${prefix}']`)].map(e => e.id)"
        return self.page.evaluate(script, prefix)

    def leave(self):
        """Close the device; nothing may have gone wrong on it."""
        self.context.close()
        assert not self.complaints, self.complaints
