"""The life of an election and of a candidacy; an election can be annulled, never reset."""

from collections.abc import Mapping
from enum import StrEnum

from council.rules.errors import RuleViolation


class ElectionStatus(StrEnum):
    """Where an election of persons stands."""

    PREPARED = "prepared"
    CANDIDACIES = "candidacies"
    LISTED = "listed"
    VOTING = "voting"
    COUNTING = "counting"
    COUNTED = "counted"
    DECLARED = "declared"
    ANNULLED = "annulled"


class ElectionAct(StrEnum):
    """What is done with an election, in order."""

    CALL = "call"
    LIST = "list"
    OPEN = "open"
    CLOSE = "close"
    COUNT = "count"
    DECLARE = "declare"
    ANNUL = "annul"


ELECTION_PROCEDURE: Mapping[tuple[ElectionStatus, ElectionAct], ElectionStatus] = {
    (ElectionStatus.PREPARED, ElectionAct.CALL): ElectionStatus.CANDIDACIES,
    (ElectionStatus.PREPARED, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
    (ElectionStatus.CANDIDACIES, ElectionAct.LIST): ElectionStatus.LISTED,
    (ElectionStatus.CANDIDACIES, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
    (ElectionStatus.LISTED, ElectionAct.CALL): ElectionStatus.CANDIDACIES,
    (ElectionStatus.LISTED, ElectionAct.OPEN): ElectionStatus.VOTING,
    (ElectionStatus.LISTED, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
    (ElectionStatus.VOTING, ElectionAct.CLOSE): ElectionStatus.COUNTING,
    (ElectionStatus.VOTING, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
    (ElectionStatus.COUNTING, ElectionAct.COUNT): ElectionStatus.COUNTED,
    (ElectionStatus.COUNTING, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
    (ElectionStatus.COUNTED, ElectionAct.COUNT): ElectionStatus.COUNTED,
    (ElectionStatus.COUNTED, ElectionAct.DECLARE): ElectionStatus.DECLARED,
    (ElectionStatus.COUNTED, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
    (ElectionStatus.DECLARED, ElectionAct.ANNUL): ElectionStatus.ANNULLED,
}


class CandidacyStatus(StrEnum):
    """Where somebody's candidacy stands; who was put forward by another must consent."""

    NOMINATED = "nominated"
    SUBMITTED = "submitted"
    ADMITTED = "admitted"
    REFUSED = "refused"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class CandidacyAct(StrEnum):
    """What is done about a candidacy."""

    CONSENT = "consent"
    DECLINE = "decline"
    ADMIT = "admit"
    REFUSE = "refuse"
    WITHDRAW = "withdraw"


CANDIDACY_PROCEDURE: Mapping[tuple[CandidacyStatus, CandidacyAct], CandidacyStatus] = {
    (CandidacyStatus.NOMINATED, CandidacyAct.CONSENT): CandidacyStatus.SUBMITTED,
    (CandidacyStatus.NOMINATED, CandidacyAct.DECLINE): CandidacyStatus.DECLINED,
    (CandidacyStatus.SUBMITTED, CandidacyAct.ADMIT): CandidacyStatus.ADMITTED,
    (CandidacyStatus.SUBMITTED, CandidacyAct.REFUSE): CandidacyStatus.REFUSED,
    (CandidacyStatus.SUBMITTED, CandidacyAct.WITHDRAW): CandidacyStatus.WITHDRAWN,
    (CandidacyStatus.REFUSED, CandidacyAct.ADMIT): CandidacyStatus.ADMITTED,
    (CandidacyStatus.ADMITTED, CandidacyAct.WITHDRAW): CandidacyStatus.WITHDRAWN,
}


class ConsentMissing(RuleViolation):
    """Somebody else put the person forward, and they have not said yes."""

    code = "consent_missing"


class StandsAlready(RuleViolation):
    """The person stands in this election, or has declined or withdrawn."""

    code = "stands_already"


class UnclearBallot(RuleViolation):
    """An open ballot leaves in doubt whom the voter means; it can be mended and sent again."""

    code = "unclear_ballot"


class TooManyHandedOut(RuleViolation):
    """More papers were handed out than there are persons entitled."""

    code = "too_many_handed_out"


class TwoHaveEntered(RuleViolation):
    """Two other persons enter this batch."""

    code = "two_have_entered"


class ReadingIsFinished(RuleViolation):
    """Who said that a batch is finished enters no further paper without looking at both."""

    code = "reading_is_finished"


class PaperNumberTwice(RuleViolation):
    """The same person entered a paper of this number, and it said something else."""

    code = "paper_number_twice"


class PaperInAnotherBatch(RuleViolation):
    """A paper of this number lies in another batch."""

    code = "paper_in_another_batch"


class BatchUnfinished(RuleViolation):
    """Two persons must have entered each batch, and said that they are done."""

    code = "batch_unfinished"


class ReadingsDiffer(RuleViolation):
    """The two readings of a batch are not the same."""

    code = "readings_differ"


class MorePapersThanHandedOut(RuleViolation):
    """There are more papers in the batches than were handed out."""

    code = "more_papers_than_handed_out"


class TieIsOpen(RuleViolation):
    """The count stands still at a tie."""

    code = "tie_is_open"


class NoOpenTie(RuleViolation):
    """There is no tie to be settled, or it is another one by now."""

    code = "no_open_tie"


class TieNotForALot(RuleViolation):
    """The by-laws settle ties by another vote or at another meeting, not by lot."""

    code = "tie_not_for_a_lot"


class WitnessIsParty(RuleViolation):
    """A witness of a lot is neither who draws it nor one of those who are equal."""

    code = "witness_is_party"


class TakenUpAlready(RuleViolation):
    """Those elected have been entered into the registry."""

    code = "taken_up_already"


class NoVacantSeat(RuleViolation):
    """There are fewer vacant seats than persons elected to one."""

    code = "no_vacant_seat"
