"""One browser and one served site for each module."""

import pytest

from tests.support.browsing import chromium_browser
from tests.support.site import prepare, served


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


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo council, served."""
    state = tmp_path_factory.mktemp("demo") / "state"
    made = prepare(state, "manage.py", "demo", "--fresh", "--no-serve", "--links")
    with served(made, tmp_path_factory.mktemp("served") / "state") as one:
        yield one


@pytest.fixture(scope="module")
def browser():
    """Debian's Chromium."""
    with chromium_browser() as one:
        yield one
