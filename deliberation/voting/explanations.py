"""One sentence that says why a poll carried or failed, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.rules.bylaws import Share
from deliberation.rules.explanation import explanation_key
from deliberation.rules.outcome import OutcomeFacts, Result
from deliberation.voting.facts import facts_of

# Figures stand as labelled numbers, so that no language has to bend a noun to a number.
_FIGURES = _("For: %(in_favour)s. Against: %(against)s. Abstentions: %(abstentions)s.")
SENTENCES: Mapping[str, str | Promise] = {
    "inquorate": _(
        "Not decided: the quorum was not reached. Present: %(present)s. Needed: %(quorum)s."
    ),
    "carried_unanimous_consent": _("Carried without a vote: nobody objected."),
    "lost_objection": _(
        "Not carried by consent: there were objections (%(against)s). The question may be put to "
        "a vote."
    ),
    "lost_tie": _("Lost: %(in_favour)s for and %(against)s against. A tie is lost."),
    "carried_casting_vote": _(
        "Carried: %(in_favour)s for and %(against)s against; the casting vote of the chair was for."
    ),
    "lost_casting_vote": _(
        "Lost: %(in_favour)s for and %(against)s against; the casting vote of the chair was "
        "against."
    ),
    "tied_casting_vote_awaited": _(
        "Tied: %(in_favour)s for and %(against)s against. The chair has a casting vote."
    ),
    "carried_chair_side": _(
        "Carried: %(in_favour)s for and %(against)s against; in a tie the side of the chair "
        "counts as the majority."
    ),
    "lost_chair_side": _(
        "Lost: %(in_favour)s for and %(against)s against; in a tie the side of the chair counts "
        "as the majority."
    ),
    "lost_chair_took_no_side": _(
        "Lost: %(in_favour)s for and %(against)s against; the side of the chair would have "
        "decided, but the chair took none."
    ),
    "tied_revote": _("Tied: %(in_favour)s for and %(against)s against. The vote is taken again."),
    "tied_next_meeting": _(
        "Tied: %(in_favour)s for and %(against)s against. The next meeting decides."
    ),
    "carried_in_every_bloc": _(
        "Carried: %(in_favour)s for, %(against)s against. At least %(needed)s were needed, and "
        "every bloc that must agree agreed."
    ),
    "carried_unanimously": _("Carried unanimously: all %(in_favour)s votes were for."),
    "carried_majority_of_votes_cast": _(
        "Carried: %(in_favour)s for, %(against)s against. More than half of the votes cast "
        "(%(base)s) was needed, that is %(needed)s."
    ),
    "carried_majority_of_votes_cast_and_spoilt": _(
        "Carried: %(in_favour)s for, %(against)s against. More than half of the votes cast, "
        "spoilt ones included (%(base)s), was needed, that is %(needed)s."
    ),
    "carried_majority_of_votes_cast_and_abstentions": _(
        "Carried: %(in_favour)s for, %(against)s against, %(abstentions)s abstaining. More than "
        "half of those taking part (%(base)s) was needed, that is %(needed)s."
    ),
    "carried_majority_of_members_present": _(
        "Carried: %(in_favour)s for, %(against)s against, %(abstentions)s abstaining. More than "
        "half of the members present (%(base)s) was needed, that is %(needed)s."
    ),
    "carried_majority_of_entire_membership": _(
        "Carried: %(in_favour)s for, %(against)s against. More than half of the entire "
        "membership (%(base)s) was needed, that is %(needed)s."
    ),
    "carried_majority_of_filled_seats": _(
        "Carried: %(in_favour)s for, %(against)s against. More than half of the filled seats "
        "(%(base)s) was needed, that is %(needed)s."
    ),
    "carried_share_of_votes_cast": _(
        "Carried: %(in_favour)s for, %(against)s against. %(share)s of the votes cast (%(base)s) "
        "was needed, that is %(needed)s."
    ),
    "carried_share_of_votes_cast_and_spoilt": _(
        "Carried: %(in_favour)s for, %(against)s against. %(share)s of the votes cast, spoilt "
        "ones included (%(base)s), was needed, that is %(needed)s."
    ),
    "carried_share_of_votes_cast_and_abstentions": _(
        "Carried: %(in_favour)s for, %(against)s against, %(abstentions)s abstaining. %(share)s "
        "of those taking part (%(base)s) was needed, that is %(needed)s."
    ),
    "carried_share_of_members_present": _(
        "Carried: %(in_favour)s for, %(against)s against, %(abstentions)s abstaining. %(share)s "
        "of the members present (%(base)s) was needed, that is %(needed)s."
    ),
    "carried_share_of_entire_membership": _(
        "Carried: %(in_favour)s for, %(against)s against. %(share)s of the entire membership "
        "(%(base)s) was needed, that is %(needed)s."
    ),
    "carried_share_of_filled_seats": _(
        "Carried: %(in_favour)s for, %(against)s against. %(share)s of the filled seats "
        "(%(base)s) was needed, that is %(needed)s."
    ),
    "lost_no_votes": _("Lost: nobody voted for or against."),
    "lost_bloc": _(
        "Lost: %(in_favour)s for, %(against)s against. That would have been enough, but the bloc "
        "“%(bloc)s” did not agree: %(bloc_in_favour)s for, %(bloc_needed)s needed."
    ),
    "lost_bloc_absent": _(
        "Lost: %(in_favour)s for, %(against)s against. That would have been enough, but nobody "
        "of the bloc “%(bloc)s”, which must agree, was present."
    ),
    "lost_below_floor": _(
        "Lost: %(in_favour)s for, %(against)s against. A decision needs at least %(floor)s votes, "
        "a share of the entire membership."
    ),
    "lost_short_of_votes_cast": _(
        "Lost: %(in_favour)s for, %(against)s against. %(share)s of the votes cast (%(base)s) was "
        "needed, that is %(needed)s; %(missing)s short."
    ),
    "lost_short_of_votes_cast_and_spoilt": _(
        "Lost: %(in_favour)s for, %(against)s against. %(share)s of the votes cast, spoilt ones "
        "included (%(base)s), was needed, that is %(needed)s; %(missing)s short."
    ),
    "lost_short_of_votes_cast_and_abstentions": _(
        "Lost: %(in_favour)s for, %(against)s against, %(abstentions)s abstaining. %(share)s of "
        "those taking part (%(base)s) was needed, that is %(needed)s; %(missing)s short."
    ),
    "lost_short_of_members_present": _(
        "Lost: %(in_favour)s for, %(against)s against, %(abstentions)s abstaining. %(share)s of "
        "the members present (%(base)s) was needed, that is %(needed)s; %(missing)s short."
    ),
    "lost_short_of_entire_membership": _(
        "Lost: %(in_favour)s for, %(against)s against. %(share)s of the entire membership "
        "(%(base)s) was needed, that is %(needed)s; %(missing)s short."
    ),
    "lost_short_of_filled_seats": _(
        "Lost: %(in_favour)s for, %(against)s against. %(share)s of the filled seats (%(base)s) "
        "was needed, that is %(needed)s; %(missing)s short."
    ),
}
RESULTS: Mapping[str, str | Promise] = {
    Result.CARRIED: pgettext_lazy("fate of a poll", "Carried"),
    Result.LOST: pgettext_lazy("fate of a poll", "Lost"),
    Result.INQUORATE: pgettext_lazy("fate of a poll", "Inquorate"),
    Result.TIED: pgettext_lazy("fate of a poll", "Tied"),
}
_MORE_THAN_HALF = pgettext_lazy("share needed", "More than half")
_MORE_THAN = pgettext_lazy("share needed", "More than %(fraction)s")
_AT_LEAST = pgettext_lazy("share needed", "At least %(fraction)s")


def explain(document: Mapping[str, Any], bloc_names: Mapping[str, str]) -> str:
    """Say why the poll carried or failed.

    Args:
        document: The outcome as it was kept.
        bloc_names: Names by key of bloc, in the reader's language.
    """
    facts = facts_of(document)
    found = explanation_key(facts)
    bloc = str(found.parameters["bloc"])
    words = {**found.parameters, "share": _share_words(facts), "bloc": bloc_names.get(bloc, bloc)}
    return str(SENTENCES[found.code]) % words


def figures(document: Mapping[str, Any]) -> str:
    """Say the numbers alone, for those who hear a picture described."""
    tally: Mapping[str, int] = document["inputs"]["tally"]
    return str(_FIGURES) % tally


def _share_words(facts: OutcomeFacts) -> str:
    share: Share = facts.inputs.rule.question.majority.share
    if share.is_more_than_half:
        return str(_MORE_THAN_HALF)
    fraction = f"{share.fraction.numerator}/{share.fraction.denominator}"
    words = _MORE_THAN if share.strictness == "more_than" else _AT_LEAST
    return str(words) % {"fraction": fraction}
