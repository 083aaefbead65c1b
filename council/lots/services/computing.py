"""The fairest lottery: asked for on a page, computed by a process of its own, kept or given up."""

import secrets
from functools import partial
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from council.accounts.models import User
from council.lots.kinds import SILENCE, ActKind, ComputationStatus
from council.lots.models import Computation, Lot, Volunteer
from council.lots.sealing import LotSeal
from council.lots.services.door import enter_lot, record
from council.lots.working import Pulse, set_to_work
from council.rules.bounds import InfeasibleComposition
from council.rules.lot.ceremony import Draws, commitment
from council.rules.lot.fairness import LotRule, contradiction
from council.rules.lot.lottery import LotOrder, Lottery, make_lottery
from council.rules.lot.pool import Pool
from council.rules.lot.procedure import LotAct, LotStatus, advance
from council.rules.lot.publication import publish
from council.rules.lot.quotas import pool_of, read_quota
from council.rules.lot.relaxing import Relaxation, relaxations

BEAT = 2  # seconds


class GivenUp(Exception):
    """The computation was cancelled while it ran."""


@transaction.atomic
def start_computation(*, actor: User, lot_id: int) -> Computation:
    """Close the pool and have its lottery computed, in a process of its own.

    A computation that has fallen silent is replaced.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: it is being computed, or was.
        TooFewVolunteers: there are fewer volunteers than seats.
        BrokenSeal, KeyDestroyed: the pool cannot be read.
    """
    made = _begin(actor, lot_id)
    after = partial(note_end, actor=None, computation_id=made.pk)
    transaction.on_commit(lambda: set_to_work(made.pk, lambda code: after(exit_code=code)))
    return made


@transaction.atomic
def compute_at_once(*, actor: User, lot_id: int) -> None:
    """Close a small pool and compute its lottery here and now; not for pages.

    Raises:
        PermissionDenied, LotHasMovedOn, TooFewVolunteers, …: see ``start_computation``.
    """
    made = _begin(actor, lot_id)
    _compute(None, made)


def _begin(actor: User, lot_id: int) -> Computation:
    lot = enter_lot(actor=actor, lot_id=lot_id)
    _give_up_silent(lot)
    lot.status = advance(lot.status, LotAct.COMPUTE)
    read_pool_of(lot)
    lot.save(update_fields=["status"])
    record(lot, ActKind.COMPUTATION_STARTED, actor)
    return Computation.objects.create(lot=lot)


@transaction.atomic
def cancel_computation(*, actor: User, lot_id: int) -> Lot:
    """Give a running computation up and open the pool again; its process stops by itself.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: nothing is being computed.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    lot.status = advance(lot.status, LotAct.STOP)
    lot.save(update_fields=["status"])
    _end(lot, ComputationStatus.CANCELLED)
    record(lot, ActKind.COMPUTATION_CANCELLED, actor)
    return lot


@transaction.atomic
def reopen_lot(*, actor: User, lot_id: int) -> Lot:
    """Open the pool again after a computation; its lottery, not yet published, is forgotten.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: there is no lottery, or it is published.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    lot.status = advance(lot.status, LotAct.REOPEN)
    lot.lottery, lot.sealed_secret = "", b""
    lot.save(update_fields=["status", "lottery", "sealed_secret"])
    record(lot, ActKind.REOPENED, actor)
    return lot


def read_pool_of(lot: Lot) -> Pool:
    """Return the pool of a lot; what it says of people stays in this process.

    Raises:
        TooFewVolunteers: there are fewer volunteers than seats.
    """
    seal = LotSeal(lot)
    people = {one.ticket: seal.groups_of(one) for one in Volunteer.objects.filter(lot=lot)}
    quotas = [read_quota(plain) for plain in lot.quotas]
    return pool_of(lot.seats.count(), quotas, people)


def work_out(*, actor: None, computation_id: int) -> None:
    """Compute what was asked for, and keep it; for the process that does nothing else.

    Quotas that cannot be kept together are named, with the smallest ways out. If the computation
    is cancelled meanwhile, nothing is kept.
    """
    computation = Computation.objects.select_related("lot").get(pk=computation_id)
    with Pulse(partial(_beat, computation_id), BEAT):
        _compute(actor, computation)


