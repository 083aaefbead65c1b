"""The life of a decision, from its adoption to what became of it."""

from collections.abc import Mapping
from enum import StrEnum

from council.rules.errors import RuleViolation


class DecisionStatus(StrEnum):
    """How far a decision has come on its way to the municipality and back."""

    ADOPTED = "adopted"
    PUBLISHED = "published"
    FORWARDED = "forwarded"
    CONSIDERED = "considered"
    ANSWERED = "answered"
    IMPLEMENTED = "implemented"
    DECLINED = "declined"


class DecisionAct(StrEnum):
    """What is done with a decision; the last two are found by the council, not the addressee."""

    PUBLISH = "publish"
    FORWARD = "forward"
    CONSIDER = "consider"
    ANSWER = "answer"
    IMPLEMENT = "implement"
    DECLINE = "decline"


DECISION_PROCEDURE: Mapping[tuple[DecisionStatus, DecisionAct], DecisionStatus] = {
    (DecisionStatus.ADOPTED, DecisionAct.PUBLISH): DecisionStatus.PUBLISHED,
    (DecisionStatus.PUBLISHED, DecisionAct.FORWARD): DecisionStatus.FORWARDED,
    (DecisionStatus.FORWARDED, DecisionAct.CONSIDER): DecisionStatus.CONSIDERED,
    (DecisionStatus.CONSIDERED, DecisionAct.ANSWER): DecisionStatus.ANSWERED,
    (DecisionStatus.ANSWERED, DecisionAct.IMPLEMENT): DecisionStatus.IMPLEMENTED,
    (DecisionStatus.ANSWERED, DecisionAct.DECLINE): DecisionStatus.DECLINED,
}


class ErasureBasis(StrEnum):
    """Why something was erased from what the register shows; never of whom."""

    REQUEST_GDPR = "gdpr-17"  # General Data Protection Regulation, article 17
    REQUEST_KVKK = "kvkk-7"  # Turkish Law 6698, article 7
    COURT = "court"
    SAFETY = "safety"  # a member at risk


class AnnulledDecision(RuleViolation):
    """The decision was annulled: there is nothing to correct any more."""

    code = "annulled_decision"


def require_valid(*, is_annulled: bool) -> None:
    """Do nothing if the decision counts.

    Raises:
        AnnulledDecision: it was annulled.
    """
    if is_annulled:
        raise AnnulledDecision
