"""What people are told when an act in an election is not in order; names of states and methods."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deliberation.rules.elections import CandidacyStatus, ElectionStatus
from deliberation.rules.tally.papers import Remark

PHRASES = {
    "bylaws_say_otherwise": _(
        "The by-laws have another rule for such an election, and allow no departure from it. "
        "Choose “As the by-laws say”."
    ),
    "departure_needs_reason": _(
        "The by-laws have another rule for such an election. Say why this one departs from it; "
        "everybody can read the reason."
    ),
    "one_seat_only": _(
        "This method elects one person. Choose another method, or one seat instead of %(seats)s."
    ),
    "places_need_another_method": _(
        "This method cannot keep places for women and men. Choose the transferable vote by the "
        "Scottish rules, or a list on which they alternate."
    ),
    "places_do_not_fit": _(
        "%(places)s places are kept for %(seats)s seats. Keep no more places than there are seats; "
        "on a list that alternates every seat is such a place."
    ),
    "nobody_stands": _("Nobody stands yet. Admit candidates first."),
    "places_without_candidates": _(
        "Too few candidates stand for the places that are kept: %(missing)s more are needed. Let "
        "members put somebody forward, or annul the election."
    ),
    "consent_missing": _(
        "%(name)s was put forward by somebody else and has not agreed yet. Nobody stands without "
        "saying so."
    ),
    "stands_already": _("%(name)s stands in this election already, or has said no to it."),
    "unclear_ballot": _(
        "Your ballot is not clear yet and was not taken. Look at the numbers again; what you wrote "
        "is kept."
    ),
    "too_many_handed_out": _(
        "%(handed_out)s papers cannot have been handed out to %(entitled)s persons. Count again."
    ),
    "two_have_entered": _("Two other persons enter batch %(batch)s. Take another batch."),
    "reading_is_finished": _(
        "You said that batch %(batch)s is done. When the other person is done too, differences are "
        "shown, and you can mend them together."
    ),
    "paper_number_twice": _(
        "You entered a paper number %(number)s before, and it said something else. Look at the "
        "number on the paper."
    ),
    "paper_in_another_batch": _(
        "Paper %(number)s lies in batch %(batch)s already. Look at the number on the paper."
    ),
    "batch_unfinished": _(
        "Two persons must enter each batch and say that they are done. Still missing: %(batches)s."
    ),
    "readings_differ": _(
        "The two persons read papers differently in batch %(batches)s. Look at those papers "
        "together and mend what is wrong."
    ),
    "more_papers_than_handed_out": _(
        "There are %(papers)s papers in the batches, but only %(handed_out)s were handed out. Find "
        "out why before you count."
    ),
    "tie_is_open": _("Candidates have equal votes. Settle the tie first."),
    "no_open_tie": _("There is no tie between these candidates any more. Load the page again."),
    "tie_not_for_a_lot": _(
        "The rule of this election knows no lot: equal candidates are voted on again. Annul this "
        "election and prepare another one among them."
    ),
    "witness_is_party": _(
        "%(name)s cannot be the witness: take somebody who neither draws the lot nor is one of "
        "the equal candidates."
    ),
    "taken_up_already": _("Those elected are in the registry already."),
    "no_vacant_seat": _(
        "There are not enough vacant seats filled by election for the %(elected)s persons elected. "
        "Create seats or end mandates first."
    ),
}
STATES = {
    ElectionStatus.PREPARED: pgettext_lazy("state of an election", "Being prepared"),
    ElectionStatus.CANDIDACIES: pgettext_lazy("state of an election", "Open for candidates"),
    ElectionStatus.LISTED: pgettext_lazy("state of an election", "Candidates fixed"),
    ElectionStatus.VOTING: pgettext_lazy("state of an election", "The vote is open"),
    ElectionStatus.COUNTING: pgettext_lazy("state of an election", "Box closed"),
    ElectionStatus.COUNTED: pgettext_lazy("state of an election", "Counted"),
    ElectionStatus.DECLARED: pgettext_lazy("state of an election", "Declared"),
    ElectionStatus.ANNULLED: pgettext_lazy("state of an election", "Annulled"),
}
STAMPS = {
    ElectionStatus.VOTING: "live",
    ElectionStatus.DECLARED: "adopted",
    ElectionStatus.ANNULLED: "annulled",
}
CANDIDACIES = {
    CandidacyStatus.NOMINATED: pgettext_lazy("state of a candidacy", "Waits for consent"),
    CandidacyStatus.SUBMITTED: pgettext_lazy("state of a candidacy", "To be admitted"),
    CandidacyStatus.ADMITTED: pgettext_lazy("state of a candidacy", "Admitted"),
    CandidacyStatus.REFUSED: pgettext_lazy("state of a candidacy", "Not admitted"),
    CandidacyStatus.DECLINED: pgettext_lazy("state of a candidacy", "Said no"),
    CandidacyStatus.WITHDRAWN: pgettext_lazy("state of a candidacy", "Withdrew"),
}
FAULTS = {
    Remark.BLANK: _("Your ballot is empty. Write 1 against the person you want most."),
    Remark.NO_FIRST: _("Nobody has the number 1. Write 1 against the person you want most."),
    Remark.TWO_FIRST: _("The number 1 stands against two names. Give it to one of them."),
    Remark.NUMBER_TWICE: _("A number stands against two names. Give each number once."),
    Remark.NUMBER_MISSING: _("A number is missing in between. Count 1, 2, 3 without a gap."),
    Remark.TOO_MANY: _("There are too many crosses. Take some away."),
    Remark.TOO_FEW: _("There are too few names."),
    Remark.OFF_THE_SCALE: _("A score is not on the scale."),
    Remark.NOBODY_STANDING: _("Somebody on your ballot stands no more. Load the page again."),
}
REMARKS = {
    Remark.BLANK: pgettext_lazy("remark on papers", "blank"),
    Remark.NO_FIRST: pgettext_lazy("remark on papers", "no first preference"),
    Remark.TWO_FIRST: pgettext_lazy("remark on papers", "two first preferences"),
    Remark.NUMBER_TWICE: pgettext_lazy("remark on papers", "a number twice: counted up to there"),
    Remark.NUMBER_MISSING: pgettext_lazy(
        "remark on papers", "a number missing: counted up to there"
    ),
    Remark.TOO_MANY: pgettext_lazy("remark on papers", "too many crosses"),
    Remark.TOO_FEW: pgettext_lazy("remark on papers", "too few names"),
    Remark.OFF_THE_SCALE: pgettext_lazy("remark on papers", "a score off the scale"),
    Remark.NOBODY_STANDING: pgettext_lazy("remark on papers", "a name that is no candidate’s"),
}
