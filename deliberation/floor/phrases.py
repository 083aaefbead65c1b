"""What people are told when they cannot have the floor, or cannot give it."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.phrases import Phrase
from council.members.bylaws.words import CHOICES
from council.rules.bylaws import FloorOrder
from deliberation.rules.floor import SpeakersList

PHRASES = {
    "already_waiting": _(
        "You are on the list of speakers already. Withdraw that request before you ask again."
    ),
    "floor_closed": _(
        "The discussion of this item is closed. Only points of order can be raised now."
    ),
    "floor_taken": _("%(name)s has the floor now. End that turn before you give the floor again."),
    "request_gone": _(
        "This request was withdrawn or dealt with already. The list shows who is waiting now."
    ),
    "speaker_absent": _("%(name)s is not present, so the floor cannot be given to them."),
    "turn_over": _("This turn to speak has ended already."),
}

PURPOSES = {
    # Translators: what somebody wants the floor for.
    "speech": pgettext_lazy("purpose of speaking", "Speech"),
    "pro": pgettext_lazy("purpose of speaking", "For"),
    "contra": pgettext_lazy("purpose of speaking", "Against"),
    # Translators: an objection to how the meeting is run; it comes before everything else.
    "point_of_order": pgettext_lazy("purpose of speaking", "Point of order"),
}

ORDERS: Mapping[FloorOrder, Phrase] = CHOICES[FloorOrder]

LISTS: Mapping[SpeakersList, Phrase] = {
    SpeakersList.NONE: pgettext_lazy("list of speakers", "No list"),
    SpeakersList.WOMEN: _("Women"),
    SpeakersList.MEN: _("Men"),
}

# Translators: speakers who are on no list that has a speaking time of its own.
OTHERS: Phrase = _("Everybody else")

SIGNALS = {
    # Translators: what an interpreter asks of the speaker and the chair.
    "slower": _("Please speak more slowly."),
    "repeat": _("Please repeat that."),
    "cannot_hear": _("The interpreters cannot hear the speaker."),
    "break": _("The interpreters need a break."),
}
