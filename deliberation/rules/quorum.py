"""Quorum: how many must be present to do business, and what is missing."""

from dataclasses import dataclass

from council.rules.bylaws import QuorumBasis, QuorumRule, SecondCall
from council.rules.errors import RuleViolation
from deliberation.rules.electorate import Electorate


class InquorateMeeting(RuleViolation):
    """Too few members are present to do business."""

    code = "inquorate_meeting"


@dataclass(frozen=True)
class QuorumFinding:
    """Whether enough members are present [persons]."""

    present: int
    entitled: int
    needed: int

    @property
    def met(self) -> bool:
        """Enough members are present."""
        return self.present >= self.needed

    @property
    def missing(self) -> int:
        """How many more members are needed; 0 when the quorum is met."""
        return max(0, self.needed - self.present)


def entitled_to_count(rule: QuorumRule, electorate: Electorate) -> int:
    """Return the whole of which this quorum is a share [seats]."""
    if rule.basis is QuorumBasis.ENTIRE_MEMBERSHIP:
        return electorate.entire_membership
    return electorate.filled_seats


def quorum_needed(
    rule: QuorumRule, *, entitled: int, second_call: bool = False, executive_size: int = 0
) -> int:
    """Return how many must be present [persons]; at least one.

    On a second call the ordinary share no longer counts: the highest of the floors does that the
    by-laws set for it. Without such a rule the ordinary quorum stays.

    Args:
        rule: The quorum of the body.
        entitled: The whole that the rule names, recused members left out [seats].
        second_call: The meeting follows an inquorate one.
        executive_size: Members of the executive board [persons].
    """
    if second_call and rule.second_call:
        return _second_quorum(rule.second_call, entitled, executive_size)
    return rule.share.needed(entitled)


def find_quorum(
    rule: QuorumRule, electorate: Electorate, *, second_call: bool = False, executive_size: int = 0
) -> QuorumFinding:
    """Compare presence with the quorum."""
    entitled = entitled_to_count(rule, electorate)
    needed = quorum_needed(
        rule, entitled=entitled, second_call=second_call, executive_size=executive_size
    )
    return QuorumFinding(electorate.present, entitled, needed)


def require_quorum(finding: QuorumFinding) -> None:
    """Do nothing if the quorum is met.

    Raises:
        InquorateMeeting: it is not; the facts say how many more members are needed.
    """
    if not finding.met:
        raise InquorateMeeting(
            present=finding.present, needed=finding.needed, missing=finding.missing
        )


def _second_quorum(rule: SecondCall, entitled: int, executive_size: int) -> int:
    floors = [1, (rule.executive_multiple or 0) * executive_size]
    if rule.share:
        floors.append(rule.share.needed(entitled))
    return max(floors)
