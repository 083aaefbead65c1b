"""What the live parts about voting show; the page of the room and the hub use the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.members.selectors import Viewer
from council.rules.bylaws import Bylaws, TurnoutSeenBy, parse_poll_rule
from council.texts.selectors import Reading, missing_languages, read_versions, reading
from deliberation.meetings.selectors.moment import Moment
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.amendments import in_voting_order, order_of
from deliberation.rules.majority import Tie
from deliberation.rules.polls import PollStatus
from deliberation.rules.proposals import AmendmentStatus
from deliberation.voting.facts import facts_of
from deliberation.voting.forms import CHOICES, METHODS, FreezeForm, HandsForm, OpenForm
from deliberation.voting.models import Choice, HandCount, Method, Poll
from deliberation.voting.selectors.outcomes import Declared, InAWord, declared, in_a_word
from deliberation.voting.selectors.papers import operative_texts
from deliberation.voting.selectors.polls import (
    Paper,
    Seen,
    paper_of,
    polls_for,
)
from deliberation.voting.selectors.roll import entry_of, turnout_by_bloc
from deliberation.voting.selectors.votes import Votes

Context = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one person is told about their own ballot."""

    poll_id: int | None
    has_vote: bool
    is_removed: bool
    is_there: bool
    choice: str
    choice_label: str
    next_seq: int


def paper_part(votes: Votes, audience: Audience, language: str) -> Context:
    """Return the ballot paper of the poll that is open; without one, how the last one went."""
    poll = votes.open_for(audience)
    if poll is None:
        return {**_paper_context(None, audience), "last": _last(votes, audience, language)}
    read_versions([poll.question])
    return _paper_context(paper_of(poll, audience, language, votes.turnout_of(poll)), audience)


def _last(votes: Votes, audience: Audience, language: str) -> InAWord | None:
    """Return the outcome declared last on the item in focus, if there is one."""
    item = votes.moment.focus(audience)
    found = votes.decided_for(audience, item.pk) if item is not None else ()
    if not found:
        return None
    read_versions([found[-1].question])
    return in_a_word(found[-1], language)


def poll_page(viewer: Viewer, seen: Seen, language: str) -> Context:
    """Return what the page of a poll shows: the ballot while it is open, then the outcome."""
    poll, own = seen.poll, seen.own
    is_open, is_declared = poll.status is PollStatus.OPEN, poll.declared_at is not None
    turnout = turnout_by_bloc(poll) if is_open else []
    paper = paper_of(poll, own.audience, language, turnout) if is_open else None
    ballot = receipt_of(viewer, poll.pk if is_open else None, is_there=own.is_present)
    return {
        "poll": poll,
        "question": reading(poll.question, language),
        "receipt": ballot,
        "outcome": declared(poll, own.audience, language) if is_declared else None,
        "may_annul": own.is_presiding and poll.status is PollStatus.DECLARED,
        **_paper_context(paper, own.audience),
    }


def _paper_context(paper: Paper | None, audience: Audience) -> Context:
    choices = [] if paper is None else [(one, CHOICES[one]) for one in paper.choices]
    method = "" if paper is None else METHODS[paper.method]
    return {
        "paper": paper,
        "choices": choices,
        "method": method,
        "can_vote": audience is not Audience.PUBLIC,
    }


def receipt_of(viewer: Viewer, poll_id: int | None, *, is_there: bool) -> Receipt:
    """Return what the viewer is told about their ballot on the poll.

    Args:
        viewer: Who asks.
        poll_id: The poll that is open, if one is.
        is_there: Whether they are in attendance.
    """
    if poll_id is None:
        return NO_RECEIPT
    entry = entry_of(viewer, poll_id)
    ballot = None if entry is None else getattr(entry, "ballot", None)
    return Receipt(
        poll_id=poll_id,
        has_vote=entry is not None and entry.is_active,
        is_removed=entry is not None and not entry.is_active,
        is_there=is_there,
        choice="" if ballot is None else str(ballot.choice),
        choice_label="" if ballot is None else str(CHOICES[ballot.choice]),
        next_seq=1 if ballot is None else ballot.seq + 1,
    )


def receipt_given(poll_id: int, choice: Choice, seq: int) -> Receipt:
    """Return what somebody is told whose ballot has just been put into the box."""
    return Receipt(poll_id, True, False, True, str(choice), str(CHOICES[choice]), seq + 1)


NO_RECEIPT = Receipt(None, False, False, False, "", "", 1)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """A declared outcome as a line of the stream of its item."""

    template: ClassVar[str] = "voting/live/result-line.html"
    outcome: Declared
    at: datetime

    @property
    def key(self) -> str:
        """The id of the line's element."""
        return f"r-{self.outcome.poll_id}"


def result_part(poll_id: int, audience: Audience, language: str) -> Context | None:
    """Return the outcome of a declared poll; None if this audience sees none."""
    rows = polls_for(audience).select_related("outcome")
    poll = one_or_none(rows.filter(pk=poll_id))
    if poll is None or poll.declared_at is None:
        return None
    return {"outcome": declared(poll, audience, language)}


