"""The sentences by which the stream tells of the minutes."""

from django.utils.translation import gettext as _

from deliberation.meetings.selectors.sentences import Facts, tell


@tell("minutes.drafted", icon="edit")
def _drafted(facts: Facts) -> str:
    return _("The clerk began to write the minutes.")


@tell("fact.corrected", icon="undo")
def _fact_corrected(facts: Facts) -> str:
    return _("A fact in the minutes was corrected; the reason stands beside it.")


@tell("minutes.circulated", icon="send")
def _circulated(facts: Facts) -> str:
    return _("The draft of the minutes went to those who were present.")


@tell("correction.proposed", icon="edit")
def _proposed(facts: Facts) -> str:
    # Translators: corrections to minutes are numbered in the order received.
    return _("Correction %(number)s to the minutes was proposed.") % facts.payload


@tell("correction.answered", icon="check")
def _answered(facts: Facts) -> str:
    return _("Correction %(number)s to the minutes was answered.") % facts.payload


@tell("minutes.adopted", icon="gavel")
def _adopted(facts: Facts) -> str:
    if facts.payload["is_corrected"]:
        return _("The minutes were approved as corrected.")
    return _("The minutes were approved.")


@tell("minutes.published", icon="globe")
def _published(facts: Facts) -> str:
    return _("The minutes were published.")
