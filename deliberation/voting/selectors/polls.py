"""Polls as readers may see them: the paper, and the outcome once it is declared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from council.rules.bylaws import TurnoutSeenBy, parse_poll_rule
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.focus import IN_HAND
from deliberation.meetings.selectors.own import Own, own_in
from deliberation.meetings.selectors.standing import audience_for
from deliberation.rules.polls import PollStatus
from deliberation.voting.deadlines import is_over
from deliberation.voting.models import Choice, Method, Poll
from deliberation.voting.selectors.roll import BlocTurnout

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
    is_late: bool  # the deadline has passed: no ballot is taken, and the chair has yet to close

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

    Drafts, those discarded too, and frozen polls are for the desk; of items that are not public
    the public sees none.
    """
    rows = Poll.objects.select_related(
        "meeting__body__council", "meeting__bylaws", "item__title", "question"
    )
    if audience is not Audience.DESK:
        rows = rows.filter(status__in=VISIBLE, frozen_at__isnull=False)
    if audience is Audience.PUBLIC:
        rows = rows.filter(item__is_public=True, meeting__is_public=True)
    return rows.prefetch_related(current_versions("question__versions"))


def poll_for(viewer: Viewer, poll_id: int) -> Poll:
    """Return the poll if the viewer may know of it.

    Raises:
        Unseen: there is no such poll, or not for this viewer.
    """
    return seen_poll(viewer, poll_id).poll


@dataclass(frozen=True, slots=True)
class Seen:
    """A poll, and who the viewer is in its meeting."""

    poll: Poll
    own: Own


def seen_poll(viewer: Viewer, poll_id: int) -> Seen:
    """Return the poll, and who the viewer is in its meeting, if they may know of it; six queries.

    Raises:
        Unseen: there is no such poll, or not for this viewer.
    """
    rows = polls_for(Audience.DESK).select_related("outcome")
    poll = one_or_none(rows.filter(pk=poll_id))
    if poll is None:
        raise Unseen
    own = own_in(viewer, poll.meeting)
    if not is_seen(poll, own.audience):
        raise Unseen
    return Seen(poll, own)


def is_seen(poll: Poll, audience: Audience) -> bool:
    """Say whether the audience may know of the poll: the same as ``polls_for``, of one."""
    if audience is Audience.DESK:
        return True
    is_public = poll.item.is_public and poll.meeting.is_public
    is_visible = poll.status in VISIBLE and poll.frozen_at is not None
    return is_visible and (is_public or audience is Audience.MEMBER)


def poll_for_desk(viewer: Viewer, poll_id: int) -> Poll:
    """Return the poll to somebody who helps to run its meeting.

    Raises:
        Unseen: there is no such poll, or the viewer does not run the desk.
    """
    seen = seen_poll(viewer, poll_id)
    if not seen.own.runs_the_desk:
        raise Unseen
    return seen.poll


def paper_of(
    poll: Poll, audience: Audience, language: str, turnout: Sequence[BlocTurnout]
) -> Paper:
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
        turnout=turnout,
        shows_turnout=_sees_turnout(rule.turnout, audience),
        publishes_names=poll.method is Method.ROLL_CALL and rule.names != "nobody",
        is_late=is_over(poll),
    )


def item_for_desk(viewer: Viewer, item_id: int) -> AgendaItem:
    """Return an item to somebody who helps to run its meeting.

    Raises:
        Unseen: there is no such item, or the viewer does not run the desk.
    """
    rows = AgendaItem.objects.select_related("meeting__body", "meeting__council", "title")
    known = rows.prefetch_related(current_versions("title__versions"))
    item = one_or_none(known.filter(pk=item_id))
    if item is None or audience_for(viewer, item.meeting) is not Audience.DESK:
        raise Unseen
    return item


def item_before_desk(viewer: Viewer, meeting_id: int) -> AgendaItem:
    """Return the item that is before the meeting to somebody who helps to run it.

    Raises:
        Unseen: no item is before it, or the viewer does not run the desk.
    """
    rows = AgendaItem.objects.filter(meeting_id=meeting_id, status__in=IN_HAND)
    item = rows.select_related("meeting__body", "proposal").first()
    if item is None or audience_for(viewer, item.meeting) is not Audience.DESK:
        raise Unseen
    return item


def _sees_turnout(seen_by: TurnoutSeenBy, audience: Audience) -> bool:
    if seen_by is TurnoutSeenBy.EVERYONE:
        return True
    return audience.sees(Audience.DESK if seen_by is TurnoutSeenBy.CHAIR else Audience.MEMBER)


def meeting_of_poll(poll_id: int) -> int:
    """Return the number of the meeting where the question is put: it is locked before the poll.

    Raises:
        Unseen: there is no such poll.
    """
    found = one_or_none(Poll.objects.filter(pk=poll_id).values_list("meeting_id", flat=True))
    if found is None:
        raise Unseen
    return found


def polls_in_time() -> Sequence[Poll]:
    """Return the open polls whose time limit has come; those by show of hands wait for a count."""
    rows = Poll.objects.filter(status=PollStatus.OPEN, closes_at__lte=timezone.now())
    return list(rows.exclude(method=Method.SHOW_OF_HANDS).order_by("pk"))