def result_lines(
    votes: Votes, item_id: int | None, audience: Audience, language: str
) -> Sequence[ResultLine]:
    """Return the outcomes declared on the item in focus so far, oldest first."""
    found = votes.decided_for(audience, item_id)
    read_versions(poll.question for poll in found)
    return [
        ResultLine(declared(poll, audience, language, votes.moment), poll.declared_at)
        for poll in found
        if poll.declared_at is not None
    ]


def desk_part(votes: Votes, language: str) -> Context:
    """Return what whoever presides can do about voting now."""
    poll, moment = votes.running, votes.moment
    if poll is None:
        return {"poll": None, "usual": usual_questions(moment, language), "methods": METHODS}
    read_versions([poll.question, poll.item.title])
    return {
        "poll": poll,
        "question": reading(poll.question, language),
        "method": METHODS[poll.method],
        "undecided": _undecided(poll),
        "missing": _missing(poll, moment.bylaws) if poll.status is PollStatus.DRAFT else [],
        "freeze_form": FreezeForm(auto_id=f"freeze-{poll.pk}-%s"),
        "open_form": OpenForm(auto_id=f"open-{poll.pk}-%s"),
        "hands_form": HandsForm(auto_id=f"hands-{poll.pk}-%s"),
        "counts": _counts(poll),
        "needs_casting_vote": _needs_casting_vote(poll),
        "entitled": poll.electorate.get("whole", {}).get("entitled", 0),
    }


@dataclass(frozen=True, slots=True)
class Usual:
    """A question that is usually put on the item in hand."""

    item_id: int
    about: str  # proposal, amendment-7, item
    number: int  # of the amendment; 0 otherwise
    title: Reading


def usual_questions(moment: Moment, language: str) -> Sequence[Usual]:
    """Return the questions usually put on the item before the meeting: amendments first."""
    item = moment.before
    if item is None:
        return []
    if item.proposal_id is None:
        read_versions([item.title])
        return [Usual(item.pk, "item", 0, reading(item.title, language))]
    proposal = Proposal.objects.select_related("title", "body").get(pk=item.proposal_id)
    amendments = _amendments(proposal)
    titles = [one.title or item.title for one in amendments]
    read_versions([proposal.title, *titles])
    found = [
        Usual(item.pk, f"amendment-{one.pk}", one.number, reading(title, language))
        for one, title in zip(amendments, titles, strict=True)
    ]
    return [*found, Usual(item.pk, "proposal", 0, reading(proposal.title, language))]


def _amendments(proposal: Proposal) -> Sequence[Amendment]:
    waiting = (AmendmentStatus.ADMITTED,)
    rows = Amendment.objects.filter(proposal=proposal, status__in=waiting)
    return in_voting_order(rows.select_related("title"), order_of(proposal.body))


def _undecided(poll: Poll) -> int:
    """Count the amendments that ought to be decided before this final vote is put."""
    is_to_be_put = poll.status in (PollStatus.DRAFT, PollStatus.FROZEN)
    if not is_to_be_put or poll.proposal_id is None or poll.amendment_id is not None:
        return 0
    waiting = Amendment.objects.filter(proposal=poll.proposal_id)
    return waiting.filter(status=AmendmentStatus.ADMITTED).count()


def _missing(poll: Poll, bylaws: Bylaws) -> Sequence[str]:
    texts = [poll.question, *operative_texts(poll)]
    return missing_languages(texts, bylaws.languages.required)


def _counts(poll: Poll) -> Sequence[HandCount]:
    if poll.method is not Method.SHOW_OF_HANDS:
        return []
    counts = HandCount.objects.filter(poll=poll, is_current=True)
    return list(counts.select_related("counted_by").order_by("pk"))


def _needs_casting_vote(poll: Poll) -> bool:
    if poll.status is not PollStatus.CLOSED:
        return False
    return facts_of(poll.outcome.facts).tie is Tie.CASTING_VOTE_AWAITED


def turnout_of(meeting_id: int) -> Mapping[str, Mapping[str, int]] | None:
    """Return the turnout by key of bloc, and of all, while a poll by name is open.

    None when there is nothing to tell, or when rule or item keep turnout from the public. Where
    silence means consent every ballot is an objection: their number would be a running tally.
    """
    rows = polls_for(Audience.PUBLIC).filter(meeting_id=meeting_id, status=PollStatus.OPEN)
    poll = rows.filter(method=Method.ROLL_CALL).first()
    if poll is None or parse_poll_rule(poll.rule).turnout is not TurnoutSeenBy.EVERYONE:
        return None
    blocs = turnout_by_bloc(poll)
    found = {b.key: {"handed_in": b.handed_in, "entitled": b.entitled} for b in blocs}
    everybody = {
        "handed_in": sum(b.handed_in for b in blocs),
        "entitled": sum(b.entitled for b in blocs),
    }
    return {**found, "all": everybody}
