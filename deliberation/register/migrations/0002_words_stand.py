"""The words of a decision are never changed, and a decision keeps its number."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NUMBER = "NEW.number {u} OLD.number OR NEW.poll_id {u} OLD.poll_id OR NEW.year {u} OLD.year"
GUARDS = (
    ("decision_words_stand", "UPDATE", "register_decisiontext", "1 = 1"),
    ("decision_words_stay", "DELETE", "register_decisiontext", "1 = 1"),
    ("decision_number_stands", "UPDATE", "register_decision", NUMBER),
    ("decision_stays", "DELETE", "register_decision", "1 = 1"),
)
SQLITE = (
    "CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {when} "
    "BEGIN SELECT RAISE(ABORT, 'a decision stands'); END"
)
FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
    "RAISE EXCEPTION 'a decision stands' USING ERRCODE = 'check_violation'; END IF; "
    "RETURN {row}; END $$"
)
TRIGGER = (
    "CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
)


def create_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    is_sqlite = editor.connection.vendor == "sqlite"
    unequal = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    with editor.connection.cursor() as cursor:
        for name, moment, table, condition in GUARDS:
            words = {"name": name, "moment": moment, "table": table}
            words |= {"when": condition.format(u=unequal)}
            words |= {"row": "OLD" if moment == "DELETE" else "NEW"}
            for statement in (SQLITE,) if is_sqlite else (FUNCTION, TRIGGER):
                cursor.execute(statement.format(**words))


def drop_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    with editor.connection.cursor() as cursor:
        for name, _, table, _ in GUARDS:
            if editor.connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
                cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    """Guards on decisions."""

    dependencies = [("register", "0001_initial")]
    operations = [migrations.RunPython(create_guards, drop_guards)]
