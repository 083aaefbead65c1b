"""What readers are told when an act on a proposal is refused."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

PHRASES = {
    "out_of_order": _(
        "This is not in order at this stage of the procedure. Open the page again to see how "
        "things stand now."
    ),
    # Translators: signatures of members under a proposal, the mover's own among them.
    "missing_signatures": ngettext_lazy(
        "%(missing)d more signature is needed (%(signed)d of %(needed)d). Ask members of the body "
        "to endorse the proposal; signatures given before the text was changed do not count.",
        "%(missing)d more signatures are needed (%(signed)d of %(needed)d). Ask members of the "
        "body to endorse the proposal; signatures given before the text was changed do not count.",
        "missing",
    ),
    "own_proposal": _("You moved this proposal, so your signature counts already."),
    "no_paragraphs": _(
        "The proposal has no text to decide on. Write at least one paragraph that says what the "
        "body shall decide."
    ),
    "unstated_reason": _("State the reason. Everybody will read it with the proposal."),
    "decline_without_reason": _(
        "State why the amendment is out of order. Its mover and everybody else will read it."
    ),
    "nothing_changed": _(
        "Your text is the same as paragraph %(position)d. Change its words, or withdraw the "
        "amendment."
    ),
    # Translators: paragraphs of a proposal are numbered from 1.
    "no_such_paragraph": _(
        "The text has no paragraph %(position)d. Look at the text as it stands and choose one of "
        "its paragraphs."
    ),
    # Translators: amendments to a proposal are numbered in the order received.
    "conflicting_amendments": _(
        "Amendments %(first)d and %(second)d change the same paragraph (%(position)d). Only one of "
        "them can be adopted."
    ),
    "proposal_under_vote": _(
        "The meeting is voting on this. Wait until the outcome is declared, or until the chair "
        "annuls the vote."
    ),
    "words_under_vote": _(
        "These words were checked and are fixed for a vote. They can be replaced when it is over."
    ),
    "settled_text": _(
        "These words were checked and adopted; a decision is not reworded. Ask the clerk if there "
        "is a mistake in them."
    ),
}
