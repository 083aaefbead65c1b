"""By-laws: a change is a new version; old ones stay as they were."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from council.accounts.models import User
from council.members.bylaws.check import parse_for
from council.members.models import Bloc, Body, Council, RulesOfProcedure
from council.members.services.door import enter_registry
from council.rules.bylaws import dump
from council.rules.composition import BylawsOutOfOrder, BylawsUnchanged


@transaction.atomic
def adopt_bylaws(
    *,
    actor: User,
    body_id: int,
    document: Mapping[str, object],
    valid_from: date,
    note: str = "",
) -> RulesOfProcedure:
    """Give a body new by-laws from a day on; what runs under the old ones is not touched.

    Raises:
        PermissionDenied: the actor may not change by-laws.
        InvalidBylaws: with every problem of the document.
        BylawsOutOfOrder: the last version takes effect later than that.
        BylawsUnchanged: the last version says the same.
    """
    body = Body.objects.get(pk=body_id)
    council = enter_registry(
        actor=actor, council_id=body.council_id, permission="members.manage_bylaws"
    )
    checked = dump(parse_for(document, blocs=_bloc_keys(council), languages=council.languages))
    last = RulesOfProcedure.objects.filter(body=body).order_by("-version").first()
    _require_change(last, checked, valid_from)
    return RulesOfProcedure.objects.create(
        body=body,
        version=last.version + 1 if last else 1,
        document=checked,
        note=note,
        valid_from=valid_from,
        created_by=actor,
    )


def _require_change(
    last: RulesOfProcedure | None, document: Mapping[str, object], valid_from: date
) -> None:
    if last and last.valid_from > valid_from:
        raise BylawsOutOfOrder(version=last.version, valid_from=last.valid_from)
    if last and last.document == document:
        raise BylawsUnchanged(version=last.version)


def _bloc_keys(council: Council) -> set[str]:
    return set(Bloc.objects.filter(council=council).values_list("key", flat=True))
