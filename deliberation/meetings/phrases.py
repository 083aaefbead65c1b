"""What readers are told when an act in a meeting is refused."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

PHRASES = {
    "inquorate_meeting": ngettext_lazy(
        "Too few members are present to do business: %(missing)d more member is needed "
        "(%(present)d of %(needed)d).",
        "Too few members are present to do business: %(missing)d more members are needed "
        "(%(present)d of %(needed)d).",
        "missing",
    ),
    "quorum_is_met": _("Enough members are present. The meeting can be opened."),
    "meeting_not_open": _(
        "The meeting is not open now. This can be done once the chair has opened it."
    ),
    "presidium_too_small": ngettext_lazy(
        "The by-laws ask for a presidium of at least %(needed)d member; you chose %(elected)d.",
        "The by-laws ask for a presidium of at least %(needed)d members; you chose %(elected)d.",
        "needed",
    ),
    "lead_not_in_presidium": _("Whoever leads the presidium must be one of its members."),
    "not_a_participant": _("%(name)s has no seat or duty in this body."),
    "not_present": _(
        "Only those in attendance can do this. Check in first, or ask the clerk to note that you "
        "are here."
    ),
    "already_excused_present": _("Whoever is present cannot be excused."),
    "alternates_unknown": _("The by-laws of this body know no alternates."),
    "whole_meeting_only": _("Under the by-laws an alternate takes over for the whole meeting."),
    "single_items_only": _(
        "Under the by-laws an alternate takes over for single items. Choose the item."
    ),
    "titular_present": _(
        "%(name)s, who holds the seat, is present. An alternate acts only in their absence."
    ),
    "no_alternate": _("%(name)s is not an alternate for this seat."),
    "alternate_absent": _("%(name)s is not present. Note their arrival first."),
    "already_acting": _("%(name)s already acts for another seat."),
    "another_item_called": _(
        "Item %(number)s is before the meeting. Finish or postpone it before you call another."
    ),
    "item_not_called": _(
        "This item is not under discussion now. Contributions are possible once the chair calls it."
    ),
    "item_of_another_meeting": _("This item is on the agenda of another meeting."),
    "reason_missing": _("State the reason; it becomes part of the minutes."),
    "contribution_withdrawn": _("This contribution was withdrawn and needs no interpretation."),
    "recused": _("You take no part in this item because of a conflict of interest."),
}
