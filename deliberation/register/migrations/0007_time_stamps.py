"""Time stamps of checkpoints, by an outside authority; they stand as the checkpoints do."""

from collections.abc import Iterator

import django.db.models.deletion
import django.utils.timezone
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "register_timestamp"
GUARDS = (
    ("register_stamp_stands", "UPDATE", "ROW"),
    ("register_stamp_stays", "DELETE", "ROW"),
)
TRUNCATED = ("register_stamp_emptied", "TRUNCATE", "STATEMENT")
SQLITE = (
    "CREATE TRIGGER {name} BEFORE {moment} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the register only grows'); END"
)
FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the register only grows' USING ERRCODE = 'check_violation'; END $$"
)
TRIGGER = (
    "CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
)


def guards(vendor: str) -> tuple[tuple[str, str, str], ...]:
    """Return what guards the table on this database."""
    return GUARDS if vendor == "sqlite" else (*GUARDS, TRUNCATED)


def statements(vendor: str) -> Iterator[str]:
    """Yield what creates the guards."""
    for name, moment, each in guards(vendor):
        for statement in (SQLITE,) if vendor == "sqlite" else (FUNCTION, TRIGGER):
            yield statement.format(name=name, moment=moment, each=each, table=TABLE)


def create_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    with editor.connection.cursor() as cursor:
        for statement in statements(editor.connection.vendor):
            cursor.execute(statement)


def drop_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    is_sqlite = editor.connection.vendor == "sqlite"
    with editor.connection.cursor() as cursor:
        for name, _, _ in guards(editor.connection.vendor):
            cursor.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else f" ON {TABLE}"))
            if not is_sqlite:
                cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    """The table and its guards."""

    dependencies = [("register", "0006_publication")]
    operations = [
        migrations.CreateModel(
            name="TimeStamp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("response", models.BinaryField()),
                ("authority", models.CharField(max_length=200)),
                ("stamped_at", models.DateTimeField()),
                ("received_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("checkpoint", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="stamp", to="register.checkpoint")),
            ],
            options={"ordering": ("checkpoint",)},
        ),
        migrations.RunPython(create_guards, drop_guards),
    ]
