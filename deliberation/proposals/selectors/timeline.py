"""The way of a proposal: what was done, where it stands, what comes next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from deliberation.proposals.models import Proposal, Step
from deliberation.rules.proposals import ProposalAct, ProposalStatus

DRAFTED, DECIDED = "draft", "decide"
AHEAD: Mapping[ProposalStatus, Sequence[str]] = {
    ProposalStatus.DRAFT: (ProposalAct.SUBMIT, ProposalAct.ADMIT, ProposalAct.PLACE, DECIDED),
    ProposalStatus.SUBMITTED: (ProposalAct.ADMIT, ProposalAct.PLACE, DECIDED),
    ProposalStatus.ADMITTED: (ProposalAct.PLACE, DECIDED),
    ProposalStatus.ON_AGENDA: (DECIDED,),
    ProposalStatus.REFERRED: (ProposalAct.TAKE_UP, ProposalAct.PLACE, DECIDED),
}


@dataclass(frozen=True, slots=True)
class Station:
    """One station of the way: an act that was done (the last is ``now``), or one ahead."""

    act: str
    state: str  # done, now, or empty for what lies ahead
    at: datetime | None = None
    reason: str = ""
    meeting_id: int | None = None
    meeting_number: int | None = None


def timeline_of(proposal: Proposal) -> Sequence[Station]:
    """Return the whole way of the proposal, from its draft to its fate."""
    steps = list(Step.objects.filter(proposal=proposal).order_by("at", "pk"))
    behind = [Station(DRAFTED, "done", proposal.created_at), *map(_station, steps)]
    last = behind.pop()
    now = Station(last.act, "now", last.at, last.reason, last.meeting_id, last.meeting_number)
    ahead = [Station(str(act), "") for act in AHEAD.get(proposal.status, ())]
    return [*behind, now, *ahead]


def _station(step: Step) -> Station:
    return Station(
        act=str(step.act),
        state="done",
        at=step.at,
        reason=step.reason,
        meeting_id=step.meeting_id,
        meeting_number=step.meeting_number,
    )
