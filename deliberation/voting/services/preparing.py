"""From the wording of a question to the frozen roll."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.rules.bylaws import (
    Bylaws,
    PollRule,
    QuestionKind,
    Secrecy,
    VotingForm,
    dump_poll_rule,
    parse,
    parse_poll_rule,
    poll_rule,
)
from council.rules.bylaws.documents import write_document
from council.texts.models import Text, TextKind
from council.texts.selectors import missing_languages
from council.texts.services import create_standard_text, create_text_in
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.electorate import bylaws_in, electorate_of
from deliberation.meetings.selectors.focus import audience_of
from deliberation.proposals.models import Amendment, Proposal
from deliberation.rules.ballots import (
    BlocsNeedRollCall,
    MatterSettled,
    NobodyEntitled,
    NotReadable,
    SecretNeedsPaper,
)
from deliberation.rules.lifecycle import advance
from deliberation.rules.polls import POLL_PROCEDURE, PollAct
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus
from deliberation.rules.roll import Roll
from deliberation.voting.events import PollDiscarded, PollDrafted, PollFrozen
from deliberation.voting.models import Method, Poll, RollEntry
from deliberation.voting.selectors.papers import operative_texts


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: its words by language, and what it is about.

    The original is in ``language``. ``kind`` names the rule of the by-laws; ``method`` is theirs
    unless another is chosen. ``is_standard``: the words are the usual formula around the checked
    title of what is decided, so nobody has to check them again.
    """

    words: dict[str, str]
    language: str
    kind: QuestionKind
    method: Method | None = None
    proposal: Proposal | None = None
    amendment: Amendment | None = None
    repeat_of: Poll | None = None
    is_standard: bool = False


@transaction.atomic
def draft_poll(*, actor: User, item_id: int, question: Question) -> Poll:
    """Prepare a question on an item; nothing is fixed yet.

    Raises:
        PermissionDenied: the actor neither presides nor keeps the record.
        Unseen: there is no such item.
        MatterSettled: the proposal or amendment is not before the meeting.
        SecretNeedsPaper: the by-laws demand a secret vote on this type of question.
        BlocsNeedRollCall: blocs must consent, so totals alone cannot decide.
        EmptyText: the question has no words in its own language.
    """
    item = _item(item_id)
    poll = Poll(
        meeting=item.meeting,
        item=item,
        proposal=question.proposal,
        amendment=question.amendment,
        question_type=str(question.kind),
        repeat_of=question.repeat_of,
    )
    authorise(actor, "voting.draft_poll", poll)
    require_matter(poll)
    rule = _rule_for(parse(item.meeting.bylaws.document), question)
    poll.method, poll.rule = Method(rule.question.form), dump_poll_rule(rule)
    create = create_standard_text if question.is_standard else create_text_in
    poll.question = create(
        actor=actor, kind=TextKind.QUESTION, bodies=question.words, language=question.language
    )
    poll.save()
    event = PollDrafted(poll.pk, item.pk)
    emit(journal(actor=actor, meeting_id=item.meeting_id, event=event, audience=Audience.DESK))
    return poll


