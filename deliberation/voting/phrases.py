"""What people are told when a question cannot be put or a ballot not be taken."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "not_readable": _(
        "The question or the text to be decided is not checked in every required language "
        "(%(languages)s). Have it translated and checked, or go on and record why."
    ),
    "secret_needs_paper": _(
        "The rules of procedure demand a secret vote on this question. Take it on paper; this "
        "platform does not take secret ballots."
    ),
    "blocs_need_roll_call": _(
        "On this question the blocs must agree as well. Take the vote by name, so that each bloc "
        "can be counted."
    ),
    "no_longer_readable": _(
        "A text was changed after the question was fixed; it waits to be checked again in "
        "%(languages)s. Have it checked, then open the vote; or annul it and prepare it anew."
    ),
    "item_not_in_hand": _(
        "This item is not before the meeting. Call it first, then open the vote on it."
    ),
    "matter_settled": _(
        "The proposal or amendment is not before the meeting: it was decided, withdrawn or not "
        "admitted. Prepare another question."
    ),
    "another_poll_is_open": _("Another vote is open. Close it before you open this one."),
    "reason_needed": _("Write the reason; it goes into the minutes."),
    "nobody_entitled": _("Nobody is entitled to vote on this question."),
    "poll_not_open": _(
        "Your ballot was not taken: the vote is not open, or its time is over. The chair opens "
        "and closes the vote."
    ),
    "not_on_the_roll": _(
        "Your ballot was not taken: you are not on the roll of this vote. Ask the chair if you "
        "think that is wrong."
    ),
    "taken_off_the_roll": _(
        "Your ballot was not taken: you were taken off the roll of this vote. The reason is in "
        "the record; ask the clerk if you think that is wrong."
    ),
    # Translators: %(name)s is the person whose name stands on the roll for the same seat.
    "seat_acts_through_another": _(
        "Your ballot was not taken: when the roll was fixed, your seat was taken by %(name)s, who "
        "has its ballot. It is yours again from the next question on, once you have checked in."
    ),
    "absent_voter": _(
        "Your ballot was not taken: you are not recorded as present. Check in to the meeting, "
        "then vote again; your choice is kept."
    ),
    "newer_ballot_stands": _(
        "A ballot from this page or a newer one is in the box. Open the ballot again to change it."
    ),
    "wrong_method": _("This vote is taken in another way. Follow what the ballot says."),
    "counters_missing": _(
        "%(counted)s of %(needed)s persons have entered their count. Both must count before the "
        "vote can close."
    ),
    "counts_differ": _("The two counts are not the same. Count the hands again."),
    "too_many_hands": _(
        "%(counted)s hands were entered, but only %(present)s members with a vote are present. "
        "Count again."
    ),
    "casting_vote_needed": _(
        "As many are for as against. Give your casting vote, then declare the outcome."
    ),
    "spoilt_ballot": _(
        "This ballot cannot be counted: “%(ballot)s”. It names nobody, somebody twice, or somebody "
        "who does not stand. Compare it with the paper."
    ),
    "needless_ruling": _(
        "A lot or a casting vote between %(candidates)s is on record, but in this count they are "
        "not equal. Find out whether ballots were changed since."
    ),
    "already_elected": _(
        "%(candidate)s is elected and cannot withdraw from the count any more. They can decline "
        "the seat, which is then vacant."
    ),
    "impossible_count": _("The numbers do not fit together. Check the roll and count again."),
}
