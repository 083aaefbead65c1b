"""The sentences by which the stream tells of a poll; its outcome is a card of its own."""

from django.utils.translation import gettext as _

from deliberation.meetings.selectors.sentences import Facts, isolated, tell


@tell("poll.opened", icon="ballot")
def _opened(_facts: Facts) -> str:
    # Translators: the chair put a question to the vote.
    return _("The vote is open.")


@tell("poll.closed", icon="lock")
def _closed(facts: Facts) -> str:
    if facts.payload["is_early"]:
        return _("The chair closed the vote before its time was over.")
    return _("The vote is closed.")


@tell("poll.annulled", icon="undo")
def _annulled(facts: Facts) -> str:
    reason = isolated(facts.payload["reason"])
    return _("A vote was annulled. Reason: %(reason)s") % {"reason": reason}


@tell("entry.removed", icon="warning")
def _removed(facts: Facts) -> str:
    reason = isolated(facts.payload["reason"])
    return _("Somebody was taken off the roll of the vote. Reason: %(reason)s") % {"reason": reason}
