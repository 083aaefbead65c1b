from council.kernel.phrases import sentence
from council.rules.errors import OutOfOrder
from deliberation.rules.drafting import MissingSignatures


def test_how_many_signatures_are_missing_is_said_in_the_right_number():
    one = sentence(MissingSignatures(signed=2, needed=3, missing=1))
    two = sentence(MissingSignatures(signed=1, needed=3, missing=2))

    assert one.startswith("1 more signature is needed (2 of 3).")
    assert two.startswith("2 more signatures are needed (1 of 3).")


def test_an_act_at_the_wrong_stage_is_told_plainly():
    assert "not in order" in sentence(OutOfOrder(status="adopted", act="amend"))