@transaction.atomic
def discard_poll(*, actor: User, poll_id: int) -> Poll:
    """Throw a draft away; only the desk ever knew of it.

    Raises:
        PermissionDenied: the actor neither presides nor keeps the record.
        OutOfOrder: something of it is fixed already; then it can be annulled, for a reason.
        Unseen: there is no such poll.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.discard_poll", poll)
    poll.status = advance(POLL_PROCEDURE, poll.status, PollAct.DISCARD)
    poll.save(update_fields=["status"])
    event = PollDiscarded(poll.pk, poll.item_id)
    emit(journal(actor=actor, meeting_id=poll.meeting_id, event=event, audience=Audience.DESK))
    return poll


@transaction.atomic
def freeze_poll(*, actor: User, poll_id: int, override_reason: str = "") -> Poll:
    """Fix question, rule and roll; who is entitled is decided now.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: the poll is not a draft.
        MatterSettled: the proposal or amendment was decided or withdrawn meanwhile.
        NotReadable: a required language is missing and no reason is given for going on without.
        NobodyEntitled: nobody could vote.
    """
    poll = locked_poll(poll_id)
    authorise(actor, "voting.freeze_poll", poll)
    status = advance(POLL_PROCEDURE, poll.status, PollAct.FREEZE)
    require_matter(poll)
    missing = languages_missing(poll)
    if missing and not override_reason.strip():
        raise NotReadable(languages=tuple(missing))
    roll = electorate_of(poll.meeting, poll.item_id)
    _write_roll(poll, roll)
    poll.missing_languages = missing
    poll.override_reason = override_reason.strip() if missing else ""
    poll.electorate = _figures(roll)
    poll.status, poll.frozen_at = status, timezone.now()
    poll.save()
    tell(actor, poll, _frozen(poll, len(roll.lines)))
    return poll


def locked_poll(poll_id: int) -> Poll:
    """Return the poll, locked until the transaction ends.

    The poll's row decides between acts on it; on PostgreSQL a ballot holds it FOR SHARE, so
    that closing waits for ballots in flight.

    Raises:
        Unseen: there is no such poll.
    """
    rows = Poll.objects.select_for_update(of=("self",)).select_related(
        "meeting__body__council", "meeting__bylaws", "item", "question"
    )
    poll = one_or_none(rows.filter(pk=poll_id))
    if poll is None:
        raise Unseen
    return poll


def tell(actor: User | None, poll: Poll, event: Event) -> None:
    """Write the event into the journal, for those who may read what happens on the item."""
    audience = audience_of(poll.item)
    emit(journal(actor=actor, meeting_id=poll.meeting_id, event=event, audience=audience))


def require_matter(poll: Poll) -> None:
    """Do nothing if what the question is about is still to be decided.

    Raises:
        MatterSettled: it is decided, withdrawn or not admitted.
    """
    if poll.amendment is not None and poll.amendment.status is not AmendmentStatus.ADMITTED:
        raise MatterSettled
    if poll.proposal is not None and poll.proposal.status is not ProposalStatus.ON_AGENDA:
        raise MatterSettled


def rule_of(poll: Poll) -> PollRule:
    """Return the rule the poll runs under, as it was copied from the by-laws."""
    return parse_poll_rule(poll.rule)


def _rule_for(bylaws: Bylaws, question: Question) -> PollRule:
    rule = poll_rule(bylaws, question.kind)
    if rule.question.secrecy is Secrecy.SECRET:
        raise SecretNeedsPaper(kind=str(question.kind))
    form = VotingForm(question.method) if question.method else rule.question.form
    if rule.question.concurrent and form is not VotingForm.ROLL_CALL:
        raise BlocsNeedRollCall
    return replace(rule, question=replace(rule.question, form=form))


def languages_missing(poll: Poll) -> Sequence[str]:
    """Return the required languages in which question or operative text are not checked now."""
    texts: Iterable[Text] = [poll.question, *operative_texts(poll)]
    return list(missing_languages(texts, bylaws_in(poll.meeting).languages.required))


def _write_roll(poll: Poll, roll: Roll) -> None:
    if not roll.lines:
        raise NobodyEntitled
    RollEntry.objects.bulk_create(
        RollEntry(
            poll=poll,
            member_id=line.voter,
            seat_id=line.seat,
            bloc_key=line.bloc,
            is_alternate=line.is_alternate,
        )
        for line in roll.lines
    )


def _figures(roll: Roll) -> dict[str, object]:
    return {
        "whole": write_document(roll.electorate),
        "blocs": {bloc: write_document(figures) for bloc, figures in roll.by_bloc.items()},
    }


def _item(item_id: int) -> AgendaItem:
    rows = AgendaItem.objects.select_related("meeting__bylaws", "meeting__body")
    item = one_or_none(rows.filter(pk=item_id))
    if item is None:
        raise Unseen
    return item


def _frozen(poll: Poll, entitled: int) -> PollFrozen:
    return PollFrozen(
        poll_id=poll.pk,
        item_id=poll.item_id,
        entitled=entitled,
        missing_languages=tuple(poll.missing_languages),
        override_reason=poll.override_reason,
    )
