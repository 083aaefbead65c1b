"""The one way into a lot: lock it, then ask who is there; and its record."""

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.lots.kinds import ActKind
from council.lots.models import Lot, LotRecord


def enter_lot(*, actor: User, lot_id: int, permission: str = "lots.conduct_lot") -> Lot:
    """Return the lot, locked until the transaction ends, for somebody who may move it on.

    Of two registrars who press the same button, the second finds the lot moved on.

    Raises:
        PermissionDenied: the actor may not.
    """
    lot = Lot.objects.select_for_update(of=("self",)).select_related("body__council").get(pk=lot_id)
    authorise(actor, permission, lot)
    return lot


def record(lot: Lot, kind: ActKind, actor: User | None, **facts: object) -> LotRecord:
    """Write an act into the record that everybody may read."""
    return LotRecord.objects.create(lot=lot, kind=kind, actor=actor, facts=facts)
