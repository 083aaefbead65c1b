"""Who may do what with a proposal: facts about a person, and the acts they allow."""

from council.accounts.models import User
from council.kernel.permissions import grant, predicate
from council.members.models import Body
from council.members.selectors import has_seat, is_clerk, may_take_part, member_of
from deliberation.proposals.models import Amendment, Endorsement, Proposal
from deliberation.proposals.selectors.passages import Passage, skills_of
from deliberation.proposals.selectors.sight import sees


@predicate
def takes_part_in_the_body(user: User, body: Body) -> bool:
    """The user may speak in the body: by a seat, as its chair, or as adviser."""
    return may_take_part(user, body.pk)


@predicate
def has_a_seat_there(user: User, proposal: Proposal) -> bool:
    """The user holds a mandate in the body to which the proposal is moved."""
    return has_seat(user, proposal.body_id)


@predicate
def moves_it(user: User, proposal: Proposal) -> bool:
    """The user is the proposal's mover."""
    return proposal.mover.user_id == user.pk and proposal.mover.is_active


@predicate
def has_signed_it(user: User, proposal: Proposal) -> bool:
    """The user's signature stands under the proposal."""
    signed = Endorsement.objects.filter(proposal=proposal, member__user=user, withdrawn_at=None)
    return signed.exists()


@predicate
def is_clerk_there(user: User, proposal: Proposal) -> bool:
    """The user is clerk or registrar of the council."""
    return sees(user, proposal) and is_clerk(user, proposal.council_id)


@predicate
def moves_the_amendment(user: User, amendment: Amendment) -> bool:
    """The user is the amendment's mover."""
    return amendment.mover.user_id == user.pk and amendment.mover.is_active


@predicate
def is_clerk_of_the_amendment(user: User, amendment: Amendment) -> bool:
    """The user is clerk or registrar of the council."""
    return is_clerk(user, amendment.proposal.council_id)


@predicate
def can_read_the_passage(user: User, passage: Passage) -> bool:
    """The user sees the proposal to which the text belongs."""
    return sees(user, passage.proposal)


@predicate
def knows_both_languages(user: User, passage: Passage) -> bool:
    """The user interprets in just this direction, keeps the record, or is bilingual."""
    skills = skills_of(member_of(user, passage.proposal.council_id))
    return skills.knows(passage.source, passage.target)


grant("proposals.draft_proposal", to=takes_part_in_the_body)
grant("proposals.edit_draft", to=moves_it)
grant("proposals.endorse_proposal", to=has_a_seat_there)
grant("proposals.withdraw_endorsement", to=has_signed_it)
grant("proposals.submit_proposal", to=moves_it)
grant("proposals.withdraw_proposal", to=moves_it)
grant("proposals.admit_proposal", to=is_clerk_there)
grant("proposals.return_proposal", to=is_clerk_there)
grant("proposals.amend_proposal", to=has_a_seat_there)
grant("proposals.admit_amendment", to=is_clerk_of_the_amendment)
grant("proposals.decline_amendment", to=is_clerk_of_the_amendment)
grant("proposals.withdraw_amendment", to=moves_the_amendment)
grant("proposals.translate_text", to=can_read_the_passage & knows_both_languages)
grant("proposals.check_text", to=can_read_the_passage & knows_both_languages)
