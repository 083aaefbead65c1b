"""By-laws on voting: quorum, majority, ties, blocs, secrecy; and the copy a poll keeps of them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from council.rules.bylaws.documents import Form, Range
from council.rules.bylaws.shares import Deadline, Share

BlocKey = Annotated[str, Form(r"[-a-zA-Z0-9_]{1,50}", "host-community")]


class QuorumBasis(StrEnum):
    """The whole of which the quorum is a share."""

    ENTIRE_MEMBERSHIP = "entire_membership"
    FILLED_SEATS = "filled_seats"


class QuorumChecked(StrEnum):
    """When presence is counted: once, or again at every vote."""

    OPENING = "opening"
    EACH_VOTE = "each_vote"


@dataclass(frozen=True)
class SecondCall:
    """The next attempt after an inquorate meeting; of the floors given the highest counts."""

    within: Deadline
    share: Share | None
    executive_multiple: Annotated[int, Range(1, 10)] | None


@dataclass(frozen=True)
class QuorumRule:
    """How many members must be present to do business."""

    basis: QuorumBasis
    share: Share
    checked: QuorumChecked
    second_call: SecondCall | None


class Basis(StrEnum):
    """The body of which a majority is a share.

    ``votes_cast_and_abstentions`` are all who took part: for, against, abstaining, spoilt.
    """

    VOTES_CAST = "votes_cast"
    VOTES_CAST_AND_SPOILT = "votes_cast_and_spoilt"
    VOTES_CAST_AND_ABSTENTIONS = "votes_cast_and_abstentions"
    MEMBERS_PRESENT = "members_present"
    ENTIRE_MEMBERSHIP = "entire_membership"
    FILLED_SEATS = "filled_seats"


class MajorityKind(StrEnum):
    """The common name of a majority."""

    SIMPLE = "simple"
    OF_THOSE_PRESENT = "of_those_present"
    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"
    UNANIMITY = "unanimity"


@dataclass(frozen=True)
class MajorityRule:
    """How many must be in favour; ``least_of_membership`` is a floor beside the share."""

    share: Share
    basis: Basis
    least_of_membership: Share | None

    @property
    def kind(self) -> MajorityKind:
        """The name of this majority, for readers."""
        if self.share.fraction == 1:
            return MajorityKind.UNANIMITY
        if not self.share.is_more_than_half:
            return MajorityKind.QUALIFIED
        if self.basis in {Basis.ENTIRE_MEMBERSHIP, Basis.FILLED_SEATS}:
            return MajorityKind.ABSOLUTE
        if self.basis is Basis.MEMBERS_PRESENT:
            return MajorityKind.OF_THOSE_PRESENT
        return MajorityKind.SIMPLE


class TieRule(StrEnum):
    """What becomes of a question with as many for as against."""

    LOST = "lost"
    CASTING_VOTE = "casting_vote"
    CHAIR_SIDE = "chair_side"
    REVOTE = "revote"
    NEXT_MEETING = "next_meeting"


class AbsentBloc(StrEnum):
    """What a bloc does of which nobody is present."""

    BLOCKS = "blocks"
    WAIVED = "waived"
    WAIVED_ON_SECOND_CALL = "waived_on_second_call"


@dataclass(frozen=True)
class ConcurrentRule:
    """Beside the overall majority each of these blocs must reach a share of its own."""

    blocs: tuple[BlocKey, ...]
    share: Share
    basis: Basis
    absent: AbsentBloc


class Secrecy(StrEnum):
    """Whether it may become known how a member voted."""

    OPEN = "open"
    SECRET = "secret"  # noqa: S105 - a kind of vote, not a password


class VotingForm(StrEnum):
    """How the vote is taken; ``ballot`` is the form of secret votes."""

    ROLL_CALL = "roll_call"
    SHOW_OF_HANDS = "show_of_hands"
    UNANIMOUS_CONSENT = "unanimous_consent"
    BALLOT = "ballot"


class QuestionKind(StrEnum):
    """The types of question for which the by-laws may differ."""

    PROCEDURAL = "procedural"
    PROPOSAL = "proposal"
    AMENDMENT = "amendment"
    ELECTION = "election"
    BYLAWS_CHANGE = "bylaws_change"


@dataclass(frozen=True)
class QuestionRule:
    """How one type of question is decided."""

    majority: MajorityRule
    tie: TieRule
    concurrent: ConcurrentRule | None
    secrecy: Secrecy
    form: VotingForm


@dataclass(frozen=True)
class Questions:
    """The rule for each type of question."""

    procedural: QuestionRule
    proposal: QuestionRule
    amendment: QuestionRule
    election: QuestionRule
    bylaws_change: QuestionRule

    def of(self, kind: QuestionKind) -> QuestionRule:
        """Return the rule for this type of question."""
        rule: QuestionRule = getattr(self, kind.value)
        return rule


class TurnoutSeenBy(StrEnum):
    """Who sees the running turnout while a poll is open; nobody ever sees a running tally."""

    EVERYONE = "everyone"
    MEMBERS = "members"
    CHAIR = "chair"


class NamesPublished(StrEnum):
    """Whose names the record of an open vote shows to the public."""

    EVERYONE = "everyone"
    OUTVOTED = "outvoted"
    NOBODY = "nobody"


@dataclass(frozen=True)
class PollRule:
    """The copy of the by-laws that a poll runs under, whatever becomes of the by-laws."""

    format: Annotated[int, Range(1, 1)]
    kind: QuestionKind
    quorum: QuorumRule
    question: QuestionRule
    turnout: TurnoutSeenBy
    names: NamesPublished
