"""Journeys to pages that are reached by acting, and what each of them promises to look at."""

from collections.abc import Callable
from functools import wraps

from tests.support.visitor import Visitor

JOURNEYS: dict[str, frozenset[str]] = {}


def journey(*views: str) -> Callable:
    """Hold a test to look at pages with addresses of these names, at each of them and no others."""

    def marked(test: Callable) -> Callable:
        JOURNEYS[test.__qualname__] = frozenset(views)

        @wraps(test)
        def walked(watchers, **fixtures):
            watchers.seen = set()
            test(watchers, **fixtures)
            assert watchers.verdict() == []
            assert watchers.seen == set(views)

        return walked

    return marked


def at(path, pane=""):
    """Return how somebody comes to a page, and turns to a part of it."""

    def arrive(person):
        person.goto(path)
        if pane:
            person.pane(pane)

    return arrive


def sent(path, action, **fields):
    """Return how somebody comes to what a form answers, past the checks of scripts and browser."""

    def arrive(person):
        person.goto(path)
        send(person, action, **fields)

    return arrive


def send(person, action, **fields):
    """Fill in the form that leads there, or back to its own page, and send it without scripts."""
    form = person.page.locator(f'form[action$="{action}"], main form:not([action])').first
    person.fill(form, **fields)
    with person.page.expect_navigation():
        form.evaluate("form => HTMLFormElement.prototype.submit.call(form)")


class Actor:
    """A persona of the demo who acts at another device, without scripts."""

    def __init__(self, watchers, persona):
        self.visitor = Visitor(watchers.site.url, "tr")
        self.visitor.get(watchers.path_in(persona))

    def act(self, page, pattern, **told):
        """Send the form on the page that leads there; the answer must be a page of success."""
        answer = self.visitor.send(self.visitor.get(page), pattern, **told)
        assert answer.status == 200, answer.text
        return answer

    def actions(self, page):
        """Return where the forms of the page lead, as one line."""
        return " ".join(self.visitor.get(page).actions())
