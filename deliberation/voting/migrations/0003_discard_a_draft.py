"""A draft may be discarded: the guard on the life of a poll lets it go."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

MOVES = (
    "'draft>frozen', 'frozen>open', 'frozen>annulled', 'open>closed', 'open>annulled', "
    "'open>closing', 'closing>stripped', 'closing>annulled', 'stripped>closed', "
    "'stripped>annulled', 'closed>declared', 'closed>annulled', 'declared>expired', "
    "'declared>annulled', 'expired>annulled'"
)
MOVED = (
    "OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({moves})"
)
SQLITE = (
    "DROP TRIGGER poll_procedure",
    "CREATE TRIGGER poll_procedure BEFORE UPDATE ON voting_poll WHEN {moved} "
    "BEGIN SELECT RAISE(ABORT, 'the poll cannot move so'); END",
)
POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION poll_procedure() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF {moved} THEN RAISE EXCEPTION 'the poll cannot move so' "
    "USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$",
)


def let_go(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Add the move from draft to annulled."""
    _replace(editor, f"{MOVES}, 'draft>annulled'")


def hold(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take it away again."""
    _replace(editor, MOVES)


def _replace(editor: BaseDatabaseSchemaEditor, moves: str) -> None:
    statements = SQLITE if editor.connection.vendor == "sqlite" else POSTGRESQL
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement.format(moved=MOVED.format(moves=moves)))


class Migration(migrations.Migration):
    """The move from draft to annulled."""

    dependencies = [("voting", "0002_guards")]
    operations = [migrations.RunPython(let_go, hold)]
