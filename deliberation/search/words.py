"""The words for kinds and states of what is found."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from deliberation.rules.finding import Kind, State

KINDS: Mapping[Kind, Promise] = {
    Kind.PROPOSAL: pgettext_lazy("kind of what is found", "Proposals"),
    Kind.DECISION: pgettext_lazy("kind of what is found", "Decisions"),
    Kind.MINUTES: pgettext_lazy("kind of what is found", "Minutes"),
}
ONE: Mapping[Kind, Promise] = {
    Kind.PROPOSAL: pgettext_lazy("kind of what is found", "Proposal"),
    Kind.DECISION: pgettext_lazy("kind of what is found", "Decision"),
    Kind.MINUTES: pgettext_lazy("one kind of what is found", "Minutes"),
}
STATES: Mapping[State, Promise] = {
    State.UNDER_WAY: pgettext_lazy("state of what is found", "Under way"),
    State.ADOPTED: pgettext_lazy("state of what is found", "Adopted"),
    State.REJECTED: pgettext_lazy("state of what is found", "Rejected"),
    State.OVER: pgettext_lazy("state of what is found", "Withdrawn, lapsed or annulled"),
}
