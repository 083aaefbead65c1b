"""Clerks conduct lots, those who preside confirm, members volunteer for themselves."""

import pytest

from council.kernel.permissions import may
from tests.conftest import CAST
from tests.council.lots.matrix import MATRIX


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_a_lot(permission, person, cast, council, stage):
    targets = {"lots.open_lot": council, "lots.volunteer": cast.members.member}
    target = targets.get(permission) or stage.open()

    allowed = may(getattr(cast, person), permission, target)

    assert allowed is (person in MATRIX[permission])
