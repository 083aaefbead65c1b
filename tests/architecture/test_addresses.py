"""No page is ever forgotten: every address is looked at in every form, or says why it is none."""

from collections import Counter
from importlib import import_module

import pytest
from django.test import RequestFactory
from django.urls import URLPattern, get_resolver, path

from council.kernel.views import ERRORS
from tests.e2e.journeys import JOURNEYS
from tests.e2e.pages import NO_PAGES, PAGES, POST
from tests.support.source import ROOT


def patterns(resolver, place=""):
    """Return the patterns of all addresses, by the names with which links are written."""
    found = {}
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            found[f"{place}{one.name}"] = one
        else:
            found |= patterns(one, f"{place}{one.namespace}:" if one.namespace else place)
    return found


def looked_at():
    """Return the names of addresses that a page of the table or a journey leads to."""
    for script in (ROOT / "tests" / "e2e").glob("test_*.py"):
        import_module(f"tests.e2e.{script.stem}")
    return {page.view for page in PAGES.values()}.union(*JOURNEYS.values())


def amiss(addresses):
    """Return the names that are in none of the places, and those in a place but no address."""
    excused = set().union(*NO_PAGES.values())
    return {
        "forgotten": addresses - looked_at() - excused,
        "gone": (looked_at() | excused) - addresses,
    }


def test_every_address_is_looked_at_or_says_why_not():
    assert amiss(set(patterns(get_resolver()))) == {"forgotten": set(), "gone": set()}


def test_an_address_that_is_new_is_missed_and_one_that_is_gone_is_noticed():
    addresses = set(patterns(get_resolver()))

    found = amiss(addresses - {"home"} | {"members:new_page"})

    assert found == {"forgotten": {"members:new_page"}, "gone": {"home"}}


def test_an_address_has_a_name_and_no_other_has_the_same():
    class Site:
        namespace = ""
        url_patterns = [path("a/", print, name="a"), path("b/", print)]

    assert set(patterns(Site)) == {"a", "None"}
    assert "None" not in {name.split(":")[-1] for name in patterns(get_resolver())}


def test_an_address_has_one_excuse_and_needs_it():
    excuses = Counter(name for names in NO_PAGES.values() for name in names)

    assert {name for name, times in excuses.items() if times > 1} == set()
    assert set(excuses) & looked_at() == set()


@pytest.mark.parametrize("name", sorted(NO_PAGES[POST]))
def test_an_address_that_is_only_posted_to_shows_nothing(name, client):
    pattern = patterns(get_resolver())[name]
    given = dict.fromkeys(pattern.pattern.converters or {"item_id": 1, "way": 1}, 1)

    assert pattern.callback(RequestFactory().get("/"), **given).status_code == 405


def test_every_page_about_an_error_is_looked_at():
    shown = {page.at for page in PAGES.values() if page.view == "error_page"}

    assert {f"/_components/errors/{status}/" for status in ERRORS} <= shown
