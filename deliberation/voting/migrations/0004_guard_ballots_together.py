"""On PostgreSQL the cast guard looks at all ballots of a statement at once, not at each."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# FOR SHARE makes closing, and removal from the roll, wait for ballots in flight. What is asked
# once the locks are held sees all that was committed before, and nothing can change it any more.
TOGETHER = (
    "DROP TRIGGER ballot_cast ON voting_ballot",
    "DROP FUNCTION ballot_cast()",
    """CREATE FUNCTION ballots_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM 1 FROM voting_poll WHERE id IN (SELECT poll_id FROM handed_in)
        ORDER BY id FOR SHARE;
    PERFORM 1 FROM voting_rollentry WHERE id IN (SELECT entry_id FROM handed_in)
        ORDER BY id FOR SHARE;
    IF EXISTS (SELECT 1 FROM handed_in b WHERE NOT EXISTS (
        SELECT 1 FROM voting_poll p JOIN voting_rollentry r ON r.poll_id = p.id
        WHERE p.id = b.poll_id AND p.status = 'open' AND r.id = b.entry_id AND r.is_active))
    THEN RAISE EXCEPTION 'the poll is not open for this roll entry'
        USING ERRCODE = 'check_violation';
    END IF; RETURN NULL; END $$""",
    *(
        f"CREATE TRIGGER ballot_cast_{moment.lower()} AFTER {moment} ON voting_ballot "
        "REFERENCING NEW TABLE AS handed_in FOR EACH STATEMENT EXECUTE FUNCTION ballots_cast()"
        for moment in ("INSERT", "UPDATE")
    ),
)
EACH = (
    "DROP TRIGGER ballot_cast_insert ON voting_ballot",
    "DROP TRIGGER ballot_cast_update ON voting_ballot",
    "DROP FUNCTION ballots_cast()",
    """CREATE FUNCTION ballot_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM 1 FROM voting_poll p JOIN voting_rollentry r ON r.poll_id = p.id
        WHERE p.id = NEW.poll_id AND p.status = 'open' AND r.id = NEW.entry_id
        AND r.is_active FOR SHARE;
    IF NOT FOUND THEN RAISE EXCEPTION 'the poll is not open for this roll entry'
        USING ERRCODE = 'check_violation';
    END IF; RETURN NEW; END $$""",
    "CREATE TRIGGER ballot_cast BEFORE INSERT OR UPDATE ON voting_ballot "
    "FOR EACH ROW EXECUTE FUNCTION ballot_cast()",
)


def look_at_all(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let the guard look at all ballots of a statement."""
    _run(editor, TOGETHER)


def look_at_each(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let it look at each again."""
    _run(editor, EACH)


def _run(editor: BaseDatabaseSchemaEditor, statements: tuple[str, ...]) -> None:
    if editor.connection.vendor != "postgresql":
        return
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class Migration(migrations.Migration):
    """The cast guard of PostgreSQL."""

    dependencies = [("voting", "0003_discard_a_draft")]
    operations = [migrations.RunPython(look_at_all, look_at_each)]
