import pytest

from council.kernel.permissions import granted_permissions, may
from council.texts.models import TextKind
from council.texts.services import create_text
from deliberation.minutes.models import Correction, Minutes, Passage, Place
from deliberation.minutes.selectors.passages import Rendering
from tests.conftest import CAST
from tests.deliberation.minutes.matrix import MATRIX
from tests.factories.meetings import make_item, make_meeting

OF_CORRECTIONS = {"minutes.withdraw_correction", "minutes.answer_correction"}
OF_PASSAGES = {"minutes.translate_passage", "minutes.check_passage"}


def make_text(words="Words"):
    return create_text(actor=None, kind=TextKind.NOTE, language="ar", body=words)


@pytest.fixture
def target_of(cast, body):
    minutes = Minutes.objects.create(
        meeting=make_meeting(body), item=make_item(make_meeting(body), title="Minutes")
    )
    passage = Passage(minutes=minutes, place=Place.OPENING, text=make_text())
    correction = Correction.objects.create(
        minutes=minutes, number=1, place=Place.OPENING, member=cast.members.member,
        words=make_text(), entered_by=cast.member,
    )  # fmt: skip
    special = {"minutes.draft_minutes": minutes.meeting}
    special |= dict.fromkeys(OF_CORRECTIONS, correction)
    special |= dict.fromkeys(OF_PASSAGES, Rendering(minutes, passage, "ar", "tr"))
    return lambda permission: special.get(permission, minutes)


@pytest.mark.parametrize("permission", MATRIX)
def test_who_may_do_what_with_minutes(permission, cast, target_of):
    target = target_of(permission)

    allowed = {person for person in CAST if may(getattr(cast, person), permission, target)}

    assert allowed == MATRIX[permission]


def test_the_matrix_names_every_permission():
    mine = {name for name in granted_permissions() if name.startswith("minutes.")}

    assert set(MATRIX) == mine
