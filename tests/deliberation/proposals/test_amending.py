import pytest
from django.core.exceptions import PermissionDenied

from council.rules.errors import OutOfOrder
from council.texts.selectors import bodies
from council.texts.services import EmptyText
from deliberation.proposals.models import Amendment
from deliberation.proposals.selectors.amendments import amendments_in_order, merged_texts
from deliberation.proposals.services.amending import (
    DeclineWithoutReason,
    Motion,
    NothingChanged,
    admit_amendment,
    decline_amendment,
    propose_amendment,
    withdraw_amendment,
)
from deliberation.proposals.services.fate import adopt_amendment
from deliberation.rules.amendments import NoSuchParagraph, Operation
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from tests.factories.proposals import make_amendment, make_proposal

OPEN = {ProposalStatus.ADMITTED, ProposalStatus.ON_AGENDA}
DELETE = Motion(operation=Operation.DELETE, position=3, language="en")


def replace(words, position=2, **facts):
    return Motion(
        operation=Operation.REPLACE, position=position, language="en", text={"en": words}, **facts
    )


def insert(words, position=0):
    return Motion(operation=Operation.INSERT, position=position, language="en", text={"en": words})


@pytest.fixture
def proposal(cast, body):
    return make_proposal(body, cast.members.member, status=ProposalStatus.ON_AGENDA)


@pytest.fixture
def moved(proposal, cast):
    def move(motion):
        return propose_amendment(actor=cast.chair, proposal_id=proposal.pk, motion=motion)

    return move


def test_an_amendment_carries_its_words_in_every_language_its_mover_wrote(moved, cast):
    amendment = moved(
        Motion(
            operation=Operation.REPLACE,
            position=2,
            language="tr",
            text={"tr": "Parasız olur.", "ar": "تكون مجانية."},
            title={"tr": "Ücretsiz"},
            reasons={"tr": "Yoksullar için."},
        )
    )

    assert (amendment.number, amendment.mover) == (1, cast.members.chair)
    assert amendment.status is AmendmentStatus.SUBMITTED
    assert bodies(amendment.text) == {"tr": "Parasız olur.", "ar": "تكون مجانية."}
    assert (bodies(amendment.title), bodies(amendment.reasons)) == (
        {"tr": "Ücretsiz"},
        {"tr": "Yoksullar için."},
    )


def test_how_far_an_amendment_goes_is_judged_by_its_words_unless_it_is_said(moved):
    reaches = [
        moved(motion).reach for motion in (DELETE, insert("Whereas,"), replace("They are cheap."))
    ]

    assert reaches[:2] == [100, 0]
    assert 0 < reaches[2] < 100
    assert moved(replace("They are not free.", reach=7)).reach == 7


def test_amendments_are_voted_on_from_the_top_and_the_furthest_first(moved, cast, proposal):
    near, far = moved(replace("They are free now.")), moved(replace("Nobody pays anything."))
    added, first = moved(insert("And more.", 2)), moved(replace("No classes.", 1))
    for amendment in (near, far, added, first):
        admit_amendment(actor=cast.clerk, amendment_id=amendment.pk)

    assert amendments_in_order(proposal) == [first, far, near, added]


def test_the_clerk_can_say_that_an_amendment_goes_further(moved, cast, proposal):
    first, second = moved(replace("They are free now.")), moved(replace("They are free here."))

    admit_amendment(actor=cast.clerk, amendment_id=first.pk)
    admit_amendment(actor=cast.clerk, amendment_id=second.pk, reach=90)

    assert amendments_in_order(proposal) == [second, first]


@pytest.mark.parametrize("status", ProposalStatus)
def test_amendments_are_moved_while_the_text_is_admitted_and_not_decided(status, cast, body):
    proposal = make_proposal(body, cast.members.member, status=status)

    if status in OPEN:
        propose_amendment(actor=cast.chair, proposal_id=proposal.pk, motion=DELETE)
    else:
        with pytest.raises(OutOfOrder):
            propose_amendment(actor=cast.chair, proposal_id=proposal.pk, motion=DELETE)

    assert proposal.amendments.exists() is (status in OPEN)


@pytest.mark.parametrize(
    ("motion", "refusal"),
    [
        (replace("They are free."), NothingChanged),
        (replace(" "), EmptyText),
        (insert(""), EmptyText),
        (replace("More.", 4), NoSuchParagraph),
        (replace("More.", 0), NoSuchParagraph),
        (insert("More.", 4), NoSuchParagraph),
    ],
)
def test_an_amendment_that_changes_nothing_or_nowhere_is_refused(moved, motion, refusal):
    with pytest.raises(refusal):
        moved(motion)

    assert not Amendment.objects.exists()


def test_a_deletion_has_no_words(moved):
    assert moved(DELETE).text is None


@pytest.mark.parametrize("person", ["adviser", "clerk", "outsider", "sysadmin"])
def test_whoever_has_no_seat_moves_no_amendment(proposal, cast, person):
    with pytest.raises(PermissionDenied):
        propose_amendment(actor=getattr(cast, person), proposal_id=proposal.pk, motion=DELETE)


def test_an_amendment_out_of_order_is_declined_with_a_reason(moved, cast):
    amendment = moved(DELETE)
    with pytest.raises(DeclineWithoutReason):
        decline_amendment(actor=cast.clerk, amendment_id=amendment.pk, reason="")

    decline_amendment(actor=cast.clerk, amendment_id=amendment.pk, reason="Off the subject.")

    amendment.refresh_from_db()
    assert (amendment.status, amendment.decline_reason) == (
        AmendmentStatus.DECLINED,
        "Off the subject.",
    )


def test_only_its_mover_withdraws_an_amendment(moved, cast):
    amendment = moved(DELETE)
    with pytest.raises(PermissionDenied):
        withdraw_amendment(actor=cast.member, amendment_id=amendment.pk)

    withdraw_amendment(actor=cast.chair, amendment_id=amendment.pk)

    amendment.refresh_from_db()
    assert amendment.status is AmendmentStatus.WITHDRAWN


@pytest.mark.parametrize("service", [admit_amendment, decline_amendment, withdraw_amendment])
def test_an_amendment_that_was_adopted_is_beyond_reach(proposal, cast, service):
    amendment = make_amendment(proposal, mover=cast.members.chair)
    adopt_amendment(actor=None, amendment_id=amendment.pk)
    told = {"reason": "No."} if service is decline_amendment else {}
    actor = cast.chair if service is withdraw_amendment else cast.clerk

    with pytest.raises(OutOfOrder):
        service(actor=actor, amendment_id=amendment.pk, **told)


def test_the_merged_text_can_be_read_before_anybody_votes(proposal):
    one = make_amendment(proposal, text="They cost nothing.")
    two = make_amendment(proposal, operation="delete", position=1)

    texts = merged_texts(proposal, [one, two])

    assert [bodies(text)["en"] for text in texts] == ["They cost nothing.", "It reports in June."]
