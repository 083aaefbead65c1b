from uuid import uuid4

import pytest

from council.ledger.models import Act
from council.ledger.services import once
from tests.factories.institution import make_user

pytestmark = pytest.mark.django_db


def test_an_act_that_was_refused_may_be_asked_for_again():
    user, key = make_user(), uuid4()

    def refuse():
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - any error of the act
        once(actor=user, key=key, name="bell", act=refuse)

    assert once(actor=user, key=key, name="bell", act=lambda: {"id": 7}) == {"id": 7}


def test_the_answer_of_an_act_is_kept():
    user, key = make_user(), uuid4()
    once(actor=user, key=key, name="bell", act=lambda: {"id": 7})

    assert once(actor=user, key=key, name="bell", act=lambda: {"id": 8}) == {"id": 7}
    assert Act.objects.count() == 1
