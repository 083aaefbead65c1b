"""Polls as readers may see them: the paper, and the outcome once it is declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from council.kernel.audience import Audience
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from council.rules.bylaws import TurnoutSeenBy, parse_poll_rule
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.selectors.standing import audience_for
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Choice, Method, Poll
from deliberation.voting.selectors.roll import BlocTurnout, turnout_by_bloc

VISIBLE = (PollStatus.OPEN, PollStatus.CLOSED, PollStatus.DECLARED, PollStatus.ANNULLED)
RUNNING = (PollStatus.FROZEN, PollStatus.OPEN, PollStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class Paper:
    """A ballot paper, the same for every reader of one language and audience."""

    poll_id: int
    status: PollStatus
    method: Method
    question: Reading
    closes_at: datetime | None
    closes_ms: str  # milliseconds since 1970, as text; empty without a deadline
    turnout: Sequence[BlocTurnout]
    shows_turnout: bool
    publishes_names: bool

    @property
    def is_open(self) -> bool:
        """Ballots are taken now."""
        return self.status is PollStatus.OPEN

    @property
    def choices(self) -> Sequence[Choice]:
        """What can be answered, in the order of the paper."""
        return [Choice.NO] if self.method is Method.UNANIMOUS_CONSENT else list(Choice)

    @property
    def handed_in(self) -> int:
        """Ballots in the box [ballots]."""
        return sum(bloc.handed_in for bloc in self.turnout)

    @property
    def entitled(self) -> int:
        """Persons on the roll who are there or have voted [persons]."""
        return sum(bloc.entitled for bloc in self.turnout)


def polls_for(audience: Audience) -> QuerySet[Poll]:
    """Return the polls that the audience may know of.

    Drafts and frozen polls are for the desk; of items that are not public the public sees none.
    """
    rows = Poll.objects.select_related(
        "meeting__body__council", "meeting__bylaws", "item__title", "question"
    )
    if audience is not Audience.DESK:
        rows = rows.filter(status__in=VISIBLE)
    if audience is Audience.PUBLIC:
        rows = rows.filter(item__is_public=True, meeting__is_public=True)
    return rows.prefetch_related(current_versions("question__versions"))


def poll_for(viewer: Viewer, poll_id: int) -> Poll:
    """Return the poll if the viewer may know of it.

    Raises:
        Unseen: there is no such poll, or not for this viewer.
    """
    meeting = Meeting.objects.filter(polls=poll_id).select_related("body").first()
    if meeting is None:
        raise Unseen
    found = polls_for(audience_for(viewer, meeting)).filter(pk=poll_id).first()
    if found is None:
        raise Unseen
    return found


def paper_of(poll: Poll, audience: Audience, language: str) -> Paper:
    """Return the ballot paper as this audience sees it."""
    rule = parse_poll_rule(poll.rule)
    closes_at = poll.closes_at
    return Paper(
        poll_id=poll.pk,
        status=poll.status,
        method=poll.method,
        question=reading(poll.question, language),
        closes_at=closes_at,
        closes_ms="" if closes_at is None else str(int(closes_at.timestamp() * 1000)),
        turnout=turnout_by_bloc(poll),
        shows_turnout=_sees_turnout(rule.turnout, audience),
        publishes_names=poll.method is Method.ROLL_CALL and rule.names != "nobody",
    )


def paper_for(meeting_id: int, audience: Audience, language: str) -> Paper | None:
    """Return the paper of the poll that is open in the meeting, or None."""
    rows = polls_for(audience).filter(meeting_id=meeting_id, status=PollStatus.OPEN)
    poll = rows.first()
    return None if poll is None else paper_of(poll, audience, language)


def running_poll(meeting_id: int) -> Poll | None:
    """Return the poll that the desk has to act on next: open, closed or frozen, or a draft."""
    rows = polls_for(Audience.DESK).filter(meeting_id=meeting_id)
    running = rows.filter(status__in=RUNNING).order_by("-pk").first()
    return (
        running
        or rows.filter(status=PollStatus.DRAFT, item__status__in=["called", "discussed"])
        .order_by("pk")
        .first()
    )


def declared_polls(audience: Audience, meeting_id: int) -> QuerySet[Poll]:
    """Return the meeting's polls whose outcome was declared, annulled ones too, oldest first."""
    rows = polls_for(audience).filter(meeting_id=meeting_id).select_related("outcome")
    return rows.filter(Q(status=PollStatus.DECLARED) | Q(status=PollStatus.ANNULLED)).order_by(
        "declared_at", "pk"
    )


def item_for_desk(viewer: Viewer, item_id: int) -> AgendaItem:
    """Return an item to somebody who helps to run its meeting.

    Raises:
        Unseen: there is no such item, or the viewer does not run the desk.
    """
    rows = AgendaItem.objects.select_related("meeting__body", "meeting__council", "title")
    item = rows.prefetch_related(current_versions("title__versions")).filter(pk=item_id).first()
    if item is None or audience_for(viewer, item.meeting) is not Audience.DESK:
        raise Unseen
    return item


def _sees_turnout(seen_by: TurnoutSeenBy, audience: Audience) -> bool:
    if seen_by is TurnoutSeenBy.EVERYONE:
        return True
    return audience.sees(Audience.DESK if seen_by is TurnoutSeenBy.CHAIR else Audience.MEMBER)
