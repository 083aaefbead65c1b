"""Only clerks keep the registry; the matrix holds for the whole cast."""

import pytest

from council.kernel.permissions import may
from tests.conftest import CAST
from tests.council.members.matrix import MATRIX

OF_A_MEMBER = {
    "members.issue_card",
    "members.deactivate_member",
    "members.declare_own",
    "members.hide_presence",
    "members.show_presence",
    "members.agree_to_allocation",
}


@pytest.mark.parametrize("person", CAST)
@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_the_registry(permission, person, cast, council):
    target = cast.members.member if permission in OF_A_MEMBER else council

    allowed = may(getattr(cast, person), permission, target)

    assert allowed is (person in MATRIX[permission])
