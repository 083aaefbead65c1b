"""Why a poll carried or failed: one code and its parameters, from which phrases make a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass

from council.rules.bylaws import Basis, VotingForm
from deliberation.rules.majority import BlocFinding, BlocVerdict, Tie
from deliberation.rules.outcome import OutcomeFacts, Result

TIE_CODES: Mapping[Tie, str] = {
    Tie.LOST: "lost_tie",
    Tie.CASTING_VOTE_FOR: "carried_casting_vote",
    Tie.CASTING_VOTE_AGAINST: "lost_casting_vote",
    Tie.CASTING_VOTE_AWAITED: "tied_casting_vote_awaited",
    Tie.CHAIR_SIDE_FOR: "carried_chair_side",
    Tie.CHAIR_SIDE_AGAINST: "lost_chair_side",
    Tie.CHAIR_TOOK_NO_SIDE: "lost_chair_took_no_side",
    Tie.REVOTE: "tied_revote",
    Tie.NEXT_MEETING: "tied_next_meeting",
}
EXPLANATIONS: tuple[str, ...] = (
    "inquorate",
    "carried_unanimous_consent",
    "lost_objection",
    *TIE_CODES.values(),
    "carried_in_every_bloc",
    "carried_unanimously",
    *(f"carried_majority_of_{basis}" for basis in Basis),
    *(f"carried_share_of_{basis}" for basis in Basis),
    "lost_no_votes",
    "lost_bloc",
    "lost_bloc_absent",
    "lost_below_floor",
    *(f"lost_short_of_{basis}" for basis in Basis),
)


@dataclass(frozen=True)
class Explanation:
    """A code from ``EXPLANATIONS`` and all figures a sentence may want.

    Parameters: ``in_favour against abstentions spoilt present entitled base needed missing floor
    numerator denominator quorum quorum_missing`` are numbers; ``bloc`` is the key of the first
    bloc that does not consent, ``bloc_in_favour bloc_base bloc_needed`` its figures ("" and 0
    where there is none).
    """

    code: str
    parameters: Mapping[str, int | str]


def explanation_key(facts: OutcomeFacts) -> Explanation:
    """Return the one reason that settles the fate of the poll."""
    return Explanation(_code(facts), _parameters(facts))


def _code(facts: OutcomeFacts) -> str:
    if facts.result is Result.INQUORATE:
        return "inquorate"
    if facts.inputs.rule.question.form is VotingForm.UNANIMOUS_CONSENT:
        return "carried_unanimous_consent" if facts.reached else "lost_objection"
    if facts.tie:
        return TIE_CODES[facts.tie]
    return _carried(facts) if facts.result is Result.CARRIED else _lost(facts)


def _carried(facts: OutcomeFacts) -> str:
    majority, tally = facts.inputs.rule.question.majority, facts.inputs.tally
    if facts.blocs:
        return "carried_in_every_bloc"
    if tally.in_favour == tally.handed_in:
        return "carried_unanimously"
    part = "majority" if majority.share.is_more_than_half else "share"
    return f"carried_{part}_of_{majority.basis}"


def _lost(facts: OutcomeFacts) -> str:
    majority, tally = facts.inputs.rule.question.majority, facts.inputs.tally
    refusing = _refusing(facts)
    if not tally.votes_cast:
        return "lost_no_votes"
    if facts.reached and refusing:
        return "lost_bloc_absent" if refusing.verdict is BlocVerdict.ABSENT else "lost_bloc"
    if tally.in_favour >= majority.share.needed(facts.base):
        return "lost_below_floor"
    return f"lost_short_of_{majority.basis}"


def _refusing(facts: OutcomeFacts) -> BlocFinding | None:
    return next((bloc for bloc in facts.blocs if not bloc.consents), None)


def _parameters(facts: OutcomeFacts) -> Mapping[str, int | str]:
    tally, share = facts.inputs.tally, facts.inputs.rule.question.majority.share
    refusing = _refusing(facts)
    return {
        "in_favour": tally.in_favour,
        "against": tally.against,
        "abstentions": tally.abstentions,
        "spoilt": tally.spoilt,
        "present": facts.present,
        "entitled": facts.inputs.electorate.entitled,
        "base": facts.base,
        "needed": facts.needed,
        "missing": max(0, facts.needed - tally.in_favour),
        "floor": facts.floor,
        "numerator": share.fraction.numerator,
        "denominator": share.fraction.denominator,
        "quorum": facts.quorum_needed,
        "quorum_missing": max(0, facts.quorum_needed - facts.present),
        "bloc": refusing.bloc if refusing else "",
        "bloc_in_favour": refusing.in_favour if refusing else 0,
        "bloc_base": refusing.base if refusing else 0,
        "bloc_needed": refusing.needed if refusing else 0,
    }
