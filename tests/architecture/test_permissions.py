"""The permission matrices of the tests, taken together, leave no act out."""

from importlib import import_module

from council.kernel.permissions import granted_permissions
from tests.conftest import CAST
from tests.support.source import ROOT, dotted, import_everything


def matrix() -> dict[str, set[str]]:
    """Put together the ``MATRIX`` (permission → personas) of every module named for it."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tests").rglob("*matrix*.py")):
        for permission, personas in import_module(dotted(path)).MATRIX.items():
            assert permission not in found, f"{permission} stands in two matrices"
            found[permission] = set(personas)
    return found


def test_every_permission_is_in_a_matrix():
    import_everything()

    assert set(matrix()) == granted_permissions()


def test_a_matrix_speaks_of_the_cast_only():
    assert set().union(*matrix().values()) <= set(CAST)


def test_the_sysadmin_may_do_nothing_in_the_council():
    assert [act for act, personas in matrix().items() if "sysadmin" in personas] == []
