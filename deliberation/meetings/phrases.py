"""What readers are told when an act in a meeting is refused, and what kinds are called."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

PHRASES = {
    "vote_in_progress": _(
        "A vote is going on. Close it and declare its outcome first, or annul it."
    ),
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
    "not_in_the_room": _(
        "Only those in attendance can do this. Check in first, or ask the clerk to note that you "
        "are here."
    ),
    "present_already": _("Whoever is present cannot be excused."),
    "too_early_to_attend": _("Attendance opens on the day of the meeting."),
    "before_the_hour": _(
        "The hour of the meeting has not come yet; members may still arrive. Wait until then."
    ),
    "item_pending": _(
        "Item %(number)s is still before the meeting. Finish, postpone or withdraw it first."
    ),
    "not_the_second_call": _("This meeting is no second call of the inquorate one."),
    "presidium_unknown": _("Under the by-laws of this body the chair presides."),
    "not_in_attendance": _("%(name)s is not present. Note their arrival first."),
    "alternates_unknown": _("The by-laws of this body know no alternates."),
    "whole_meeting_only": _("Under the by-laws an alternate takes over for the whole meeting."),
    "titular_present": _(
        "%(name)s, who holds the seat, is present. An alternate acts only in their absence."
    ),
    "not_an_alternate": _("%(name)s is not an alternate for this seat."),
    "already_acting": _("%(name)s already acts for another seat."),
    "another_item_called": _(
        "Item %(number)s is before the meeting. Finish or postpone it before you call another."
    ),
    "item_not_called": _(
        "This item is not under discussion now. Contributions are possible once the chair calls it."
    ),
    "item_of_another_meeting": _("This item is on the agenda of another meeting."),
    "reason_missing": _("State the reason; it becomes part of the minutes."),
    "contribution_gone": _("This contribution was withdrawn and needs no interpretation."),
    "already_interpreted": _(
        "%(name)s was faster. Your words are still here; correct the published rendering if needed."
    ),
    "nothing_to_correct": _("Nobody has interpreted this contribution into this language yet."),
    "recused": _("You take no part in this item because of a conflict of interest."),
    "notice_too_short": _(
        "Under the by-laws members had to be called by %(latest_on)s for this meeting. If you call "
        "them today, it can be held on %(earliest_on)s at the earliest."
    ),
    "urgency_unknown": _(
        "The by-laws of this body know no urgent meetings: the regular notice must be kept."
    ),
    "deadline_passed": _(
        "Under the by-laws this was possible until %(latest_on)s. Propose it for the next meeting."
    ),
    "second_call_too_late": _(
        "Under the by-laws the second call must be held by %(latest_on)s. Choose an earlier day."
    ),
    "second_call_unknown": _("The by-laws of this body know no second call."),
    "too_few_demand": ngettext_lazy(
        "%(missing)d more signature is needed before the meeting must be convened "
        "(%(demanding)d of %(needed)d).",
        "%(missing)d more signatures are needed before the meeting must be convened "
        "(%(demanding)d of %(needed)d).",
        "missing",
    ),
    "titular_members_only": _(
        "Only titular members sign a demand; alternates act for them in meetings alone."
    ),
    "demand_answered": _("A meeting has been prepared on this demand already."),
    "empty_agenda": _("Members are called with an agenda. Put at least one item on it first."),
    "sittings_unordered": _("Each sitting must begin after the one before it."),
    "item_number_taken": _("The number %(number)s is on the agenda already. Choose another."),
    "proposal_of_another_council": _("This proposal was made in another council."),
    "wish_answered": _("The clerk has answered this already."),
}

MEETING_KINDS = {
    # Translators: what a meeting is convened for.
    "ordinary": pgettext_lazy("kind of meeting", "Ordinary meeting"),
    "elective": pgettext_lazy("kind of meeting", "Elective meeting"),
    "extraordinary": pgettext_lazy("kind of meeting", "Extraordinary meeting"),
    "continued": pgettext_lazy("kind of meeting", "Continued meeting"),
}

MEETING_STATES = {
    # Translators: where a meeting stands.
    "draft": pgettext_lazy("status of a meeting", "In preparation"),
    "convened": pgettext_lazy("status of a meeting", "Convened"),
    "open": pgettext_lazy("status of a meeting", "Open now"),
    "recessed": pgettext_lazy("status of a meeting", "In recess"),
    "adjourned": pgettext_lazy("status of a meeting", "Ended"),
    "recorded": pgettext_lazy("status of a meeting", "Ended, minutes adopted"),
    "inquorate": pgettext_lazy("status of a meeting", "Not held: too few came"),
    "cancelled": pgettext_lazy("status of a meeting", "Cancelled"),
}

ITEM_KINDS = {
    # Translators: the kinds of item on the agenda of a meeting.
    "opening": pgettext_lazy("kind of item", "Opening"),
    "minutes": pgettext_lazy("kind of item", "Minutes"),
    "report": pgettext_lazy("kind of item", "Report"),
    "proposal": pgettext_lazy("kind of item", "Proposal"),
    "election": pgettext_lazy("kind of item", "Election"),
    "information": pgettext_lazy("kind of item", "Information"),
    "any_other_business": pgettext_lazy("kind of item", "Any other business"),
}

ITEM_RESULTS = {
    # Translators: how an item of the agenda was disposed of.
    "noted": pgettext_lazy("result of an item", "noted"),
    "approved": pgettext_lazy("result of an item", "approved"),
    "adopted": pgettext_lazy("result of an item", "adopted"),
    "rejected": pgettext_lazy("result of an item", "rejected"),
    "referred": pgettext_lazy("result of an item", "referred"),
    "elected": pgettext_lazy("result of an item", "elected"),
    "unfinished": pgettext_lazy("result of an item", "not reached"),
    "postponed": pgettext_lazy("result of an item", "postponed"),
    "withdrawn": pgettext_lazy("result of an item", "withdrawn"),
}

MARKS = {
    # Translators: what a roll call finds about a member.
    "hall": pgettext_lazy("attendance", "In the hall"),
    "remote": pgettext_lazy("attendance", "Remote"),
    "absent": pgettext_lazy("attendance", "Absent"),
    "excused": pgettext_lazy("attendance", "Excused"),
}

INTENTS = {
    # Translators: what a contribution to the discussion is.
    "speech": pgettext_lazy("contribution", "Speech"),
    "question": pgettext_lazy("contribution", "Question"),
    "answer": pgettext_lazy("contribution", "Answer"),
}
