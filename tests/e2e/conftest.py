"""One browser and one served site for each module."""

import pytest

from tests.support.browsing import chromium_browser
from tests.support.site import prepare, served
from tests.support.watching import Watchers


@pytest.fixture(scope="session")
def founded(tmp_path_factory):
    """A small council in a database of its own, made once."""
    state = tmp_path_factory.mktemp("founded") / "state"
    return prepare(state, "-m", "tests.support.stage", "make")


@pytest.fixture(scope="module")
def site(founded, tmp_path_factory):
    """The small council, served."""
    with served(founded, tmp_path_factory.mktemp("served") / "state") as one:
        yield one


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    """The demo council in a database of its own, made once."""
    state = tmp_path_factory.mktemp("demo") / "state"
    return prepare(state, "manage.py", "demo", "--fresh", "--no-serve", "--links")


@pytest.fixture(scope="module")
def demo(loaded, tmp_path_factory):
    """The demo council, served."""
    with served(loaded, tmp_path_factory.mktemp("served") / "state") as one:
        yield one


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium."""
    with chromium_browser() as one:
        yield one


@pytest.fixture(scope="module")
def watchers(browser, demo):
    """The personas of the demo, who look at its pages."""
    links = {one["persona"]: one["url"] for one in demo.facts if one["persona"] != "resident"}
    one = Watchers(browser, demo, links)
    yield one
    one.leave()
