"""The one door to sealed answers: who opens them is asked, and every opening is written down."""

from django.conf import settings
from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import (
    Body,
    MandateRole,
    Member,
    Office,
    QuotaAccess,
    QuotaPurpose,
    QuotaRecord,
    Term,
)
from council.members.quota.keys import KeyRing
from council.members.quota.sealing import Label, seal, unseal
from council.members.selectors import current, places_of, today_in
from council.members.selectors.composition import targets_of, term_of
from council.rules.targets import (
    SEAT,
    Answer,
    Answers,
    Check,
    Group,
    Place,
    check,
    findings_of,
    kept_for,
    of_bloc,
    of_office,
)
from council.rules.targets.reporting import Line, report


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
def check_composition(*, actor: User, body_id: int) -> Check:
    """Return how the body's targets stand today; single answers stay inside.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        BrokenSeal: a record is not the one that was written.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    authorise(actor, "members.check_composition", body.council)
    QuotaAccess.objects.create(
        council=body.council, body=body, actor=actor, purpose=QuotaPurpose.CHECK
    )
    return check(_places(body), targets_of(body))


@transaction.atomic
def count_for_report(*, actor: User, body_id: int) -> tuple[Line, ...]:
    """Return what may be told in public of each of the body's targets.

    Raises:
        PermissionDenied: the actor may not publish the composition.
        BrokenSeal: a record is not the one that was written.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    authorise(actor, "members.publish_composition", body.council)
    QuotaAccess.objects.create(
        council=body.council, body=body, actor=actor, purpose=QuotaPurpose.REPORT
    )
    return report(findings_of(_places(body), targets_of(body)))


def _places(body: Body) -> list[Place]:
    """Return the seats and the offices of the body with what their holders said."""
    said = _said(body)
    seats = [
        Place(
            _traits(place.seat.bloc.key if place.seat.bloc else "", place.seat.group),
            said.get(place.mandate.member_id, {}) if place.mandate else None,
        )
        for place in places_of(body, today_in(body.council))
        if place.mandate is None or place.mandate.role is MandateRole.TITULAR
    ]
    held = current(Office.objects.filter(body=body, member__is_active=True))
    offices = [
        Place(frozenset({of_office(kind)}), said.get(member, {}))
        for kind, member in held.values_list("kind", "member")
    ]
    return seats + offices


def _traits(bloc: str, group: str) -> frozenset[str]:
    traits = {SEAT}
    traits |= {of_bloc(bloc)} if bloc else set()
    return frozenset(traits | ({kept_for(group)} if group else set()))


def _said(body: Body) -> dict[int, dict[Group, Answer]]:
    """Open the answers of all who sit or hold office in the body."""
    sitting = {
        place.mandate.member_id
        for place in places_of(body, today_in(body.council))
        if place.mandate
    }
    officers = current(Office.objects.filter(body=body)).values_list("member", flat=True)
    records = QuotaRecord.objects.filter(
        term=term_of(body.council), member__in=sitting.union(officers)
    )
    return {record.member_id: opened(record) for record in records}
