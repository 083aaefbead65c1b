"""What people are told when a decision cannot go on its way, or an answer cannot be taken."""

from django.utils.translation import gettext_lazy as _

PHRASES = {
    "forwarded_already": _("This decision is before this addressee already."),
    "answered_already": _(
        "This decision was answered before. What you wrote is still here: copy it. If the answer "
        "has to change, withdraw the first one, then send this one."
    ),
    "too_many_files": _("Attach at most %(most)s files."),
    "attachment_too_large": _("%(name)s is larger than %(most)s MB. Attach a smaller file."),
    "attachment_kind_unknown": _("%(name)s is no PDF, PNG or JPEG file. Attach it as a PDF."),
    "referral_closed": _(
        "The council has closed this matter and waits for nothing any more. What you wrote is "
        "still here: copy it, and write to the clerk of the council."
    ),
    "nothing_to_withdraw": _("There is no answer that could be withdrawn."),
    "nothing_to_close": _("Nothing was answered yet. Say why the council waits no longer."),
    "day_before_forwarding": _(
        "This day lies before the decision was forwarded (%(since)s). Check the date."
    ),
    "day_to_come": _("This day is still to come. Record what has happened, with its date."),
    "link_revoked": _(
        "This link was revoked. What you wrote is still here: copy it, and ask the clerk of the "
        "council for a new link."
    ),
    "action_done_already": _("This was recorded as done before."),
    "not_answered_yet": _("Answer the decision first; then say what will be done and until when."),
}
