"""What everybody sees of an election while it goes on: the page and the hub ask here."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from deliberation.elections.models import Election
from deliberation.elections.phrases import STAMPS, STATES
from deliberation.elections.selectors.elections import (
    candidates_of,
    open_meeting_of,
    whole_elections,
)
from deliberation.elections.selectors.sheet import sheet_of
from deliberation.meetings.models import Meeting
from deliberation.rules.elections import ElectionStatus
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.tally.rule import BallotKind, read_rule


def election_part(election_id: int, language: str) -> Mapping[str, Any]:
    """Return what the live part of an election shows; the same to all readers of a language.

    That it is counted is nobody's business before the result is declared.
    """
    with translation.override(language):
        return _part(whole_elections().get(pk=election_id))


def _part(election: Election) -> Mapping[str, Any]:
    is_counted = election.status is ElectionStatus.COUNTED
    status = ElectionStatus.COUNTING if is_counted else election.status
    is_declared = election.declared_at is not None
    return {
        "election": election,
        "status": status,
        "state": STATES[status],
        "stamp": STAMPS.get(status, "pending"),
        "is_on_paper": read_rule(election.rule).ballots is BallotKind.PAPER,
        "sheet": sheet_of(election, candidates_of(election)) if is_declared else None,
    }


def meeting_to_follow(election: Election) -> Meeting | None:
    """Return the open meeting whose notices tell what becomes of the election, if there is one."""
    if election.status is ElectionStatus.LISTED:
        return open_meeting_of(election)
    meeting = election.meeting
    return meeting if meeting and meeting.status is MeetingStatus.OPEN else None
