"""Refusals at the ballot: why a question cannot be put, or a ballot not be taken."""

from council.rules.errors import RuleViolation


class NotReadable(RuleViolation):
    """The question or the operative text is not checked in every required language."""

    code = "not_readable"


class SecretNeedsPaper(RuleViolation):
    """The by-laws demand secrecy; that is taken on paper, never by open ballots."""

    code = "secret_needs_paper"


class BlocsNeedRollCall(RuleViolation):
    """Blocs have to consent, so each ballot must be known by its bloc."""

    code = "blocs_need_roll_call"


class AnotherPollIsOpen(RuleViolation):
    """One question is put at a time."""

    code = "another_poll_is_open"


class ReasonNeeded(RuleViolation):
    """The act departs from the ordinary course; the record must say why."""

    code = "reason_needed"


class NobodyEntitled(RuleViolation):
    """There is nobody on the roll who could vote."""

    code = "nobody_entitled"


class PollNotOpen(RuleViolation):
    """Ballots are taken from the opening to the close only."""

    code = "poll_not_open"


class NotOnTheRoll(RuleViolation):
    """The person is not entitled to a ballot on this poll."""

    code = "not_on_the_roll"


class AbsentVoter(RuleViolation):
    """Who is not in attendance hands in no ballot."""

    code = "absent_voter"


class NewerBallotStands(RuleViolation):
    """A ballot from this page or a newer one is in the box and says something else."""

    code = "newer_ballot_stands"


class WrongMethod(RuleViolation):
    """The poll is taken by another method."""

    code = "wrong_method"


class CountersMissing(RuleViolation):
    """Two persons must have counted the hands before the poll can close."""

    code = "counters_missing"


class CountsDiffer(RuleViolation):
    """The two counts of hands are not the same."""

    code = "counts_differ"


class TooManyHands(RuleViolation):
    """More hands were counted than there are members entitled and present."""

    code = "too_many_hands"


class NoLongerReadable(RuleViolation):
    """A text was changed after the question was fixed, and waits to be checked again."""

    code = "no_longer_readable"


class ItemNotInHand(RuleViolation):
    """A question is put only on the item that is before the meeting."""

    code = "item_not_in_hand"


class MatterSettled(RuleViolation):
    """What the question is about is not before the meeting: decided, withdrawn or not admitted."""

    code = "matter_settled"


class SeatActsThroughAnother(RuleViolation):
    """The person's seat is on the roll in the name of somebody else: titular or alternate."""

    code = "seat_acts_through_another"


class TakenOffTheRoll(RuleViolation):
    """The person was on the roll and was taken off it."""

    code = "taken_off_the_roll"


class CastingVoteNeeded(RuleViolation):
    """The votes are tied and the by-laws give the chair a casting vote."""

    code = "casting_vote_needed"
