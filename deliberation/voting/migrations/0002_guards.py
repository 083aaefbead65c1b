"""What is frozen stays frozen, and ballots are taken only while a poll is open."""

from collections.abc import Sequence

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A migration that alters one of these tables drops the guards first and creates them again:
# SQLite rebuilds a table for most changes and silently loses its triggers.
MOVES = (
    "'draft>frozen', 'frozen>open', 'frozen>annulled', 'open>closed', 'open>annulled', "
    "'open>closing', 'closing>stripped', 'closing>annulled', 'stripped>closed', "
    "'stripped>annulled', 'closed>declared', 'closed>annulled', 'declared>expired', "
    "'declared>annulled', 'expired>annulled'"
)
FROZEN = (
    "meeting_id", "item_id", "proposal_id", "amendment_id", "question_id", "question_type",
    "method", "rule", "electorate", "missing_languages", "override_reason", "frozen_at",
    "repeat_of_id",
)  # fmt: skip
ON_THE_ROLL = ("poll_id", "member_id", "seat_id", "bloc_key", "is_alternate")

CAST_IS_IN_ORDER = """EXISTS (
    SELECT 1 FROM voting_rollentry r JOIN voting_poll p ON p.id = r.poll_id
    WHERE r.id = NEW.entry_id AND p.id = NEW.poll_id AND r.is_active AND p.status = 'open')"""
POLL_IS_NO_DRAFT = "(SELECT status FROM voting_poll WHERE id = {row}.poll_id) <> 'draft'"
OUTCOME_STANDS = "(SELECT status FROM voting_poll WHERE id = OLD.poll_id) NOT IN ('open', 'closed')"


def _differs(columns: Sequence[str], unequal: str) -> str:
    return " OR ".join(f"NEW.{column} {unequal} OLD.{column}" for column in columns)


def _guards(unequal: str) -> Sequence[tuple[str, str, str, str, str]]:
    """Name, moment, table, condition of refusal, and words of each guard but the cast guard."""
    frozen = f"OLD.status <> 'draft' AND ({_differs(FROZEN, unequal)})"
    deadline = f"OLD.status NOT IN ('draft', 'frozen') AND NEW.closes_at {unequal} OLD.closes_at"
    moved = f"OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({MOVES})"
    on_roll = f"{POLL_IS_NO_DRAFT.format(row='OLD')} AND ({_differs(ON_THE_ROLL, unequal)})"
    return (
        ("poll_is_frozen", "UPDATE", "voting_poll", frozen, "a frozen poll does not change"),
        ("poll_deadline", "UPDATE", "voting_poll", deadline, "the deadline does not change"),
        ("poll_procedure", "UPDATE", "voting_poll", moved, "the poll cannot move so"),
        ("poll_stays", "DELETE", "voting_poll", "OLD.status <> 'draft'", "a poll stays"),
        ("roll_is_closed", "INSERT", "voting_rollentry", POLL_IS_NO_DRAFT.format(row="NEW"),
         "the roll is frozen"),
        ("roll_stays", "DELETE", "voting_rollentry", POLL_IS_NO_DRAFT.format(row="OLD"),
         "the roll is frozen"),
        ("roll_is_frozen", "UPDATE", "voting_rollentry", on_roll, "the roll is frozen"),
        ("ballot_stays", "DELETE", "voting_ballot", "1 = 1", "a ballot stays in the box"),
        ("outcome_stands", "UPDATE", "voting_outcome", OUTCOME_STANDS, "an outcome stands"),
        ("outcome_stays", "DELETE", "voting_outcome", "1 = 1", "an outcome stands"),
    )  # fmt: skip


def _sqlite() -> Sequence[str]:
    refuse = "BEGIN SELECT RAISE(ABORT, '{words}'); END"
    made = [
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {when} "
        + refuse.format(words=words)
        for name, moment, table, when, words in _guards("IS NOT")
    ]
    # An upsert fires BEFORE INSERT and then BEFORE UPDATE: both are needed.
    return made + [
        f"CREATE TRIGGER ballot_cast_{moment.lower()} BEFORE {moment} ON voting_ballot "
        f"WHEN NOT {CAST_IS_IN_ORDER} "
        + refuse.format(words="the poll is not open for this roll entry")
        for moment in ("INSERT", "UPDATE")
    ]


def _postgresql() -> Sequence[str]:
    made = []
    for name, moment, table, when, words in _guards("IS DISTINCT FROM"):
        row = "OLD" if moment == "DELETE" else "NEW"
        made.append(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$"
        )
        made.append(
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()"
        )
    # FOR SHARE makes closing, and removal from the roll, wait for ballots in flight; the KEY
    # SHARE lock of a foreign key does not.
    return [
        *made,
        """CREATE FUNCTION ballot_cast() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        PERFORM 1 FROM voting_poll p JOIN voting_rollentry r ON r.poll_id = p.id
            WHERE p.id = NEW.poll_id AND p.status = 'open' AND r.id = NEW.entry_id
            AND r.is_active FOR SHARE;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'the poll is not open for this roll entry'
            USING ERRCODE = 'check_violation';
        END IF; RETURN NEW; END $$""",
        "CREATE TRIGGER ballot_cast BEFORE INSERT OR UPDATE ON voting_ballot "
        "FOR EACH ROW EXECUTE FUNCTION ballot_cast()",
    ]


def create_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    statements = _sqlite() if editor.connection.vendor == "sqlite" else _postgresql()
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    names = [(name, table) for name, _, table, _, _ in _guards("")]
    with editor.connection.cursor() as cursor:
        if editor.connection.vendor == "sqlite":
            for name in [n for n, _ in names] + ["ballot_cast_insert", "ballot_cast_update"]:
                cursor.execute(f"DROP TRIGGER {name}")
            return
        for name, table in [*names, ("ballot_cast", "voting_ballot")]:
            cursor.execute(f"DROP TRIGGER {name} ON {table}")
            cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    """Guards on polls, rolls, ballots and outcomes."""

    dependencies = [("voting", "0001_initial")]
    operations = [migrations.RunPython(create_guards, drop_guards)]
