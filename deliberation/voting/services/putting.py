"""Opening and closing a poll, counting hands, taking somebody off the roll."""

from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.rules.bylaws import QuorumChecked
from council.rules.errors import OutOfOrder
from deliberation.meetings.order import require_open
from deliberation.meetings.selectors.electorate import bylaws_in, executive_size
from deliberation.meetings.selectors.focus import IN_HAND
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.proposals.selectors.held import held_proposal
from deliberation.rules.ballots import (
    AnotherPollIsOpen,
    CountersMissing,
    CountsDiffer,
    ItemNotInHand,
    NoLongerReadable,
    ReasonNeeded,
    TakenOffTheRoll,
    TooManyHands,
    WrongMethod,
)
from deliberation.rules.lifecycle import advance
from deliberation.rules.majority import Tally
from deliberation.rules.polls import POLL_PROCEDURE, PollAct, PollStatus
from deliberation.rules.quorum import find_quorum, require_quorum
from deliberation.voting.deadlines import is_over
from deliberation.voting.documents import inputs_of, whole_of
from deliberation.voting.events import EntryRemoved, HandsCounted, PollClosed, PollOpened
from deliberation.voting.facts import outcome_document
from deliberation.voting.models import HandCount, Method, Outcome, Poll, RollEntry
from deliberation.voting.selectors.polls import meeting_of_poll
from deliberation.voting.selectors.roll import count_present
from deliberation.voting.services.preparing import (
    languages_missing,
    locked_poll,
    require_matter,
    rule_of,
    tell,
)

COUNTERS = 2


@transaction.atomic
def open_poll(*, actor: User, poll_id: int, seconds: int | None = None) -> Poll:
    """Put the question: members present may hand in ballots from now on.

    Args:
        actor: Who presides.
        poll_id: A frozen poll.
        seconds: After which no ballot is taken; None: until it is closed.

    Raises:
        PermissionDenied: the actor does not preside.
        MeetingNotOpen: the meeting does no business now.
        OutOfOrder: the poll is not frozen, or has been opened before.
        AnotherPollIsOpen: one question is put at a time.
        ItemNotInHand: the item is not before the meeting.
        MatterSettled: the proposal or amendment was decided or withdrawn meanwhile.
        NoLongerReadable: a text was changed since and is not checked again.
        InquorateMeeting: too few members are present to decide.
    """
    meeting = locked_meeting(meeting_of_poll(poll_id))
    poll = locked_poll(poll_id)
    authorise(actor, "voting.open_poll", poll)
    require_open(meeting)
    poll.status = advance(POLL_PROCEDURE, poll.status, PollAct.OPEN)
    _require_order(poll)
    poll.opened_at = timezone.now()
    if seconds is not None:
        poll.closes_at = poll.opened_at + timedelta(seconds=seconds)
    poll.save(update_fields=["status", "opened_at", "closes_at"])
    tell(actor, poll, PollOpened(poll.pk, poll.item_id))
    return poll


@transaction.atomic
def close_poll(*, actor: User, poll_id: int) -> Poll:
    """Take no more ballots, and compute what those in the box mean.

    On PostgreSQL the lock on the poll waits for ballots in flight; on SQLite there is one
    writer. The outcome is kept with all it was computed from, and declared by another act.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the poll is not open.
        CountersMissing: hands were raised, but two persons have not counted them yet.
        CountsDiffer: the two counts are not the same.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.close_poll", poll)
    return _closed(actor, poll)


@transaction.atomic
def close_poll_in_time(*, actor: None = None, poll_id: int) -> Poll:
    """Close a poll whose time is over: nobody's act, for the chair announced it at the opening.

    Raises:
        OutOfOrder: it is not open, closed by hand in the last moment perhaps; or its time is not
            over, or the clock was set meanwhile.
        CountersMissing: hands were raised, and two persons have to count them first.
        CountsDiffer: the two counts are not the same.
    """
    poll = locked_poll(poll_id)
    if not is_over(poll):
        raise OutOfOrder(status=str(poll.status), act=str(PollAct.CLOSE))
    return _closed(actor, poll)


@transaction.atomic
def count_hands(
    *, actor: User, poll_id: int, in_favour: int, against: int, abstentions: int
) -> HandCount:
    """Enter the totals of a show of hands as the actor counted them; a new count replaces theirs.

    Raises:
        PermissionDenied: the actor does not help at the desk.
        WrongMethod: members vote by name.
        OutOfOrder: the poll is not open.
        TooManyHands: more hands than members entitled and present.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.count_hands", poll)
    advance(POLL_PROCEDURE, poll.status, PollAct.CLOSE)
    if poll.method is not Method.SHOW_OF_HANDS:
        raise WrongMethod(method=str(poll.method))
    present, counted = count_present(poll), in_favour + against + abstentions
    if counted > present:
        raise TooManyHands(counted=counted, present=present)
    HandCount.objects.filter(poll=poll, counted_by=actor).update(is_current=False)
    count = HandCount.objects.create(
        poll=poll,
        counted_by=actor,
        in_favour=in_favour,
        against=against,
        abstentions=abstentions,
    )
    event = HandsCounted(poll.pk, HandCount.objects.filter(poll=poll, is_current=True).count())
    emit(journal(actor=actor, meeting_id=poll.meeting_id, event=event, audience=Audience.DESK))
    return count


