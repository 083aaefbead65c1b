"""Every page that stands still, as axe and a narrow screen see it: in all eight forms."""

import re
from urllib.parse import urlsplit

import pytest

from tests.e2e.pages import OFFICE, PAGES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(watchers, name):
    page = PAGES[name]

    def arrive(person):
        person.goto(page.at)
        if page.link:
            links = person.page.eval_on_selector_all("a[href]", "all => all.map(a => a.href)")
            paths = [urlsplit(each).path for each in links]
            person.goto(next(each for each in paths if re.search(page.link, each)))

    watchers.look(name, page.who, arrive, page.view, page.status)

    assert watchers.verdict() == []


@pytest.mark.parametrize("menu", ["menu-language", "menu-account", "menu-site", "sidenav-fold"])
def test_a_menu_that_is_open_is_for_everybody(watchers, menu):
    def arrive(person):
        person.goto(f"{OFFICE}/")
        person.page.eval_on_selector(f".{menu}", "menu => menu.open = true")

    watchers.look(menu, "clerk", arrive, "office")

    assert watchers.verdict() == []
