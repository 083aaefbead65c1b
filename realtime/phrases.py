"""Sentences for what the socket's door refuses."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "unknown_command": _("This cannot be done over the live line. Please use the form."),
    "malformed": _("Something is missing or wrong in the form: %(text)s"),
    "not_signed_in": _("Please sign in first."),
    "not_permitted": _("This is for others to do."),
    "not_stored": _(
        "The server cannot store ballots at this moment. Hand in your ballot again: it counts "
        "once, however often you do."
    ),
    "not_found": _("This does not exist any more. Please load the page again."),
}
