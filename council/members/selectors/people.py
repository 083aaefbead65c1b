"""Members and organisations, as those who keep the registry see them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet

from council.accounts.models import User
from council.members.models import Council, Mandate, Member, Office, Organisation, RegistryImport
from council.members.selectors.doors import require_keeper, seen
from council.members.selectors.facts import Viewer, current, member_of, today_in
from council.rules.naming import fold, skeleton, username_from


@dataclass(frozen=True)
class MemberFilter:
    """Which members are wanted; an empty answer means: all."""

    words: str = ""
    body: str = ""
    bloc: str = ""
    state: str = "active"


def members_for(viewer: Viewer, council: Council, wanted: MemberFilter) -> list[Member]:
    """Return the members that fit, by name, with what they hold today.

    Words are compared folded: case, marks, alef and yeh, dotted and dotless i do not matter.
    """
    require_keeper(viewer, council)
    rows = Member.objects.filter(council=council).select_related("organisation", "user")
    if wanted.state:
        rows = rows.filter(is_active=wanted.state == "active")
    if wanted.body:
        rows = rows.filter(_belongs_to(council, "body", wanted.body))
    if wanted.bloc:
        rows = rows.filter(_belongs_to(council, "bloc", wanted.bloc))
    parts = fold(wanted.words).split()
    found = [one for one in _with_duties(rows, council) if _fits(one, parts)]
    return sorted(found, key=lambda one: fold(one.public_name))


def _belongs_to(council: Council, what: str, key: str) -> Q:
    now = current(Mandate.objects.filter(seat__body__council=council), today_in(council))
    seats = now.filter(**{f"seat__{what}__key": key}).values("member")
    if what == "bloc":
        return Q(pk__in=seats)
    offices = current(Office.objects.filter(body__council=council, body__key=key))
    return Q(pk__in=seats) | Q(pk__in=offices.values("member"))


def _with_duties(rows: QuerySet[Member], council: Council) -> QuerySet[Member]:
    today = today_in(council)
    mandates = current(Mandate.objects.select_related("seat__body", "seat__bloc"), today)
    offices = current(Office.objects.select_related("body"), today)
    return rows.prefetch_related(
        Prefetch("mandates", mandates.order_by("seat__body_id", "seat__number"), "held"),
        Prefetch("offices", offices.order_by("body_id", "pk"), "duties"),
    )


def _fits(member: Member, parts: Sequence[str]) -> bool:
    organisation = member.organisation.names.values() if member.organisation else ()
    words = (member.public_name, member.native_name, member.key, member.email, *organisation)
    text = fold(" ".join(words))
    return all(part in text for part in parts)


def member_for(viewer: Viewer, council: Council, member_id: int) -> Member:
    """Return a member with all mandates and offices, past ones too, newest first.

    Raises:
        Unseen: the council has no such member, or the viewer does not keep its registry.
    """
    require_keeper(viewer, council)
    mandates = Mandate.objects.select_related("seat__body", "seat__bloc", "term")
    offices = Office.objects.select_related("body")
    rows = Member.objects.filter(council=council, pk=member_id).select_related(
        "organisation", "user", "council"
    )
    found = rows.prefetch_related(
        Prefetch("mandates", mandates.order_by("-starts_on", "-pk"), "held"),
        Prefetch("offices", offices.order_by("-starts_on", "-pk"), "duties"),
    ).first()
    return seen(found)


def own_members(viewer: User) -> list[Member]:
    """Return who the viewer is in each of their councils, with the council."""
    rows = Member.objects.filter(user=viewer, is_active=True).select_related("council")
    return list(rows.order_by("council_id"))


def own_member(viewer: User, council: Council) -> Member:
    """Return who the viewer is in the council.

    Raises:
        Unseen: nobody; they are strangers there or deactivated.
    """
    return seen(member_of(viewer, council.pk))


def lookalikes(
    viewer: Viewer, council: Council, name: str, *, besides: int | None = None
) -> list[str]:
    """Return public names that could be taken for ``name``: the clerk decides whether they may."""
    require_keeper(viewer, council)
    others = Member.objects.filter(council=council, is_active=True).exclude(pk=besides or 0)
    wanted = skeleton(name)
    names = others.values_list("public_name", flat=True)
    return [other for other in names if skeleton(other) == wanted]


def username_for(viewer: Viewer, council: Council, name: str) -> str:
    """Propose a username that nobody in the council has: from the name, or by number."""
    require_keeper(viewer, council)
    keys = set(Member.objects.filter(council=council).values_list("key", flat=True))
    stem = username_from(name)
    if stem and stem not in keys:
        return stem
    stem, number = (stem, 2) if stem else ("member", len(keys) + 1)
    while f"{stem}.{number}" in keys:
        number += 1
    return f"{stem}.{number}"


def organisations_for(viewer: Viewer, council: Council, words: str = "") -> list[Organisation]:
    """Return the council's organisations that fit, with how many members and seats they have."""
    require_keeper(viewer, council)
    rows = Organisation.objects.filter(council=council).select_related("bloc")
    counted = rows.annotate(
        people=Count("members", filter=Q(members__is_active=True), distinct=True),
        places=Count("seats", filter=Q(seats__is_abolished=False), distinct=True),
    )
    part = fold(words)
    return [one for one in counted.order_by("key") if part in fold(" ".join(one.names.values()))]


def organisation_for(viewer: Viewer, council: Council, organisation_id: int) -> Organisation:
    """Return one organisation. Raises ``Unseen`` if the council has none such."""
    require_keeper(viewer, council)
    return seen(Organisation.objects.filter(council=council, pk=organisation_id).first())


def import_for(viewer: Viewer, council: Council, import_id: int) -> RegistryImport:
    """Return a kept import of the viewer's own. Raises ``Unseen`` for those of others."""
    require_keeper(viewer, council)
    rows = RegistryImport.objects.filter(council=council, created_by=viewer.pk, pk=import_id)
    return seen(rows.first())
