"""What stands still while the meeting votes: nobody withdraws or rewords what is put to it."""

from council.rules.errors import RuleViolation
from deliberation.proposals.models import Proposal

UNDER_VOTE = ("open", "closed")
FIXED = ("frozen", *UNDER_VOTE)


class ProposalUnderVote(RuleViolation):
    """A question on the proposal is put, or its outcome is not declared yet."""

    code = "proposal_under_vote"


class WordsUnderVote(RuleViolation):
    """The words are fixed for a vote, and checked."""

    code = "words_under_vote"


def require_no_vote(proposal: Proposal) -> None:
    """Do nothing unless a poll on the proposal, or on an amendment, is open or not declared.

    Voting lies above proposals; only its rows are looked at, by the way back from the proposal.

    Raises:
        ProposalUnderVote: there is one.
    """
    if proposal.polls.filter(status__in=UNDER_VOTE).exists():
        raise ProposalUnderVote


def are_words_fixed(proposal: Proposal) -> bool:
    """Say whether a poll on the proposal is fixed, and its outcome not declared yet."""
    return bool(proposal.polls.filter(status__in=FIXED).exists())
