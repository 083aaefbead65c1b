import pytest

from council.kernel.permissions import granted_permissions, may
from deliberation.floor import permissions
from deliberation.floor.selectors.channels import Channel
from tests.conftest import CAST
from tests.deliberation.floor.matrix import MATRIX
from tests.factories.floor import make_request


@pytest.fixture
def target_of(meeting, cast):
    special = {
        "floor.withdraw_request": make_request(meeting, cast.members.member),
        "floor.signal_interpretation": Channel(meeting, "tr"),
    }
    return lambda permission: special.get(permission, meeting)


@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_on_the_floor(permission, cast, target_of):
    target = target_of(permission)

    allowed = {person for person in CAST if may(getattr(cast, person), permission, target)}

    assert allowed == MATRIX[permission]


def test_the_matrix_names_every_permission():
    mine = {name for name in granted_permissions() if name.startswith("floor.")}

    assert permissions.presides is not None
    assert set(MATRIX) == mine


def test_an_interpreter_signals_only_for_those_who_listen_to_them(cast, meeting):
    allowed = [
        may(cast.interpreter, "floor.signal_interpretation", Channel(meeting, language))
        for language in ("tr", "ar", "en")
    ]

    assert allowed == [True, True, False]
