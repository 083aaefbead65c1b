"""The journal is append-only: no entry is changed, none is deleted."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    "CREATE TRIGGER entry_{name} BEFORE {moment} ON ledger_entry "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
)
POSTGRESQL = (
    "CREATE FUNCTION entry_stays() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'the journal is append-only' USING ERRCODE = 'check_violation'; END $$",
    "CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON ledger_entry "
    "FOR EACH ROW EXECUTE FUNCTION entry_stays()",
)


def create_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "sqlite":
            cursor.execute(SQLITE.format(name="stays", moment="UPDATE"))
            cursor.execute(SQLITE.format(name="remains", moment="DELETE"))
            return
        for statement in POSTGRESQL:
            cursor.execute(statement)


def drop_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER entry_stays")
            cursor.execute("DROP TRIGGER entry_remains")
            return
        cursor.execute("DROP TRIGGER entry_stays ON ledger_entry")
        cursor.execute("DROP FUNCTION entry_stays()")


class Migration(migrations.Migration):
    """Guards on the journal."""

    dependencies = [("ledger", "0001_initial")]
    operations = [migrations.RunPython(create_guards, drop_guards)]
