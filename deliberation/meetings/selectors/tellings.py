"""The sentences for what happens in a meeting itself."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.meetings.phrases import ITEM_RESULTS
from deliberation.meetings.selectors.sentences import Facts, tell


@tell("meeting.opened", icon="gavel")
def _opened(facts: Facts) -> str:
    # Translators: told in the stream when the chair has opened the meeting with a quorum.
    return ngettext(
        "The meeting is open. %(present)d member is present; %(needed)d are needed.",
        "The meeting is open. %(present)d members are present; %(needed)d are needed.",
        facts.count("present"),
    ) % {"present": facts.count("present"), "needed": facts.count("needed")}


@tell("meeting.inquorate", icon="warning")
def _inquorate(facts: Facts) -> str:
    # Translators: the quorum was not reached, so the meeting cannot be held.
    return ngettext(
        "The meeting cannot be held: %(missing)d more member would be needed.",
        "The meeting cannot be held: %(missing)d more members would be needed.",
        facts.count("missing"),
    ) % {"missing": facts.count("missing")}


@tell("meeting.called_again", icon="calendar")
def _called_again(_facts: Facts) -> str:
    # Translators: a second call is a new meeting after too few members came to the first.
    return _("A second call was made.")


@tell("meeting.recessed", icon="pause")
def _recessed(facts: Facts) -> str:
    # Translators: a sitting is one stretch of a meeting (Turkish "oturum").
    return _("Sitting %(number)d ended; the meeting is in recess.") % {
        "number": facts.count("sitting")
    }


@tell("meeting.resumed", icon="play")
def _resumed(facts: Facts) -> str:
    return _("Sitting %(number)d began.") % {"number": facts.count("sitting")}


@tell("meeting.adjourned", icon="stop")
def _adjourned(_facts: Facts) -> str:
    return _("The meeting ended.")


@tell("presidium.elected", icon="gavel")
def _presidium_elected(facts: Facts) -> str:
    # Translators: the presidium (Turkish "divan") is elected to preside over the meeting.
    return _("A presidium was elected; %(name)s presides.") % {"name": facts.member("leading_id")}


@tell("presidium.relieved", icon="gavel")
def _presidium_relieved(_facts: Facts) -> str:
    return _("The presidium laid down its duty; the chair presides.")


@tell("roll.called", icon="users")
def _roll_called(facts: Facts) -> str:
    return ngettext(
        "The roll was called: %(present)d member is present; %(needed)d are needed.",
        "The roll was called: %(present)d members are present; %(needed)d are needed.",
        facts.count("present"),
    ) % {"present": facts.count("present"), "needed": facts.count("needed")}


@tell("member.recused", icon="scales")
def _recused(facts: Facts) -> str:
    # Translators: because of a conflict of interest.
    return _("%(name)s takes no part in item %(number)s.") % {
        "name": facts.member(),
        "number": facts.item,
    }


@tell("recusal.withdrawn", icon="scales")
def _recusal_withdrawn(facts: Facts) -> str:
    return _("%(name)s takes part in item %(number)s again.") % {
        "name": facts.member(),
        "number": facts.item,
    }


@tell("seat.substituted", icon="seat")
def _substituted(facts: Facts) -> str:
    # Translators: an alternate acts for the holder of a seat who is away.
    return _("%(name)s acts for seat %(seat)s.") % {
        "name": facts.member("alternate_id"),
        "seat": facts.seats.get(facts.payload["seat_id"], "?"),
    }


@tell("substitution.ended", icon="seat")
def _substitution_ended(facts: Facts) -> str:
    return _("%(name)s no longer acts for seat %(seat)s.") % {
        "name": facts.member("alternate_id"),
        "seat": facts.seats.get(facts.payload["seat_id"], "?"),
    }


@tell("item.called", icon="gavel")
def _called(facts: Facts) -> str:
    # Translators: the chair brings an item of the agenda before the meeting.
    return _("Item %(number)s was called; the discussion is open.") % {"number": facts.item}


@tell("discussion.closed", icon="gavel")
def _discussion_closed(facts: Facts) -> str:
    return _("The discussion of item %(number)s was closed.") % {"number": facts.item}


@tell("discussion.reopened", icon="gavel")
def _discussion_reopened(facts: Facts) -> str:
    return _("The discussion of item %(number)s goes on.") % {"number": facts.item}


@tell("item.disposed", icon="check")
def _disposed(facts: Facts) -> str:
    return _("Item %(number)s is done: %(result)s.") % {
        "number": facts.item,
        "result": ITEM_RESULTS.get(facts.payload["result"], ""),
    }


@tell("item.postponed", icon="history")
def _postponed(facts: Facts) -> str:
    return _("Item %(number)s was postponed.") % {"number": facts.item}


@tell("item.withdrawn", icon="undo")
def _withdrawn(facts: Facts) -> str:
    return _("Item %(number)s was taken off the agenda.") % {"number": facts.item}


@tell("item.restored", icon="undo")
def _restored(facts: Facts) -> str:
    return _("Item %(number)s is on the agenda again.") % {"number": facts.item}
