"""What must hold in the database whatever happened to servers and lines: a list of complaints.

Every act is there wholly, with its entry in the journal, or not at all; numbers have no gaps and
are given once; what was counted is what lies in the box.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from council.ledger.models import Entry, Journal
from deliberation.meetings.models import Meeting
from deliberation.register.models import Decision, DecisionCounter
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.meetings import ItemStatus
from deliberation.rules.outcome import Result
from deliberation.rules.polls import PollStatus
from deliberation.rules.proposals import ProposalStatus
from deliberation.voting.models import Ballot, Outcome, Poll

COUNTED = (PollStatus.CLOSED, PollStatus.DECLARED)
OPENED = (PollStatus.OPEN, *COUNTED)
FATES = {Result.CARRIED: ProposalStatus.ADOPTED, Result.LOST: ProposalStatus.REJECTED}
KINDS = ("in_favour", "against", "abstentions")


def complaints(*, meeting: int) -> Sequence[str]:
    """Return everything about the meeting that must not be so."""
    found = Meeting.objects.get(pk=meeting)
    return [*_of_the_journal(meeting), *_of_the_polls(found), *_of_the_decisions(found)]


def _of_the_journal(meeting: int) -> Iterator[str]:
    numbers = list(Entry.objects.filter(meeting_id=meeting).values_list("seq", flat=True))
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"the journal has gaps or doubles: {numbers}"
    last = Journal.objects.filter(meeting_id=meeting).values_list("last_seq", flat=True).first()
    if (last or 0) != len(numbers):
        yield f"the journal's counter says {last}, there are {len(numbers)} entries"


def _of_the_polls(meeting: Meeting) -> Iterator[str]:
    told = Counter(
        (entry.kind, entry.payload.get("poll_id"))
        for entry in Entry.objects.filter(meeting_id=meeting.pk, kind__startswith="poll.")
    )
    for poll in Poll.objects.filter(meeting=meeting).select_related("proposal"):
        expected = {
            "poll.opened": poll.status in OPENED,
            "poll.closed": poll.status in COUNTED,
            "poll.declared": poll.status is PollStatus.DECLARED,
        }
        for kind, is_expected in expected.items():
            if told[kind, poll.pk] != int(is_expected):
                yield f"{poll} is {poll.status}, and {kind} was told {told[kind, poll.pk]} times"
        yield from _of_the_count(poll)


def _of_the_count(poll: Poll) -> Iterator[str]:
    outcome = Outcome.objects.filter(poll=poll).first()
    if (outcome is not None) is not (poll.status in COUNTED):
        yield f"{poll} is {poll.status}, its outcome is {outcome}"
    if (poll.closed_at is not None) is not (poll.status in COUNTED):
        yield f"{poll} is {poll.status}, and was closed at {poll.closed_at}"
    if outcome is None:
        return
    lies = Counter(
        str(choice) for choice in Ballot.objects.filter(poll=poll).values_list("choice", flat=True)
    )
    counted = outcome.facts["inputs"]["tally"]
    if [counted[kind] for kind in KINDS] != [lies[each] for each in ("yes", "no", "abstain")]:
        yield f"{poll}: counted {counted}, in the box {dict(lies)}"
    if (outcome.declared_by_id is not None) is not (poll.status is PollStatus.DECLARED):
        yield f"{poll} is {poll.status}, declared by {outcome.declared_by_id}"


def _of_the_decisions(meeting: Meeting) -> Iterator[str]:
    decisions = list(Decision.objects.filter(meeting=meeting).order_by("serial"))
    serials = [one.serial for one in decisions]
    if serials != list(range(1, len(serials) + 1)):
        yield f"decisions have the numbers {serials}"
    last = list(DecisionCounter.objects.filter(body=meeting.body).values_list("last", flat=True))
    if last != ([len(serials)] if serials else []) and last != [0]:
        yield f"the counter of decisions says {last}, there are {len(serials)}"
    told = Counter(
        (entry.kind, entry.payload.get("decision_id"))
        for entry in Entry.objects.filter(meeting_id=meeting.pk, kind__startswith="decision.")
    )
    for one in decisions:
        is_public = one.status is DecisionStatus.PUBLISHED
        expected = (1, int(is_public), is_public)
        kinds = ("decision.recorded", "decision.published")
        if (*(told[kind, one.pk] for kind in kinds), one.published_at is not None) != expected:
            yield f"{one} is {one.status}, and was told {told}"
    yield from _of_the_proposals(meeting)


def _of_the_proposals(meeting: Meeting) -> Iterator[str]:
    rows = Poll.objects.filter(meeting=meeting, proposal__isnull=False, amendment=None)
    for poll in rows.select_related("proposal", "outcome", "item"):
        assert poll.proposal is not None
        result = poll.outcome.result if poll.status is PollStatus.DECLARED else ""
        found = (
            Decision.objects.filter(poll=poll).exists(),
            str(poll.proposal.status),
            result in FATES and poll.item.status is ItemStatus.DISPOSED,
        )
        fate = FATES.get(result, ProposalStatus.ON_AGENDA)
        if found != (result == Result.CARRIED, str(fate), result in FATES):
            yield f"{poll} came to {result!r}; decision, proposal and item came to {found}"
