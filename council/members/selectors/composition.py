"""Composition targets in force, and what a member or the registrar may know of declarations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from django.db.models import Exists, F, OuterRef, Q

from council.members.models import (
    Body,
    CompositionReport,
    CompositionTarget,
    Council,
    Mandate,
    Member,
    QuotaAccess,
    QuotaConsent,
    QuotaRecord,
    Term,
)
from council.members.selectors.doors import require_keeper, seen
from council.members.selectors.facts import Viewer, current, is_member, member_of, today_in
from council.rules.targets import Group, Target, read_target

SHOWN_ACCESSES = 50


def term_of(council: Council, on: date | None = None) -> Term | None:
    """Return the council's term on the day (default: today), None between terms."""
    day = on or today_in(council)
    terms = Term.objects.filter(council=council, starts_on__lte=day)
    return terms.filter(Q(ends_on=None) | Q(ends_on__gt=day)).order_by("-number").first()


def targets_of(body: Body, on: date | None = None) -> list[Target]:
    """Return the body's targets in force on the day, by key."""
    day = on or today_in(body.council)
    rows = CompositionTarget.objects.filter(body=body, valid_from__lte=day)
    in_force = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).order_by("key")
    return [read_target(row.document) for row in in_force]


def target_rows_of(body: Body) -> list[CompositionTarget]:
    """Return the versions of the body's targets that hold today or later, by key."""
    rows = CompositionTarget.objects.filter(body=body)
    kept = rows.filter(Q(valid_to=None) | Q(valid_to__gt=today_in(body.council)))
    return list(kept.exclude(valid_to=F("valid_from")).order_by("key", "version"))


def target_for(viewer: Viewer, council: Council, target_id: int) -> CompositionTarget:
    """Return one version of a target.

    Raises:
        Unseen: the council has none such, or the viewer does not keep its registry.
    """
    require_keeper(viewer, council)
    rows = CompositionTarget.objects.filter(body__council=council, pk=target_id)
    return seen(rows.select_related("body").first())


def reports_for(viewer: Viewer, body: Body) -> list[CompositionReport]:
    """Return what was told of the body's composition, newest first; everybody may read it."""
    return list(CompositionReport.objects.filter(body=body).select_related("term"))


def groups_asked(council: Council) -> list[Group]:
    """Return the groups that targets in force in the council count; nobody is asked about others.

    They come in the order of ``Group``.
    """
    day = today_in(council)
    rows = CompositionTarget.objects.filter(body__council=council, valid_from__lte=day)
    in_force = rows.filter(Q(valid_to=None) | Q(valid_to__gt=day))
    named = {
        group for row in in_force for group in chain.from_iterable(read_target(row.document).group)
    }
    return [group for group in Group if group in named]


@dataclass(frozen=True)
class Declaration:
    """What a member sees of their own declaration, without what it says."""

    member: Member
    term: Term | None
    groups: Sequence[Group]
    has_answered: bool
    consents: Sequence[QuotaConsent]
    accesses: Sequence[QuotaAccess]


def declaration_for(viewer: Viewer, council: Council) -> Declaration:
    """Return the viewer's own declaration for the term.

    Raises:
        Unseen: the viewer is no member of the council.
    """
    member = seen(member_of(viewer, council.pk))
    term = term_of(council)
    return Declaration(
        member,
        term,
        groups_asked(council),
        QuotaRecord.objects.filter(member=member, term=term).exists(),
        list(QuotaConsent.objects.filter(member=member)),
        accesses_to(viewer, member),
    )


def is_asked(viewer: Viewer, council: Council) -> bool:
    """Say whether the viewer is a member who can say something that a target counts."""
    return is_member(viewer, council.pk) and bool(groups_asked(council))


def accesses_to(viewer: Viewer, member: Member) -> list[QuotaAccess]:
    """Return when, by whom and why the member's answers were opened, newest first."""
    bodies = Mandate.objects.filter(member=member).values("seat__body")
    rows = QuotaAccess.objects.filter(Q(member=member) | Q(body__in=bodies))
    return list(rows.select_related("body", "actor")[:SHOWN_ACCESSES])


@dataclass(frozen=True)
class Answered:
    """A member who sits in the body, and whether they have answered; never what."""

    member: Member
    has_answered: bool


def answered_in(viewer: Viewer, body: Body) -> list[Answered]:
    """Return who sits in the body and whether they have answered for the term.

    Raises:
        Unseen: the viewer does not keep the registry.
    """
    require_keeper(viewer, body.council)
    records = QuotaRecord.objects.filter(member=OuterRef("pk"), term=term_of(body.council))
    held = current(Mandate.objects.filter(seat__body=body, seat__is_abolished=False))
    sitting = Member.objects.filter(pk__in=held.values("member"))
    return [
        Answered(member, member.has_answered)
        for member in sitting.annotate(has_answered=Exists(records))
    ]
