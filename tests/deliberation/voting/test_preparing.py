import pytest
from django.core.exceptions import PermissionDenied

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.ledger.models import Entry
from council.rules.bylaws import QuestionKind
from council.rules.errors import OutOfOrder
from deliberation.meetings.selectors.moment import Moment
from deliberation.meetings.services.recusal import recuse_oneself
from deliberation.rules.ballots import BlocsNeedRollCall, NotReadable, SecretNeedsPaper
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Method, Poll, RollEntry
from deliberation.voting.selectors.polls import poll_for
from deliberation.voting.selectors.votes import Votes
from deliberation.voting.services.preparing import discard_poll, freeze_poll
from tests.factories.voting import HANDS, make_draft, make_frozen, make_room

pytestmark = pytest.mark.django_db


def test_a_draft_copies_the_rule_it_will_run_under():
    room = make_room()

    poll = make_draft(room)
    room.meeting.bylaws.document = {}

    assert (poll.status, poll.rule["kind"], poll.method) == (
        PollStatus.DRAFT, "proposal", Method.ROLL_CALL,
    )  # fmt: skip


def test_freezing_fixes_who_is_entitled():
    room = make_room(5, present=4)

    poll = make_frozen(room)

    assert poll.electorate["whole"] == {
        "entitled": 5, "present": 4, "entire_membership": 5, "filled_seats": 5,
    }  # fmt: skip
    assert RollEntry.objects.filter(poll=poll).count() == 5


def test_a_recused_member_is_not_on_the_roll():
    room = make_room(5)
    recuse_oneself(actor=room.user(2), item_id=room.item.pk, reason="My own firm")

    poll = make_frozen(room)

    assert not RollEntry.objects.filter(poll=poll, member=room.members[2]).exists()
    assert poll.electorate["whole"]["entire_membership"] == 4


def test_a_poll_is_not_frozen_while_a_required_language_is_missing():
    room = make_room()
    poll = make_draft(room, words={"tr": "Kabul mü?"})

    with pytest.raises(NotReadable) as refusal:
        freeze_poll(actor=room.chair, poll_id=poll.pk)

    assert refusal.value.facts == {"languages": ("ar",)}


def test_the_chair_goes_on_without_a_language_for_a_recorded_reason():
    room = make_room()
    poll = make_draft(room, words={"tr": "Kabul mü?"})

    frozen = freeze_poll(actor=room.chair, poll_id=poll.pk, override_reason="No interpreter came")

    assert (frozen.missing_languages, frozen.override_reason) == (["ar"], "No interpreter came")


def test_words_nobody_checked_are_not_readable():
    room = make_room()
    poll = make_draft(room, is_standard=False)

    with pytest.raises(NotReadable):
        freeze_poll(actor=room.chair, poll_id=poll.pk)


def test_a_question_that_must_be_secret_is_refused():
    room = make_room()

    with pytest.raises(SecretNeedsPaper):
        make_draft(room, kind=QuestionKind.ELECTION)


def test_hands_cannot_be_raised_where_blocs_must_agree():
    room = make_room()
    bylaws = room.meeting.bylaws
    bylaws.document["questions"]["proposal"]["concurrent"] = {
        "blocs": ["host"],
        "share": {"fraction": "1/2", "strictness": "more_than"},
        "basis": "votes_cast",
        "absent": "blocks",
    }
    bylaws.save()

    with pytest.raises(BlocsNeedRollCall):
        make_draft(room, method=HANDS)


def test_only_who_presides_freezes():
    room = make_room()
    poll = make_draft(room)

    with pytest.raises(PermissionDenied):
        freeze_poll(actor=room.user(1), poll_id=poll.pk)


def test_a_poll_is_frozen_once():
    room = make_room()
    poll = make_frozen(room)

    with pytest.raises(OutOfOrder):
        freeze_poll(actor=room.chair, poll_id=poll.pk)


def test_a_draft_can_be_thrown_away_and_leaves_the_desk():
    room = make_room()
    poll = make_draft(room)

    discard_poll(actor=room.chair, poll_id=poll.pk)

    assert Poll.objects.get(pk=poll.pk).status is PollStatus.ANNULLED
    assert Votes(Moment(room.meeting.pk)).running is None


def test_what_was_thrown_away_is_known_to_the_desk_alone():
    room = make_room()
    poll = make_draft(room)
    discard_poll(actor=room.chair, poll_id=poll.pk)

    with pytest.raises(Unseen):
        poll_for(room.user(2), poll.pk)
    assert poll_for(room.chair, poll.pk) == poll
    assert Entry.objects.get(kind="poll.discarded").audience is Audience.DESK


def test_what_is_fixed_cannot_be_thrown_away():
    room = make_room()
    poll = make_frozen(room)

    with pytest.raises(OutOfOrder):
        discard_poll(actor=room.chair, poll_id=poll.pk)


def test_a_member_throws_no_draft_away():
    room = make_room()
    poll = make_draft(room)

    with pytest.raises(PermissionDenied):
        discard_poll(actor=room.user(2), poll_id=poll.pk)
