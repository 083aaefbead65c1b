"""How far a decision has come with each addressee, as everybody may read it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.texts.selectors import Reading, current_versions, reading
from deliberation.followup.models import Action, Answer, AnswerFile, Referral, Return
from deliberation.followup.selectors.timing import lateness
from deliberation.followup.words import KINDS, STAMPS, STATUSES, STEPS, VERDICTS
from deliberation.rules.followup import ReferralStatus


@dataclass(frozen=True, slots=True)
class ActionShown:
    """What an addressee promised."""

    pk: int
    text: Reading
    due_on: date
    done_on: date | None
    evidence: str


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file that came with an answer; of an erased one only the fingerprint is left."""

    pk: int
    name: str
    size: int  # [bytes]
    sha512: str
    is_erased: bool


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """An answer for a reader of one language."""

    pk: int
    verdict: Promise
    stamp: str
    text: Reading
    answered_on: date
    reference: str
    signed_by: str
    files: Sequence[FileShown]


@dataclass(frozen=True, slots=True)
class WithdrawnShown:
    """An answer that its addressee took back."""

    answer: AnswerShown
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Way:
    """A decision before one addressee."""

    pk: int
    number: str
    decision_id: int
    addressee: Mapping[str, str]
    kind: Promise
    status: ReferralStatus
    label: Promise
    reference: str
    their_reference: str
    awaited: Promise | None
    due_at: datetime | None
    days_late: int
    is_closed: bool
    close_reason: str
    answer: AnswerShown | None
    withdrawn: Sequence[WithdrawnShown]
    actions: Sequence[ActionShown]
    returns: Sequence[Return]
    steps: Sequence[Mapping[str, object]]

    @property
    def needs_a_day(self) -> bool:
        """Whether nobody typed in yet when the addressee will consider the matter."""
        return self.due_at is None and self.status is ReferralStatus.FORWARDED

    @property
    def files(self) -> Sequence[FileShown]:
        """Files that came with its answers, also with those withdrawn, and are not erased."""
        answers = [*([self.answer] if self.answer else []), *(one.answer for one in self.withdrawn)]
        return [file for one in answers for file in one.files if not file.is_erased]

    @property
    def is_settled(self) -> bool:
        """Whether the council found that it was carried out, or that it was not."""
        return self.status in {ReferralStatus.IMPLEMENTED, ReferralStatus.DECLINED}

    @property
    def may_consider(self) -> bool:
        """Whether it can still be recorded that the addressee considered the matter."""
        return not self.is_closed and self.status is ReferralStatus.FORWARDED


def referrals() -> QuerySet[Referral]:
    """Return all referrals with what a page tells of them; seven queries however many."""
    files = Prefetch("files", AnswerFile.objects.defer("content"))
    answers = Answer.objects.select_related("text").prefetch_related(files)
    actions = Action.objects.select_related("text")
    returns = Return.objects.select_related("meeting__body")
    rows = Referral.objects.select_related("addressee", "decision__council", "decision__body")
    return rows.prefetch_related(
        Prefetch("answers", answers.prefetch_related(current_versions("text__versions"))),
        Prefetch("actions", actions.prefetch_related(current_versions("text__versions"))),
        Prefetch("returns", returns),
    )


def ways_of(decision_id: int, language: str) -> Sequence[Way]:
    """Return the way of the decision before each addressee, oldest first."""
    rows = referrals().filter(decision=decision_id).order_by("pk")
    return ways(rows, language)


def ways(rows: Iterable[Referral], language: str) -> Sequence[Way]:
    """Return the referrals for a reader of the language."""
    now = timezone.now()
    return [_way(one, language, now) for one in rows]


def _way(referral: Referral, language: str, now: datetime) -> Way:
    answers = list(referral.answers.all())
    answer = next((one for one in answers if one.withdrawn_at is None), None)
    return Way(
        pk=referral.pk,
        number=referral.decision.number,
        decision_id=referral.decision_id,
        addressee=referral.addressee.names,
        kind=KINDS[referral.addressee.kind],
        status=referral.status,
        label=STATUSES[referral.status],
        reference=referral.reference,
        their_reference=referral.their_reference,
        awaited=STEPS[referral.due_step] if referral.due_step else None,
        due_at=referral.due_at,
        days_late=lateness(referral, now),
        is_closed=referral.closed_at is not None,
        close_reason=referral.close_reason,
        answer=None if answer is None else _answer(answer, language),
        withdrawn=list(_withdrawn(answers, language)),
        actions=[_action(one, language) for one in referral.actions.all()],
        returns=list(referral.returns.all()),
        steps=_steps(referral, answer),
    )


def _answer(answer: Answer, language: str) -> AnswerShown:
    return AnswerShown(
        pk=answer.pk,
        verdict=VERDICTS[answer.verdict],
        stamp=STAMPS[answer.verdict],
        text=reading(answer.text, language),
        answered_on=answer.answered_on,
        reference=answer.reference,
        signed_by=answer.signed_by,
        files=[
            FileShown(one.pk, one.name, one.size, one.sha512, one.erased_at is not None)
            for one in answer.files.all()
        ],
    )


def _withdrawn(answers: Iterable[Answer], language: str) -> Iterator[WithdrawnShown]:
    for one in answers:
        if one.withdrawn_at is not None:
            yield WithdrawnShown(_answer(one, language), one.withdrawn_at, one.withdraw_reason)


def _action(action: Action, language: str) -> ActionShown:
    shown = reading(action.text, language)
    return ActionShown(action.pk, shown, action.due_on, action.done_on, action.evidence)


def _steps(referral: Referral, answer: Answer | None) -> Sequence[Mapping[str, object]]:
    awaited = None if answer else referral.meets_on  # who has answered is not asked to meet
    considers = referral.considered_on or awaited
    rows: list[tuple[object, date | datetime | None, str]] = [
        (STATUSES[ReferralStatus.FORWARDED], referral.forwarded_on, referral.reference),
        (_("Receipt confirmed"), referral.received_at, referral.their_reference),
    ]
    if considers is not None:
        label = STATUSES[ReferralStatus.CONSIDERED]
        rows.append((label, referral.considered_on, referral.considered_reference))
    rows.append((STATUSES[ReferralStatus.ANSWERED], answer.answered_on if answer else None, ""))
    closed = pgettext_lazy("a matter before an addressee", "Closed by the council")
    rows.append((closed, referral.closed_at, referral.close_reason))
    now = next((place for place, (_label, at, _note) in enumerate(rows) if at is None), len(rows))
    return [
        {
            "label": label,
            "state": "done" if at is not None else "now" if place == now else "",
            "when": at,
            "note": note,
        }
        for place, (label, at, note) in enumerate(rows)
    ]
