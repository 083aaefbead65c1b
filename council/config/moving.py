"""From the embedded installation to the large one: every row, in one transaction, compared."""

from collections.abc import Iterator
from io import StringIO
from itertools import zip_longest

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import Model

from council.config.databases import database_of

SOURCE, TARGET = "default", "target"
LOT = 1000  # read at a time [rows]

Models = list[type[Model]]


class NotEmpty(Exception):
    """Somebody has an account in the database that was to be filled."""


class Different(Exception):
    """A table did not arrive as it was sent."""


def move(url: str) -> dict[str, int]:
    """Copy everything into the PostgreSQL database at ``url``; return how many rows, by table.

    The guards of the target refuse the past, such as a ballot in a poll that is closed, and are
    therefore taken off its tables while nobody else can see them. All stand again at the end.

    Raises:
        NotEmpty: the target is in use.
        Different: what arrived is not what was sent. Nothing is kept of it.
    """
    connections.databases[TARGET] = connections.configure_settings(
        {"default": {}, TARGET: database_of(url)}
    )[TARGET]
    call_command("migrate", database=TARGET, verbosity=0)
    models = [each for each in apps.get_models(include_auto_created=True) if _is_ours(each)]
    _require_unused()
    with transaction.atomic(using=SOURCE), transaction.atomic(using=TARGET):
        for table in _tables(models):
            _say(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        _say(f"TRUNCATE {', '.join(_tables(models))}")
        copied = {model._meta.db_table: _copy(model) for model in models}
        _say("SET CONSTRAINTS ALL IMMEDIATE")
        for table in _tables(models):
            _say(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        for statement in connections[TARGET].ops.sequence_reset_sql(no_style(), models):
            _say(statement)
    call_command("check", databases=[TARGET], stdout=StringIO())
    return copied


def _is_ours(model: type[Model]) -> bool:
    return bool(model._meta.managed) and not model._meta.proxy


def _require_unused() -> None:
    if apps.get_model("accounts.User")._base_manager.using(TARGET).exists():
        raise NotEmpty


def _tables(models: Models) -> list[str]:
    return [connections[TARGET].ops.quote_name(model._meta.db_table) for model in models]


def _say(statement: str) -> None:
    with connections[TARGET].cursor() as cursor:
        cursor.execute(statement)


def _copy(model: type[Model]) -> int:
    rows = 0
    for row in model._base_manager.using(SOURCE).order_by("pk").iterator(LOT):
        row.save_base(raw=True, using=TARGET, force_insert=True)
        rows += 1
    for sent, arrived in zip_longest(_rows(model, SOURCE), _rows(model, TARGET)):
        if sent != arrived:
            raise Different(model._meta.db_table)
    return rows


def _rows(model: type[Model], alias: str) -> Iterator[dict[str, object]]:
    return model._base_manager.using(alias).order_by("pk").values().iterator(LOT)
