"""What readers are told when an act on minutes is refused, and what their parts are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from council.kernel.phrases import Phrase

PHRASES = {
    "meeting_not_over": _("The meeting has not ended yet. Minutes are drafted after its end."),
    "minutes_locked": _(
        "These minutes were adopted; nobody edits them any more. A later error is corrected by a "
        "note of its own."
    ),
    "minutes_incomplete": ngettext_lazy(
        "%(missing)d thing that minutes must say is missing. Fill it in, then send the draft.",
        "%(missing)d things that minutes must say are missing. Fill them in, then send the draft.",
        "missing",
    ),
    "words_changed_meanwhile": _(
        "Somebody else has written here since you opened this page. Both texts are below: put "
        "together what shall stand, then save it again."
    ),
    "not_present_then": _(
        "Only people who were at this meeting can correct its minutes, and the record does not "
        "show that you were. If you were there, ask the clerk to put your attendance right first."
    ),
    "corrections_open": ngettext_lazy(
        "%(waiting)d correction has not been answered yet. Minutes are adopted when each has its "
        "answer.",
        "%(waiting)d corrections have not been answered yet. Minutes are adopted when each has "
        "its answer.",
        "waiting",
    ),
    "objections_over": _(
        "The time for corrections has ended. Tell the clerk about the error: it can be corrected "
        "by a note of its own."
    ),
    "objections_running": _("The time for corrections has not ended yet."),
    "adopted_by_vote": _("Under the by-laws the next meeting votes on these minutes."),
    "no_meeting_to_come": _(
        "No meeting of this body is being prepared. Plan the next one first; the minutes then come "
        "on its agenda."
    ),
    "stays_overlap": _("Each stretch of attendance must end after it begins, and before the next."),
    "decline_unexplained": _("State why the correction is declined. Everybody will read it."),
    "not_approved_yet": _("The meeting has not approved these minutes yet."),
}
GAPS: Mapping[str, Phrase] = {
    # Translators: what is missing in the draft of minutes.
    "opened": _("When the meeting was opened"),
    "closed": _("When the meeting ended"),
    "chair": _("Who presided"),
    "clerk": _("Who kept the minutes"),
    "quorum": _("The finding of the quorum at the opening"),
    "result": _("What came of item %(number)s"),
    "reason": _("Why item %(number)s was withdrawn or postponed"),
    "vote": _("The outcome of the vote on item %(number)s"),
    "account": _("What was done on item %(number)s, in a sentence or two"),
}
PLACES: Mapping[str, Phrase] = {
    # Translators: the parts of minutes.
    "frame": pgettext_lazy("part of minutes", "The meeting"),
    "people": pgettext_lazy("part of minutes", "Who was there"),
    "opening": pgettext_lazy("part of minutes", "Opening"),
    "item": pgettext_lazy("part of minutes", "Item"),
    "closing": pgettext_lazy("part of minutes", "Closing"),
}
STATES: Mapping[str, Phrase] = {
    # Translators: where minutes stand.
    "none": pgettext_lazy("status of minutes", "Not begun yet"),
    "draft": pgettext_lazy("status of minutes", "Being written"),
    "circulated": pgettext_lazy("status of minutes", "Open to corrections"),
    "adopted": pgettext_lazy("status of minutes", "Adopted"),
    "published": pgettext_lazy("status of minutes", "Adopted and published"),
}
STAMPS: Mapping[str, str] = {
    "none": "pending",
    "draft": "pending",
    "circulated": "live",
    "adopted": "adopted",
    "published": "adopted",
}
CORRECTIONS: Mapping[str, Phrase] = {
    # Translators: what became of a correction to minutes.
    "open": pgettext_lazy("status of a correction", "Waiting for an answer"),
    "accepted": pgettext_lazy("status of a correction", "Accepted"),
    "declined": pgettext_lazy("status of a correction", "Declined"),
    "withdrawn": pgettext_lazy("status of a correction", "Withdrawn"),
}
AMENDMENTS: Mapping[str, Phrase] = {
    # Translators: what became of an amendment.
    "submitted": pgettext_lazy("fate of an amendment", "Not put to the vote"),
    "admitted": pgettext_lazy("fate of an amendment", "Not put to the vote"),
    "adopted": pgettext_lazy("fate of an amendment", "Adopted"),
    "rejected": pgettext_lazy("fate of an amendment", "Rejected"),
    "withdrawn": pgettext_lazy("fate of an amendment", "Withdrawn"),
    "declined": pgettext_lazy("fate of an amendment", "Out of order"),
    "lapsed": pgettext_lazy("fate of an amendment", "Lapsed: an amendment to the same text won"),
}
