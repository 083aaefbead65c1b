import pytest
from django.utils import timezone

from council.kernel.permissions import granted_permissions, may
from council.texts.models import TextKind
from council.texts.services import create_text
from deliberation.followup.models import Answer, Correspondent, Referral
from deliberation.followup.permissions import Rendering
from deliberation.register.models import Decision
from deliberation.rules.followup import AddresseeKind
from tests.conftest import CAST
from tests.deliberation.followup.matrix import MATRIX


@pytest.fixture
def targets(cast, body):
    """A decision, its referral and the answer to it, unsaved where no predicate looks."""
    decision = Decision(council=body.council, body=body)
    addressee = body.council.addressees.create(
        kind=AddresseeKind.DEPARTMENT, names={"en": "Department"}, language="ar"
    )
    Correspondent.objects.create(addressee=addressee, member=cast.members.adviser)
    referral = Referral(decision=decision, addressee=addressee, forwarded_on=timezone.now())
    text = create_text(actor=None, kind=TextKind.NOTE, language="ar", body="نعم")
    special = {
        "followup.manage_addressees": body.council,
        "followup.forward_decision": decision,
        "followup.translate_answer": Rendering(Answer(referral=referral, text=text), "tr"),
    }
    return lambda permission: special.get(permission, referral)


@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_a_decision_on_its_way(permission, cast, targets):
    allowed = {one for one in CAST if may(getattr(cast, one), permission, targets(permission))}

    assert allowed == MATRIX[permission]


def test_the_matrix_names_every_permission():
    mine = {name for name in granted_permissions() if name.startswith("followup.")}

    assert set(MATRIX) == mine


def test_who_answers_for_an_addressee_does_not_close_even_as_chair_or_clerk(cast, targets):
    referral = targets("followup.close_referral")
    for one in (cast.members.chair, cast.members.clerk):
        Correspondent.objects.create(addressee=referral.addressee, member=one)

    allowed = {one for one in CAST if may(getattr(cast, one), "followup.close_referral", referral)}

    assert allowed == set()


def test_a_deactivated_account_answers_for_nobody(cast, targets):
    cast.members.adviser.is_active = False
    cast.members.adviser.save()

    assert not may(cast.adviser, "followup.answer_referral", targets("x"))
