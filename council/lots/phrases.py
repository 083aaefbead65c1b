"""Sentences for refusals around a lot, and for faults in files of volunteers."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "lot_has_moved_on": _(
        "Somebody has moved this lot on since you opened the page, so nothing was changed. Look at"
        " the page again."
    ),
    "no_seat_to_draw": _(
        "No lot can be opened for these seats: they are taken, not filled by lot, or in another"
        " lot. Choose among the seats that the page offers now."
    ),
    "upside_down_quota": _(
        "A group cannot have at least %(least)s and at most %(most)s seats. Mend one of the two."
    ),
    "quota_reason_missing": _("These numbers differ from the targets of the by-laws. Say why."),
    "nothing_said": _(
        "Nobody present has added chance yet. Throw dice or let somebody call out a word, enter it,"
        " and have it confirmed; then draw."
    ),
    "words_unconfirmed": _(
        "Something was entered by one person only. Let a second person confirm it, or strike it"
        " out; then draw."
    ),
    "words_differ": _(
        "The first person entered something else for “%(source)s”. Ask again what it was; if the"
        " first entry is wrong, strike it out."
    ),
    "same_person_confirms": _("You entered this yourself. A second person must confirm it."),
    "has_declined": _("That this person declined is recorded already. Nothing was changed."),
    "nobody_to_seat": _("Everybody who was drawn and is willing has a seat already."),
    "already_volunteered": _("You are in this pool already."),
    "faulty_volunteers": _(
        "Nobody was taken in, because %(count)s places in the file have faults. Mend them and read"
        " it again."
    ),
}

FAULTS = {
    "too_many_volunteers": _("A pool takes at most %(most)s people."),
    "too_many_columns": _("At most %(most)s columns can name groups."),
    "too_many_words": _(
        "holds %(count)s different words. A column that names groups has at most %(most)s; leave"
        " out what tells who somebody is."
    ),
    "unfit_column": _("is no name for a column: up to 40 characters, without “=”"),
    "not_yes_or_no": _("“%(cell)s” is neither yes nor no"),
    "stands_twice": _("“%(cell)s” is in the pool already"),
    "contradictory_groups": _("Nobody counts toward both women and men. Answer yes to one."),
}
