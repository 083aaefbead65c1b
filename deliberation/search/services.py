"""Keeping the index: reading anew what changed, or everything."""

from django.db import DEFAULT_DB_ALIAS, transaction

from council.accounts.models import User
from deliberation.rules.finding import Kind
from deliberation.search.machinery import merge
from deliberation.search.models import Due, Findable, Wording
from deliberation.search.selectors.sources import ids_of, public

AT_ONCE = 200  # things read anew in one transaction
CHANGES = 10_000  # looked at in one; a thing that is written has many


def catch_up(*, actor: User | None, at_most: int = AT_ONCE) -> int:
    """Read anew what changed, before somebody searches; it is shown to everybody alike.

    Returns:
        How many things were read; 0 when the index tells what there is.
    """
    if not Due.objects.exists():  # nearly always: then nothing is locked
        return 0
    return _work_off(at_most)


@transaction.atomic
def _work_off(at_most: int) -> int:
    # Locked from the oldest: who comes second waits, and finds what the first has left.
    rows = Due.objects.select_for_update(of=("self",)).order_by("pk")[:CHANGES]
    changes = {one.pk: (one.kind, one.object_id) for one in rows}
    things = list(dict.fromkeys(changes.values()))[:at_most]
    for kind, object_id in things:
        _read_anew(kind, object_id)
    done = set(things)
    Due.objects.filter(pk__in=[pk for pk, thing in changes.items() if thing in done]).delete()
    return len(things)


def rebuild(*, actor: User | None) -> int:
    """Read everything anew, and let nothing linger of what left the index.

    Returns:
        How many things the public can find.
    """
    for kind in Kind:
        for object_id in ids_of(kind):
            with transaction.atomic():
                _read_anew(kind, object_id)
        gone = Findable.objects.filter(kind=kind).exclude(object_id__in=ids_of(kind))
        gone.delete()
    while catch_up(actor=actor):
        continue
    merge(DEFAULT_DB_ALIAS)
    return Findable.objects.count()


def _read_anew(kind: Kind, object_id: int) -> None:
    Findable.objects.filter(kind=kind, object_id=object_id).delete()
    found = public(kind, object_id)
    if found is not None:
        findable = found.findable(kind, object_id)
        findable.save()
        Wording.objects.bulk_create(found.wordings(findable))
