"""The figures of a vote, for which OParl has no words of its own."""

from typing import Any

from deliberation.publication.addresses import page
from deliberation.publication.oparl.wording import Told
from deliberation.voting.models import Poll


def vote_of(poll: Poll) -> Told | None:
    """Return the figures of a declared poll and where to recount it; None where it has no tally."""
    facts: dict[str, Any] = poll.outcome.facts
    inputs = facts.get("inputs", {})
    if "tally" not in inputs or "electorate" not in inputs:
        return None
    tally, electorate = inputs["tally"], inputs["electorate"]
    majority = inputs["rule"]["question"]["majority"]
    return {
        "for": tally["in_favour"],
        "against": tally["against"],
        "abstain": tally["abstentions"],
        "invalid": tally["spoilt"],
        "eligible": electorate["entitled"],
        "present": facts["present"],
        "absent": max(0, electorate["entitled"] - facts["present"]),
        "quorum": facts["quorum_needed"],
        "method": str(poll.method),
        "threshold": majority["share"],
        "base": majority["basis"],
        "required": facts["needed"],
        "adopted": facts["result"] == "carried",
        "result": facts["result"],
        "recount": page("voting:document", poll.pk),
    }
