"""The register only grows, and words of a decision can be emptied, never exchanged."""

from collections.abc import Iterator

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Migration 0003 has dropped the guards of these words, for SQLite rebuilds the table.
WORDS = (
    "NEW.decision_id {u} OLD.decision_id OR NEW.language {u} OLD.language"
    " OR NEW.origin {u} OLD.origin OR NEW.is_checked {u} OLD.is_checked"
    " OR NEW.revision {u} OLD.revision"
    " OR ((NEW.title {u} OLD.title OR NEW.body {u} OLD.body OR NEW.folded {u} OLD.folded"
    " OR NEW.reason {u} OLD.reason)"
    " AND NOT (NEW.title = '' AND NEW.body = '' AND NEW.folded = '' AND NEW.reason = ''))"
)
HEAD = (
    "NEW.size < OLD.size OR NEW.origin {u} OLD.origin OR NEW.council_id {u} OLD.council_id"
)
DISCLOSED = (
    "NEW.entry_id {u} OLD.entry_id OR NEW.name {u} OLD.name OR NEW.digest {u} OLD.digest"
    " OR NEW.text {u} OLD.text"
)
ALWAYS = "1 = 1"
GUARDS = (
    ("decision_words_stand", "UPDATE", "register_decisiontext", WORDS),
    ("decision_words_stay", "DELETE", "register_decisiontext", ALWAYS),
    ("register_grows", "UPDATE", "register_registerhead", HEAD),
    ("register_stays", "DELETE", "register_registerhead", ALWAYS),
    ("register_entry_stands", "UPDATE", "register_registerentry", ALWAYS),
    ("register_entry_stays", "DELETE", "register_registerentry", ALWAYS),
    ("register_node_stands", "UPDATE", "register_treenode", ALWAYS),
    ("register_node_stays", "DELETE", "register_treenode", ALWAYS),
    ("register_checkpoint_stands", "UPDATE", "register_checkpoint", ALWAYS),
    ("register_checkpoint_stays", "DELETE", "register_checkpoint", ALWAYS),
    ("register_disclosure_stands", "UPDATE", "register_disclosure", DISCLOSED),
)
TRUNCATED = (
    ("register_head_emptied", "register_registerhead"),
    ("register_entry_emptied", "register_registerentry"),
    ("register_node_emptied", "register_treenode"),
    ("register_checkpoint_emptied", "register_checkpoint"),
)
SQLITE = (
    "CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {when} "
    "BEGIN SELECT RAISE(ABORT, 'the register only grows'); END"
)
FUNCTION = (
    "CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {when} THEN "
    "RAISE EXCEPTION 'the register only grows' USING ERRCODE = 'check_violation'; END IF; "
    "RETURN {row}; END $$"
)
TRIGGER = (
    "CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()"
)


def statements(vendor: str) -> Iterator[str]:
    """Yield what creates the guards."""
    is_sqlite = vendor == "sqlite"
    unequal = "IS NOT" if is_sqlite else "IS DISTINCT FROM"
    for name, moment, table, condition in GUARDS:
        words = {"name": name, "moment": moment, "table": table, "each": "ROW"}
        words |= {"when": condition.format(u=unequal)}
        words |= {"row": "OLD" if moment == "DELETE" else "NEW"}
        for statement in (SQLITE,) if is_sqlite else (FUNCTION, TRIGGER):
            yield statement.format(**words)
    for name, table in () if is_sqlite else TRUNCATED:
        words = {"name": name, "moment": "TRUNCATE", "table": table, "each": "STATEMENT"}
        for statement in (FUNCTION, TRIGGER):
            yield statement.format(**words, when=ALWAYS, row="NULL")


def create_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    with editor.connection.cursor() as cursor:
        for statement in statements(editor.connection.vendor):
            cursor.execute(statement)


def drop_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    is_sqlite = editor.connection.vendor == "sqlite"
    found = [(name, table) for name, _, table, _ in GUARDS]
    with editor.connection.cursor() as cursor:
        for name, table in found if is_sqlite else [*found, *TRUNCATED]:
            cursor.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else f" ON {table}"))
            if not is_sqlite:
                cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    """Guards on the register."""

    dependencies = [("register", "0003_verifiable_log")]
    operations = [migrations.RunPython(create_guards, drop_guards)]