def _compute(actor: None, computation: Computation) -> None:
    pool = read_pool_of(computation.lot)
    try:
        lottery = _lottery(pool, computation)
    except InfeasibleComposition:
        _keep_findings(actor, computation.pk, contradiction(pool), relaxations(pool))
    except GivenUp:
        return
    else:
        _keep_lottery(actor, computation.pk, lottery)


def _lottery(pool: Pool, computation: Computation) -> Lottery:
    order = LotOrder(LotRule.LEXIMIN, computation.lot.alternates)
    mixing = Draws(secrets.token_bytes(32))
    return make_lottery(pool, order, mixing, partial(_tell_progress, computation.pk))


def _tell_progress(computation_id: int, settled: int, kinds: int) -> None:
    running = Computation.objects.filter(pk=computation_id, status=ComputationStatus.RUNNING)
    if not running.update(settled=settled, kinds=kinds, beat_at=timezone.now()):
        raise GivenUp


def _beat(computation_id: int) -> None:
    Computation.objects.filter(pk=computation_id).update(beat_at=timezone.now())
    connection.close()  # of the thread that beats


@transaction.atomic
def _keep_lottery(actor: None, computation_id: int, lottery: Lottery) -> None:
    lot = _still_wanted(computation_id)
    if lot is None:
        return
    secret = secrets.token_hex(32)
    lot.lottery = publish(lottery, commitment(secret))
    lot.sealed_secret = LotSeal(lot).seal_secret(secret)
    lot.status = advance(lot.status, LotAct.FINISH)
    lot.save(update_fields=["lottery", "sealed_secret", "status"])
    number, chances = len(lottery.panels), lottery.chances
    volunteers = list(Volunteer.objects.filter(lot=lot))
    for one in volunteers:
        one.panels = int(chances[one.ticket] * number)
    Volunteer.objects.bulk_update(volunteers, ["panels"], batch_size=500)
    _end(lot, ComputationStatus.DONE)
    record(lot, ActKind.LOTTERY_COMPUTED, actor, panels=number)


@transaction.atomic
def _keep_findings(
    actor: None,
    computation_id: int,
    groups: tuple[str, ...],
    ways: tuple[Relaxation, ...],
) -> None:
    lot = _still_wanted(computation_id)
    if lot is None:
        return
    lot.status = advance(lot.status, LotAct.STOP)
    lot.save(update_fields=["status"])
    found: dict[str, Any] = {
        "groups": list(groups),
        "ways": [[(one.group, one.least, one.most) for one in way.bounds] for way in ways],
    }
    _end(lot, ComputationStatus.INFEASIBLE, found)
    record(lot, ActKind.FOUND_INFEASIBLE, actor)


@transaction.atomic
def note_end(*, actor: None, computation_id: int, exit_code: int) -> None:
    """Open the pool again if the process ended without a result."""
    lot = _still_wanted(computation_id)
    if lot is not None:
        _break_off(lot)


def _still_wanted(computation_id: int) -> Lot | None:
    """Return the lot, locked, while the computation is the one that runs for it."""
    lot_id = Computation.objects.values_list("lot_id", flat=True).get(pk=computation_id)
    lot = Lot.objects.select_for_update(of=("self",)).get(pk=lot_id)
    running = Computation.objects.filter(pk=computation_id, status=ComputationStatus.RUNNING)
    return lot if lot.status is LotStatus.COMPUTING and running.exists() else None


def _give_up_silent(lot: Lot) -> None:
    silent = Computation.objects.filter(
        lot=lot, status=ComputationStatus.RUNNING, beat_at__lt=timezone.now() - SILENCE
    )
    if lot.status is LotStatus.COMPUTING and silent.exists():
        _break_off(lot)


def _break_off(lot: Lot) -> None:
    lot.status = advance(lot.status, LotAct.STOP)
    lot.save(update_fields=["status"])
    _end(lot, ComputationStatus.FAILED)
    record(lot, ActKind.COMPUTATION_FAILED, None)


def _end(lot: Lot, status: ComputationStatus, findings: dict[str, Any] | None = None) -> None:
    Computation.objects.filter(lot=lot, status=ComputationStatus.RUNNING).update(
        status=status, ended_at=timezone.now(), findings=findings or {}
    )
