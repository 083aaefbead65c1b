"""What people are told when they cannot have the floor, or cannot give it."""

from django.utils.translation import gettext_lazy as _

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
