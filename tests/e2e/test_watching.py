"""The watchers themselves: what is wrong is found in the forms in which it is wrong."""

import pytest

from tests.e2e import journeys
from tests.support.watching import Watchers

pytestmark = pytest.mark.browser

ORIGIN = "http://majlis.test/"
PAGE = """<!doctype html><html lang="en"><head><title>A page</title>
<meta name="color-scheme" content="light dark"><style>
:root { background: #fff; color: #111; }
@media (prefers-color-scheme: dark) { :root { background: #111; color: #eee; }
  .faint { color: #333; } }
@media (max-width: 400px) { .narrow { color: #ddd; background: #fff; } }
</style></head><body><main><h1>A page</h1><p>Words.</p>{}</main></body></html>"""
DRAWN = '<svg width="16" height="16" aria-hidden="true"><rect width="9" height="9"/></svg>'
LIGHT, DARK, WIDE, NARROW = ("light 1440", "light 360"), ("dark 1440", "dark 360"), 1440, 360
EVERYWHERE = (*LIGHT, *DARK)
FAULTS = {
    '<button type="button"></button>': ("critical button-name", LIGHT),
    '<p class="faint">Too faint at night.</p>': ("serious color-contrast", DARK),
    '<p class="narrow">Too faint on a phone.</p>': (
        "serious color-contrast",
        ("light 360", "dark 360"),
    ),
    '<p><svg width="900" height="9" aria-hidden="true"><rect width="900" height="9"/></svg></p>': (
        "px wider than the screen",
        ("light 360", "dark 360"),
    ),
    '<img src="/gone.png" alt="A bridge" width="90" height="90">': (
        "shows nothing: /gone.png",
        EVERYWHERE,
    ),
    '<svg width="0" height="9" aria-hidden="true"></svg>': ("shows nothing: <svg", EVERYWHERE),
    '<svg width="9" height="9" aria-hidden="true"><use href="#gone"/></svg>': (
        "shows nothing: #gone",
        EVERYWHERE,
    ),
}


@pytest.fixture
def watchers(browser):
    return Watchers(browser, None, {})


@pytest.fixture
def page(browser):
    one = browser.new_page()
    yield one
    one.close()


def found_on(watchers, page, body):
    """Let the watchers look at a page with this body; return what they find, form by form."""

    def serve(route):
        is_page = route.request.url == ORIGIN
        route.fulfill(
            status=200 if is_page else 404,
            content_type="text/html" if is_page else "text/plain",
            body=PAGE.replace("{}", body) if is_page else "",
        )

    page.unroute_all()
    page.route("**/*", serve)
    page.goto(ORIGIN)
    watchers.examine(page, "a page [en", "en")
    return watchers.verdict()


def test_nothing_is_found_where_nothing_is_wrong(watchers, page):
    body = f'<p>{DRAWN} <a href="/">A link</a></p>'

    assert found_on(watchers, page, body) == []


@pytest.mark.parametrize("body", FAULTS)
def test_what_is_wrong_is_found_where_it_is_wrong(watchers, page, body):
    words, forms = FAULTS[body]

    found = found_on(watchers, page, body)

    assert {one.split("]")[0] for one in found} == {f"a page [en {form}" for form in forms}
    assert [one for one in found if words not in one] == []


def test_a_colour_that_is_wrong_is_found_on_every_page_that_has_it(watchers, page):
    body = '<p class="faint">Too faint at night.</p>'

    first, second = (found_on(watchers, page, body) for _ in range(2))

    assert len(first) == len(second) == 2


def test_what_is_folded_is_looked_at_too(watchers, page):
    body = '<details><summary>More</summary><p class="faint">Faint.</p></details>'

    assert len(found_on(watchers, page, body)) == 2


def test_a_journey_keeps_what_it_promises(watchers, monkeypatch):
    monkeypatch.setattr(journeys, "JOURNEYS", {})

    @journeys.journey("home", "office")
    def walk(watchers):
        watchers.seen |= {"home"}

    with pytest.raises(AssertionError):
        walk(watchers)
