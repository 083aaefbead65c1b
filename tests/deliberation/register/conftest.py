import pytest

from tests.factories.register import make_clerk
from tests.factories.voting import make_room


@pytest.fixture
def room():
    return make_room(5)


@pytest.fixture
def clerk(room):
    return make_clerk(room)


@pytest.fixture
def register_dir(settings, tmp_path):
    """Where the keys of this test lie."""
    settings.REGISTER_DIR = tmp_path / "register"
    return settings.REGISTER_DIR
