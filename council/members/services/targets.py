"""Composition targets of a body: a change ends one version and begins the next."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Q

from council.accounts.models import User
from council.members.models import Body, CompositionTarget
from council.members.selectors import today_in
from council.members.selectors.composition import targets_of
from council.members.selectors.counts import check_vacant, holders_on
from council.members.services.door import enter_registry
from council.rules.composition import TargetHasEnded, TargetsContradict
from council.rules.targets import Target, dump_target, read_target


@transaction.atomic
def adopt_target(
    *, actor: User, body_id: int, document: Mapping[str, object], valid_from: date
) -> CompositionTarget:
    """Give a body a composition target from a day on; one of the same key ends on that day.

    Raises:
        PermissionDenied, InvalidDocument, TargetHasEnded, TargetsContradict: see
            ``adopt_targets``.
    """
    documents = [document]
    return adopt_targets(actor=actor, body_id=body_id, documents=documents, valid_from=valid_from)[
        0
    ]


@transaction.atomic
def adopt_targets(
    *,
    actor: User,
    body_id: int,
    documents: Sequence[Mapping[str, object]],
    valid_from: date,
) -> list[CompositionTarget]:
    """Give a body several targets from a day on, or none of them.

    Raises:
        PermissionDenied: the actor may not set targets.
        InvalidDocument: with every problem.
        TargetHasEnded: the version before begins later than that.
        TargetsContradict: with why, and the smallest ways to give way; looked at are the seats
            and the targets alone, never who sits there.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    enter_registry(actor=actor, council_id=body.council_id, permission="members.manage_targets")
    made = [_adopt(actor, body, read_target(one), valid_from) for one in documents]
    _require_possible(body, {one.key for one in made}, valid_from)
    return made


def _adopt(actor: User, body: Body, target: Target, valid_from: date) -> CompositionTarget:
    versions = CompositionTarget.objects.filter(body=body, key=target.key)
    last = versions.order_by("-version").first()
    if last and valid_from < last.valid_from:
        raise TargetHasEnded(key=target.key)
    versions.filter(Q(valid_to=None) | Q(valid_to__gt=valid_from)).update(valid_to=valid_from)
    return CompositionTarget.objects.create(
        body=body,
        key=target.key,
        version=last.version + 1 if last else 1,
        document=dump_target(target),
        valid_from=valid_from,
        created_by=actor,
    )


def _require_possible(body: Body, keys: set[str], on: date) -> None:
    """Stop targets that nobody could keep; a body without seats yet may be given any."""
    holders = holders_on(body, max(on, today_in(body.council)))
    if not holders:
        return
    targets = targets_of(body, on)
    found = [
        one
        for one in check_vacant(holders, targets).contradictions()
        if not keys.isdisjoint(one.keys)
    ]
    if found:
        named = sorted({key for one in found for key in one.keys})
        raise TargetsContradict(keys=", ".join(named), contradictions=found, targets=targets)


@transaction.atomic
def end_target(*, actor: User, target_id: int, valid_to: date) -> CompositionTarget:
    """Let a target hold no longer; ``valid_to`` is the first day without it.

    Raises:
        PermissionDenied: the actor may not set targets.
        TargetHasEnded: it ended before, or begins later than that.
    """
    target = CompositionTarget.objects.select_related("body").get(pk=target_id)
    enter_registry(
        actor=actor, council_id=target.body.council_id, permission="members.manage_targets"
    )
    ended = target.valid_to is not None and target.valid_to <= valid_to
    if ended or valid_to < target.valid_from:
        raise TargetHasEnded(key=target.key)
    target.valid_to = valid_to
    target.save(update_fields=["valid_to"])
    return target
