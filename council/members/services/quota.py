"""The one door to sealed answers: who opens them is asked, and every opening is written down."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import (
    Allocation,
    Body,
    Member,
    Office,
    QuotaAccess,
    QuotaPurpose,
    QuotaRecord,
    Term,
)
from council.members.quota.keys import KeyRing
from council.members.quota.sealing import Label, seal, unseal
from council.members.selectors import current
from council.members.selectors.composition import targets_of, term_of
from council.members.selectors.counts import Holding, holders_on, traits_of
from council.rules.targets import (
    Answer,
    Answers,
    Group,
    Place,
    Told,
    findings_of,
    of_office,
    told_of,
)


def key_ring() -> KeyRing:
    """Return the keys of this installation."""
    return KeyRing(settings.QUOTA_KEYS)


def sealed(member: Member, term: Term, answers: Answers) -> QuotaRecord:
    """Return a new record with the answers, sealed by the term's active key and not yet saved.

    Raises:
        KeyDestroyed: the answers of the term were made unreadable.
    """
    key = key_ring().active(term.pk)
    record = QuotaRecord(member=member, term=term, key_id=key.id)
    written = {str(group): str(answer) for group, answer in answers.items()}
    record.blob = seal(written, label_of(record), key_id=key.id, key=key.secret)
    return record


def opened(record: QuotaRecord) -> dict[Group, Answer]:
    """Return what a record says; whoever calls this has asked and written down who reads.

    Raises:
        BrokenSeal: the record is not the one that was written.
        KeyDestroyed: the answers of the term were made unreadable.
    """
    key = key_ring().of(record.key_id)
    found = unseal(bytes(record.blob), label_of(record), key_id=key.id, key=key.secret)
    return {Group(group): Answer(answer) for group, answer in found.items()}


def label_of(record: QuotaRecord) -> Label:
    """Return to whom the record's answers belong."""
    return Label(str(record.pk), record.member_id, record.term_id)


@transaction.atomic
def read_own(
    *, actor: User, member_id: int, purpose: QuotaPurpose = QuotaPurpose.OWN_ANSWERS
) -> dict[Group, Answer]:
    """Return what the actor said of themselves for the term; nothing when they said nothing.

    Raises:
        PermissionDenied: the answers are not the actor's own.
        BrokenSeal, KeyDestroyed: they cannot be read.
    """
    member = Member.objects.select_related("council").get(pk=member_id)
    authorise(actor, "members.declare_own", member)
    record = QuotaRecord.objects.filter(member=member, term=term_of(member.council)).first()
    answers = opened(record) if record else {}
    QuotaAccess.objects.create(council=member.council, member=member, actor=actor, purpose=purpose)
    return answers


@transaction.atomic
def shows(*, actor: User, allocation: Allocation) -> bool:
    """Say whether the person who agreed to it counts toward the group of an allocation.

    It is the only opening of one person's answer for somebody else; the person can read of it.

    Raises:
        PermissionDenied: the actor may not confirm allocations.
        BrokenSeal, KeyDestroyed: the answer cannot be read.
    """
    member, council = allocation.member, allocation.seat.body.council
    authorise(actor, "members.confirm_allocation", council)
    QuotaAccess.objects.create(
        council=council, member=member, actor=actor, purpose=QuotaPurpose.ALLOCATION
    )
    record = QuotaRecord.objects.filter(member=member, term=term_of(council)).first()
    said = opened(record) if record and allocation.agreed_at else {}
    return said.get(Group(allocation.group)) is Answer.YES


@transaction.atomic
def count_together(
    *,
    actor: User,
    body_id: int,
    on: date,
    meant: Mapping[int, int] | None = None,
    purpose: QuotaPurpose = QuotaPurpose.CHECK,
) -> tuple[Told, ...]:
    """Return what may be told of each of the body's targets; single answers stay inside.

    Whether these people may be counted beside those counted before is for ``counts`` to say.

    Args:
        actor: A keeper of the registry.
        body_id: Whose seats.
        on: The day for which they are counted.
        meant: Who is to hold a seat, by seat, instead of whoever holds it.
        purpose: Why; those counted can read it.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        BrokenSeal: a record is not the one that was written.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    authorise(actor, "members.check_composition", body.council)
    QuotaAccess.objects.create(council=body.council, body=body, actor=actor, purpose=purpose)
    holders = holders_on(body, on, meant)
    said = _said(body, holders, on)
    findings = findings_of(_places(body, holders, said, on), targets_of(body, on))
    silent = sum(member is not None and member not in said for _, member in holders)
    return told_of(findings, silent)


def _places(
    body: Body,
    holders: Iterable[Holding],
    said: Mapping[int, Answers],
    on: date,
) -> list[Place]:
    """Return the seats and the offices of the body with what their holders said."""
    seats = [
        Place(
            traits_of(seat),
            None if member is None else said.get(member, {}),
        )
        for seat, member in holders
    ]
    held = current(Office.objects.filter(body=body, member__is_active=True), on)
    offices = [
        Place(frozenset({of_office(kind)}), said.get(member, {}))
        for kind, member in held.values_list("kind", "member")
    ]
    return seats + offices


def _said(body: Body, holders: Iterable[Holding], on: date) -> dict[int, dict[Group, Answer]]:
    """Open the answers of all who sit or hold office in the body."""
    sitting = {member for _, member in holders if member is not None}
    officers = current(Office.objects.filter(body=body), on).values_list("member", flat=True)
    records = QuotaRecord.objects.filter(
        term=term_of(body.council), member__in=sitting.union(officers)
    )
    return {record.member_id: opened(record) for record in records}
