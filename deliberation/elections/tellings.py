"""The sentences by which the stream of a meeting tells of an election, each with a link to it."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deliberation.meetings.selectors.sentences import Facts, isolated, tell


def _linked(facts: Facts, sentence: str) -> SafeString:
    address = reverse("elections:election", args=[facts.payload["election_id"]])
    words = _("To the election")
    return format_html('{} <a class="link" href="{}">{}</a>', sentence, address, words)


@tell("election.opened", icon="ballot")
def _opened(facts: Facts) -> str:
    entitled = facts.count("entitled")
    told = ngettext(
        "An election is open: %(entitled)d person may vote.",
        "An election is open: %(entitled)d persons may vote.",
        entitled,
    )
    return _linked(facts, told % {"entitled": entitled})


@tell("election.closed", icon="lock")
def _closed(facts: Facts) -> str:
    return _linked(facts, _("The box of the election is closed; the count begins."))


@tell("election.lot_drawn", icon="scales")
def _drawn(facts: Facts) -> str:
    return _linked(facts, _("A tie in the election was settled before a witness."))


@tell("election.declared", icon="check")
def _declared(facts: Facts) -> str:
    elected = facts.count("elected")
    told = ngettext(
        "The result of the election was declared: %(elected)d person is elected.",
        "The result of the election was declared: %(elected)d persons are elected.",
        elected,
    )
    return _linked(facts, told % {"elected": elected})


@tell("election.annulled", icon="undo")
def _annulled(facts: Facts) -> str:
    reason = isolated(facts.payload["reason"])
    return _linked(facts, _("An election was annulled. Reason: %(reason)s") % {"reason": reason})
