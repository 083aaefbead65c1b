"""Registry files: read, shown, and taken in as a whole or not at all."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.members.models import Council, RegistryImport
from council.members.registry.columns import Sheet, sheet_of
from council.members.registry.state import Registry
from council.members.registry.tables import Table
from council.members.services.door import enter_registry
from council.members.services.rehearsal import Desk, rows_of
from council.members.services.taking import (
    take_member,
    take_office,
    take_organisation,
    take_seat,
)
from council.rules.imports import FaultyImport, ImportIsDone, RegistryChanged, Rehearsal

RIGHT = "members.import_registry"
TAKE = {
    Sheet.ORGANISATIONS: take_organisation,
    Sheet.MEMBERS: take_member,
    Sheet.SEATS: take_seat,
    Sheet.OFFICES: take_office,
}


@transaction.atomic
def keep_import(
    *, actor: User, council_id: int, tables: Sequence[Table], starts_on: date
) -> RegistryImport:
    """Keep what was read until the clerk has looked at it; earlier readings of theirs are dropped.

    ``starts_on`` is the day from which the files are true: mandates and offices that they bring
    begin, and those that they contradict end, on that day.

    Raises:
        PermissionDenied: the actor may not import.
        UnknownTable: one of the files is no registry table.
    """
    council = enter_registry(actor=actor, council_id=council_id, permission=RIGHT)
    for table in tables:
        sheet_of(table)
    RegistryImport.objects.filter(council=council, created_by=actor, taken_in_at=None).delete()
    return RegistryImport.objects.create(
        council=council,
        rows=[table.plain() for table in tables],
        starts_on=starts_on,
        created_by=actor,
    )


def rehearse(*, actor: User, import_id: int) -> Rehearsal:
    """Say what taking in the file would do, by doing it and undoing it.

    So the preview applies every rule that the import will apply, and no other.

    Raises:
        PermissionDenied: the actor may not import.
        ImportIsDone: it has been taken in.
    """
    with transaction.atomic():
        rehearsal = _perform(actor, _open(actor, import_id))
        transaction.set_rollback(True)
    return rehearsal


@transaction.atomic
def take_in(*, actor: User, import_id: int, fingerprint: str) -> Rehearsal:
    """Take in the file exactly as it was shown, all of it or nothing.

    Raises:
        PermissionDenied: the actor may not import.
        ImportIsDone: it has been taken in before.
        FaultyImport: a row cannot be taken in.
        RegistryChanged: it would no longer do what was shown.
    """
    kept = _open(actor, import_id)
    rehearsal = _perform(actor, kept)
    if rehearsal.faults:
        raise FaultyImport(count=len(rehearsal.faults), faults=rehearsal.faults)
    if rehearsal.fingerprint != fingerprint:
        raise RegistryChanged
    kept.rows = []
    kept.taken_in_at = timezone.now()
    kept.save(update_fields=["rows", "taken_in_at"])
    return rehearsal


@transaction.atomic
def import_registry(
    *, actor: User, council_id: int, tables: Sequence[Table], starts_on: date
) -> Rehearsal:
    """Read and take in files in one go, for those who need no preview.

    Raises:
        PermissionDenied: the actor may not import.
        FaultyImport: a row cannot be taken in; nothing is.
    """
    council = enter_registry(actor=actor, council_id=council_id, permission=RIGHT)
    rehearsal = _take(actor, council, tables, starts_on)
    if rehearsal.faults:
        raise FaultyImport(count=len(rehearsal.faults), faults=rehearsal.faults)
    return rehearsal


def _open(actor: User, import_id: int) -> RegistryImport:
    kept = RegistryImport.objects.get(pk=import_id)
    enter_registry(actor=actor, council_id=kept.council_id, permission=RIGHT)
    kept.refresh_from_db()  # only now is the registry locked
    if kept.taken_in_at is not None:
        raise ImportIsDone
    return kept


def _perform(actor: User, kept: RegistryImport) -> Rehearsal:
    tables = [Table.from_plain(plain) for plain in kept.rows]
    return _take(actor, kept.council, tables, kept.starts_on)


def _take(actor: User, council: Council, tables: Sequence[Table], on: date) -> Rehearsal:
    desk = Desk(actor, Registry.of(council, on))
    for sheet, rows in rows_of(desk, tables).items():
        for row in rows:
            with desk.row(row):
                TAKE[sheet](desk, row)
        _settle(desk)
    return desk.outcome()


def _settle(desk: Desk) -> None:
    """Let begin what had to wait until everything that ends had ended."""
    for row, act in desk.later:
        with desk.row(row):
            act()
    desk.later.clear()
