from council.kernel.phrases import sentence
from deliberation.rules.quorum import InquorateMeeting


def test_what_is_missing_for_the_quorum_is_said_in_the_right_number():
    one = sentence(InquorateMeeting(present=21, needed=22, missing=1))
    four = sentence(InquorateMeeting(present=18, needed=22, missing=4))

    assert "1 more member is needed (21 of 22)" in one
    assert "4 more members are needed (18 of 22)" in four
