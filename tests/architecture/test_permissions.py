"""The permission matrices of the tests, taken together, leave no act out."""

from council.kernel.permissions import granted_permissions
from tests.conftest import CAST
from tests.support.pages import matrix
from tests.support.source import import_everything


def test_every_permission_is_in_a_matrix():
    import_everything()

    assert set(matrix()) == granted_permissions()


def test_a_matrix_speaks_of_the_cast_only():
    assert set().union(*matrix().values()) <= set(CAST)


def test_the_sysadmin_may_do_nothing_in_the_council():
    assert [act for act, personas in matrix().items() if "sysadmin" in personas] == []
