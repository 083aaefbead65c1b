"""The sentences by which the stream tells of a decision."""

from django.utils.translation import gettext as _

from deliberation.meetings.selectors.sentences import Facts, isolated, tell


@tell("decision.recorded", icon="check")
def _recorded(facts: Facts) -> str:
    # Translators: the proposal was adopted and got its number.
    return _("This is decision %(number)s.") % {"number": isolated(facts.payload["number"])}


@tell("decision.published", icon="globe")
def _published(facts: Facts) -> str:
    number = isolated(facts.payload["number"])
    return _("Decision %(number)s was published.") % {"number": number}


@tell("minutes.corrected", icon="undo")
def _minutes_corrected(facts: Facts) -> str:
    return _("An error in the published minutes was put right by a note beside them.")