@transaction.atomic
def remove_from_roll(*, actor: User, poll_id: int, entry_id: int, reason: str) -> RollEntry:
    """Take a person off the roll of an open poll; a ballot in the box then does not count.

    Raises:
        PermissionDenied: the actor does not keep the record; who presides cannot do it alone.
        OutOfOrder: the poll is not open.
        ReasonNeeded: the public note must say why.
        Unseen: the entry is not on this roll.
        TakenOffTheRoll: that was done already; its reason stands.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.remove_from_roll", poll)
    advance(POLL_PROCEDURE, poll.status, PollAct.CLOSE)
    if not reason.strip():
        raise ReasonNeeded
    entry = _standing_entry(poll, entry_id)
    entry.is_active, entry.removal_reason = False, reason.strip()
    entry.save(update_fields=["is_active", "removal_reason"])
    tell(actor, poll, EntryRemoved(poll.pk, entry.removal_reason))
    return entry


def _closed(actor: User | None, poll: Poll) -> Poll:
    poll.status = advance(POLL_PROCEDURE, poll.status, PollAct.CLOSE)
    hands = _agreed_hands(poll) if poll.method is Method.SHOW_OF_HANDS else None
    poll.closed_at = max(
        timezone.now(), poll.opened_at or timezone.now()
    )  # a clock may be set back
    is_early = poll.closes_at is not None and poll.closed_at < poll.closes_at
    poll.save(update_fields=["status", "closed_at"])
    document = outcome_document(inputs_of(poll, hands=hands))
    Outcome.objects.create(poll=poll, facts=document, result=document["result"])
    tell(actor, poll, PollClosed(poll.pk, poll.item_id, is_early))
    return poll


def _standing_entry(poll: Poll, entry_id: int) -> RollEntry:
    rows = RollEntry.objects.select_for_update(of=("self",))
    entry = rows.filter(pk=entry_id, poll=poll).first()
    if entry is None:
        raise Unseen
    if not entry.is_active:
        raise TakenOffTheRoll
    return entry


def _require_readable(poll: Poll) -> None:
    let_pass = set(poll.missing_languages)
    missing = [one for one in languages_missing(poll) if one not in let_pass]
    if missing:
        raise NoLongerReadable(languages=tuple(missing))


def _require_order(poll: Poll) -> None:
    if Poll.objects.filter(meeting=poll.meeting, status=PollStatus.OPEN).exists():
        raise AnotherPollIsOpen
    if poll.item.status not in IN_HAND:
        raise ItemNotInHand
    if poll.proposal_id is not None:
        held_proposal(poll.proposal_id)  # nobody withdraws it at the same moment
    require_matter(poll)
    _require_readable(poll)
    _require_quorum(poll)


def _require_quorum(poll: Poll) -> None:
    rule = rule_of(poll).quorum
    if rule.checked is QuorumChecked.OPENING:
        return
    finding = find_quorum(
        rule,
        replace(whole_of(poll), present=count_present(poll)),
        second_call=poll.meeting.second_call_of_id is not None,
        executive_size=executive_size(poll.meeting, bylaws_in(poll.meeting)),
    )
    require_quorum(finding)


def _agreed_hands(poll: Poll) -> Tally:
    counts = list(HandCount.objects.filter(poll=poll, is_current=True))
    if len(counts) < COUNTERS:
        raise CountersMissing(counted=len(counts), needed=COUNTERS)
    tallies = {(one.in_favour, one.against, one.abstentions) for one in counts}
    if len(tallies) > 1:
        raise CountsDiffer
    return Tally(*tallies.pop())
