"""Amendments before they are put to the vote: moved, admitted or declined, withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Member
from council.rules.errors import OutOfOrder, RuleViolation
from council.texts.fingerprints import clean
from council.texts.models import Text, TextKind
from council.texts.selectors import bodies
from council.texts.services import EmptyText, create_text_in
from deliberation.proposals.models import Amendment, Version
from deliberation.proposals.selectors.amendments import change_of
from deliberation.proposals.selectors.held import held_amendment, held_proposal
from deliberation.proposals.selectors.sight import acting_member
from deliberation.proposals.selectors.texts import base_version, paragraphs_of, texts_of
from deliberation.proposals.services.steps import amend_step
from deliberation.proposals.services.votes import require_no_vote
from deliberation.rules.amendments import Operation, merge
from deliberation.rules.drafting import share_changed
from deliberation.rules.proposals import AmendmentAct, ProposalStatus

AMENDABLE = (ProposalStatus.ADMITTED, ProposalStatus.ON_AGENDA)
WHOLE = 100
Words = Mapping[str, str]


class NothingChanged(RuleViolation):
    """The amendment says what the paragraph says already."""

    code = "nothing_changed"


class DeclineWithoutReason(RuleViolation):
    """An amendment found out of order is told why."""

    code = "decline_without_reason"


@dataclass(frozen=True, slots=True)
class Motion:
    """A change to one paragraph, by language; ``language`` is the one its mover wrote it in.

    ``reach`` says how far it goes, and thereby when it is voted on; None: judged by its words.
    """

    operation: Operation
    position: int
    language: str
    text: Words = field(default_factory=dict)
    title: Words = field(default_factory=dict)
    reasons: Words = field(default_factory=dict)
    reach: int | None = None


@transaction.atomic
def propose_amendment(*, actor: User, proposal_id: int, motion: Motion) -> Amendment:
    """Move a change to the text as its mover wrote it; the clerk admits or declines it.

    Raises:
        PermissionDenied: the actor has no seat in the body.
        OutOfOrder: the proposal is not admitted, or decided.
        NoSuchParagraph: the text has no such paragraph.
        EmptyText: it adds or replaces, but has no words.
        NothingChanged: it replaces a paragraph by the same words.
    """
    proposal = held_proposal(proposal_id)
    authorise(actor, "proposals.amend_proposal", proposal)
    if proposal.status not in AMENDABLE:
        raise OutOfOrder(status=str(proposal.status), act="amend")
    member = acting_member(actor, proposal.council_id)
    version = base_version(proposal)
    amendment = Amendment(
        proposal=proposal,
        version=version,
        number=proposal.amendments.count() + 1,
        operation=motion.operation,
        position=motion.position,
        mover=member,
    )
    _check_place(amendment, version)
    amendment.reach = _reach(motion, version)
    _write(amendment, actor, member, motion)
    amendment.save()
    return amendment


@transaction.atomic
def admit_amendment(*, actor: User, amendment_id: int, reach: int | None = None) -> Amendment:
    """Find the amendment in order, and say how far it goes if the first idea was wrong.

    Raises:
        PermissionDenied: the actor is not the clerk.
        OutOfOrder: it does not wait for admission.
    """
    amendment = held_amendment(amendment_id)
    authorise(actor, "proposals.admit_amendment", amendment)
    if reach is not None:
        amendment.reach = reach
    return amend_step(actor=actor, amendment=amendment, act=AmendmentAct.ADMIT)


@transaction.atomic
def decline_amendment(*, actor: User, amendment_id: int, reason: str) -> Amendment:
    """Find the amendment out of order, and say why.

    Raises:
        PermissionDenied: the actor is not the clerk.
        OutOfOrder: it does not wait for admission.
        DeclineWithoutReason: the clerk does not say why.
    """
    amendment = held_amendment(amendment_id)
    authorise(actor, "proposals.decline_amendment", amendment)
    if not reason.strip():
        raise DeclineWithoutReason
    amendment.decline_reason = reason.strip()
    return amend_step(actor=actor, amendment=amendment, act=AmendmentAct.DECLINE)


@transaction.atomic
def withdraw_amendment(*, actor: User, amendment_id: int, reason: str = "") -> Amendment:
    """Take the amendment back; it stays in the list, marked as withdrawn.

    Raises:
        PermissionDenied: the actor is not its mover.
        ProposalUnderVote: the meeting is voting on the proposal or an amendment to it.
        OutOfOrder: it is decided, or over.
    """
    amendment = held_amendment(amendment_id)
    authorise(actor, "proposals.withdraw_amendment", amendment)
    require_no_vote(amendment.proposal)
    amendment.withdrawal_reason = reason.strip()
    return amend_step(actor=actor, amendment=amendment, act=AmendmentAct.WITHDRAW)


def _check_place(amendment: Amendment, version: Version) -> None:
    texts = list(paragraphs_of(version).values_list("text_id", flat=True))
    merge(texts, [change_of(amendment)])


def _reach(motion: Motion, version: Version) -> int:
    if motion.reach is not None:
        return motion.reach
    if motion.operation is not Operation.REPLACE:
        return WHOLE if motion.operation is Operation.DELETE else 0
    before = bodies(texts_of(version)[motion.position - 1]).get(motion.language)
    after = clean(motion.text.get(motion.language, ""))
    if before == after:
        raise NothingChanged(position=motion.position)
    return WHOLE if before is None else share_changed(before, after)


def _write(amendment: Amendment, actor: User, member: Member, motion: Motion) -> None:
    def written(kind: TextKind, words: Words) -> Text | None:
        if not clean(words.get(motion.language, "")):
            return None
        return create_text_in(
            actor=actor,
            kind=kind,
            bodies=words,
            language=motion.language,
            author_name=member.public_name,
        )

    if motion.operation is not Operation.DELETE:
        amendment.text = written(TextKind.OPERATIVE, motion.text)
        if amendment.text is None:
            raise EmptyText
    amendment.title = written(TextKind.TITLE, motion.title)
    amendment.reasons = written(TextKind.REASONS, motion.reasons)
