"""A rule stands, voters are fixed, ballots come while the box is open, what is counted stays."""

from collections.abc import Sequence

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# A migration that alters one of these tables drops the guards first and creates them again:
# SQLite rebuilds a table for most changes and silently loses its triggers.
MOVES = (
    "'prepared>candidacies', 'prepared>annulled', 'candidacies>listed', 'candidacies>annulled', "
    "'listed>candidacies', 'listed>voting', 'listed>annulled', 'voting>counting', "
    "'voting>annulled', 'counting>counted', 'counting>annulled', 'counted>declared', "
    "'counted>annulled', 'declared>annulled'"
)
FIXED = ("body_id", "title_id", "rule", "fills", "office", "prepared_by_id", "prepared_at")
OF_A_LOT = ("election_id", "drawn_by_id", "witness_id", "drawn_at")
OF_ELECTION = "(SELECT status FROM elections_election WHERE id = {row}.election_id)"
OF_VOTER = (
    "(SELECT e.status FROM elections_election e JOIN elections_voter v ON v.election_id = e.id"
    " WHERE v.id = NEW.voter_id)"
)
OF_READING = (
    "(SELECT e.status FROM elections_election e JOIN elections_batch b ON b.election_id = e.id"
    " JOIN elections_batchreading r ON r.batch_id = b.id WHERE r.id = {row}.reading_id)"
)


def _differs(columns: Sequence[str], unequal: str) -> str:
    return " OR ".join(f"NEW.{column} {unequal} OLD.{column}" for column in columns)


def _guards(unequal: str) -> Sequence[tuple[str, str, str, str, str]]:
    """Name, moment, table, condition of refusal, and words of each guard."""
    moved = f"OLD.status <> NEW.status AND (OLD.status || '>' || NEW.status) NOT IN ({MOVES})"
    listed = f"{OF_ELECTION.format(row='NEW')} <> 'listed'"
    settled = f"{OF_ELECTION.format(row='OLD')} IN ('declared', 'annulled')"
    lot = _differs(OF_A_LOT, unequal)
    box_open, counting = f"{OF_VOTER} <> 'voting'", f"{OF_READING} <> 'counting'"
    old, new = counting.format(row="OLD"), counting.format(row="NEW")
    return (
        ("election_rule_stands", "UPDATE", "elections_election", _differs(FIXED, unequal),
         "what an election runs under does not change"),
        ("election_procedure", "UPDATE", "elections_election", moved,
         "the election cannot move so"),
        ("election_stays", "DELETE", "elections_election", "1 = 1", "an election stays"),
        ("voters_are_fixed", "INSERT", "elections_voter", listed, "the voters are fixed"),
        ("voters_stand", "UPDATE", "elections_voter", "1 = 1", "the voters are fixed"),
        ("voters_stay", "DELETE", "elections_voter", "1 = 1", "the voters are fixed"),
        ("box_takes_ballots", "INSERT", "elections_openballot", box_open,
         "the box is not open"),
        ("box_changes_ballots", "UPDATE", "elections_openballot", box_open,
         "the box is not open"),
        ("box_keeps_ballots", "DELETE", "elections_openballot", "1 = 1",
         "a ballot stays in the box"),
        ("papers_are_entered", "INSERT", "elections_paperreading", new,
         "the papers are counted"),
        ("papers_are_changed", "UPDATE", "elections_paperreading", new,
         "the papers are counted"),
        ("papers_are_struck", "DELETE", "elections_paperreading", old,
         "the papers are counted"),
        ("lot_stands", "UPDATE", "elections_lot", lot, "a lot stands"),
        ("lot_stays", "DELETE", "elections_lot", "1 = 1", "a lot stands"),
        ("sheet_stands", "UPDATE", "elections_sheet", settled, "the count stands"),
        ("sheet_stays", "DELETE", "elections_sheet", "1 = 1", "the count stands"),
    )  # fmt: skip


def _sqlite() -> Sequence[str]:
    return [
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} WHEN {when} "
        f"BEGIN SELECT RAISE(ABORT, '{words}'); END"
        for name, moment, table, when, words in _guards("IS NOT")
    ]


def _postgresql() -> Sequence[str]:
    made = []
    for name, moment, table, when, words in _guards("IS DISTINCT FROM"):
        row = "OLD" if moment == "DELETE" else "NEW"
        made += [
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {when} THEN RAISE EXCEPTION '{words}' USING ERRCODE = 'check_violation'; "
            f"END IF; RETURN {row}; END $$",
            f"CREATE TRIGGER {name} BEFORE {moment} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return made


def create_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers of this database."""
    statements = _sqlite() if editor.connection.vendor == "sqlite" else _postgresql()
    with editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def drop_guards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Drop them again."""
    with editor.connection.cursor() as cursor:
        for name, _, table, _, _ in _guards(""):
            if editor.connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER {name}")
            else:
                cursor.execute(f"DROP TRIGGER {name} ON {table}")
                cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    """Guards on elections, voters, ballots, papers, lots and counts."""

    dependencies = [("elections", "0001_initial")]
    operations = [migrations.RunPython(create_guards, drop_guards)]
