"""Declaring an outcome with all that follows from it, in one transaction."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.ledger.services import journal
from council.members.selectors import today_in
from council.rules.bylaws import Review
from council.rules.naming import fold
from council.texts.models import Text
from council.texts.selectors import bodies, languages_ready
from deliberation.meetings.models import ItemResult, Meeting
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.agenda_live import dispose_item
from deliberation.minutes.services.adopting import settle_vote
from deliberation.proposals.models import Proposal
from deliberation.proposals.selectors.texts import operative_texts
from deliberation.proposals.services import fate
from deliberation.register.events import DecisionRecorded
from deliberation.register.models import Decision, DecisionCounter, DecisionText
from deliberation.register.services.publishing import open_decision
from deliberation.register.services.sealing import seal_decision, seal_withdrawal
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.majority import Choice
from deliberation.rules.numbering import format_number
from deliberation.rules.outcome import Result
from deliberation.voting.models import Poll
from deliberation.voting.selectors.polls import meeting_of_poll
from deliberation.voting.services import declaring


@transaction.atomic
def record_outcome(*, actor: User, poll_id: int, casting_vote: Choice | None = None) -> Poll:
    """Declare the poll and carry out what it means for the proposal or amendment.

    An adopted proposal becomes a decision: numbered now, in the words that were adopted, public
    when the clerk publishes it, or at once where the by-laws say so. An adopted amendment is
    written into the proposal. Minutes that the meeting approves are locked, and published by a
    task after the commit. A tied or inquorate poll changes nothing.

    An adoption is sealed in the register at once. Locks are taken in one order everywhere: meeting,
    poll, counter, register, journal.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the poll is not closed.
        CastingVoteNeeded: the chair has to give a casting vote.
        CorrectionsOpen: the poll approves minutes in which a correction waits for its answer.
    """
    meeting = locked_meeting(meeting_of_poll(poll_id))
    poll = declaring.declare_poll(actor=actor, poll_id=poll_id, casting_vote=casting_vote)
    result = Result(poll.outcome.result)
    if poll.amendment_id is not None:
        _settle_amendment(actor, poll.amendment_id, result)
    elif poll.proposal is not None:
        _settle_proposal(actor, meeting, poll, poll.proposal)
    else:
        settle_vote(actor=actor, poll=poll)
    return poll


@transaction.atomic
def annul_outcome(*, actor: User, poll_id: int, reason: str) -> Poll:
    """Annul the poll and undo what followed: the matter is before the meeting again.

    A decision keeps its number and stays readable, marked as annulled.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the poll is annulled already.
        ReasonNeeded: the record must say why.
    """
    locked_meeting(meeting_of_poll(poll_id))
    before = Poll.objects.get(pk=poll_id)
    poll = declaring.annul_poll(actor=actor, poll_id=poll_id, reason=reason)
    if before.declared_at is not None and poll.outcome.result in {Result.CARRIED, Result.LOST}:
        _reopen(actor, poll)
    annulled = Decision.objects.filter(poll=poll)
    annulled.update(annulled_at=timezone.now(), annul_reason=poll.annul_reason)
    for decision in annulled.select_related("council", "body"):
        seal_withdrawal(decision)
    return poll


def _settle_amendment(actor: User, amendment_id: int, result: Result) -> None:
    if result is Result.CARRIED:
        fate.adopt_amendment(actor=actor, amendment_id=amendment_id)
    elif result is Result.LOST:
        fate.reject_amendment(actor=actor, amendment_id=amendment_id)


def _settle_proposal(actor: User, meeting: Meeting, poll: Poll, proposal: Proposal) -> None:
    if poll.outcome.result == Result.CARRIED:
        fate.adopt_proposal(actor=actor, proposal_id=proposal.pk)
        _record_decision(actor, meeting, poll, proposal)
        dispose_item(actor=actor, item_id=poll.item_id, result=ItemResult.ADOPTED)
    elif poll.outcome.result == Result.LOST:
        fate.reject_proposal(actor=actor, proposal_id=proposal.pk)
        dispose_item(actor=actor, item_id=poll.item_id, result=ItemResult.REJECTED)


def _reopen(actor: User, poll: Poll) -> None:
    if poll.amendment_id is not None:
        fate.reopen_amendment(actor=actor, amendment_id=poll.amendment_id)
    elif poll.proposal_id is not None:
        fate.reopen_proposal(actor=actor, proposal_id=poll.proposal_id, reason=poll.annul_reason)


def _record_decision(actor: User, meeting: Meeting, poll: Poll, proposal: Proposal) -> Decision:
    body = meeting.body
    year = today_in(body.council).year
    bylaws = bylaws_in(meeting)
    serial = _next_serial(body.pk, year)
    decision = Decision.objects.create(
        council=body.council,
        body=body,
        year=year,
        serial=serial,
        number=format_number(bylaws.record.numbering, body=body.key, year=year, number=serial),
        meeting=meeting,
        poll=poll,
        proposal=proposal,
        binding_language=bylaws.languages.binding,
        is_public=poll.item.is_public and meeting.is_public,
    )
    seal_decision(decision, poll, _keep_words(decision, operative_texts(proposal)))
    event = DecisionRecorded(decision.pk, poll.item_id, decision.number)
    audience = Audience.PUBLIC if decision.is_public else Audience.MEMBER
    emit(journal(actor=actor, meeting_id=meeting.pk, event=event, audience=audience))
    if decision.is_public and bylaws.record.publication is Review.AT_ONCE:
        decision.status = DecisionStatus.PUBLISHED
        open_decision(actor=actor, decision=decision)
    return decision


def _next_serial(body_id: int, year: int) -> int:
    """Count on in the body's year; the counter's row stays locked, so that no gap appears."""
    DecisionCounter.objects.get_or_create(body_id=body_id, year=year)
    rows = DecisionCounter.objects.select_for_update(of=("self",))
    counter = rows.get(body_id=body_id, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last


def _keep_words(decision: Decision, texts: Iterable[Text]) -> list[DecisionText]:
    """Keep title and paragraphs in every language in which all of them exist."""
    parts = [(bodies(text), languages_ready(text), text) for text in texts]
    languages = set.intersection(*(set(words) for words, _, _ in parts))
    return DecisionText.objects.bulk_create(
        DecisionText(
            decision=decision,
            language=language,
            title=parts[0][0][language],
            body="\n\n".join(words[language] for words, _, _ in parts[1:]),
            origin=_origin(parts[0][2], language),
            is_checked=all(language in ready for _, ready, _ in parts),
            folded=fold(" ".join(words[language] for words, _, _ in parts)),
        )
        for language in sorted(languages)
    )


def _origin(text: Text, language: str) -> str:
    return next(
        str(one.origin)
        for one in text.versions.all()
        if one.is_current and one.language == language
    )
