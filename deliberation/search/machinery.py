"""What stands in the database for the search: trigrams, and triggers that forget what changed.

Whoever changes a row, and however: in the same transaction its words leave the index, and a row
of ``Due`` says that they are to be read anew. So nothing is ever found that was withheld or erased
meanwhile, and no service can forget to tell.

On SQLite the trigrams are an FTS5 table, of sets of trigrams without their order, so that what
lingers in it until it is merged cannot be read. PostgreSQL has an index for them if its extension
``pg_trgm`` is there or may be made; without it the search reads every row, and ``check`` says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from deliberation.rules.finding import Kind

PREFIX = "finds_"
TRIGRAMS = "search_trigrams"
GIN = "search_findable_trigrams"


@dataclass(frozen=True, slots=True)
class Source:
    """Rows that a findable is made of: its kind, and a query of its ids with {row}."""

    kind: Kind
    ids: str


SOURCES: Mapping[str, Source] = {
    # What changes within a proposal or meeting touches its row: see publication.tracing.
    "proposals_proposal": Source(Kind.PROPOSAL, "SELECT {row}.id"),
    "register_decision": Source(Kind.DECISION, "SELECT {row}.id"),
    "register_decisiontext": Source(Kind.DECISION, "SELECT {row}.decision_id"),
    "minutes_minutes": Source(Kind.MINUTES, "SELECT {row}.id"),
    "minutes_passage": Source(Kind.MINUTES, "SELECT {row}.minutes_id"),
    "texts_textversion": Source(
        Kind.MINUTES, "SELECT minutes_id FROM minutes_passage WHERE text_id = {row}.text_id"
    ),
    "meetings_meeting": Source(
        Kind.MINUTES, "SELECT id FROM minutes_minutes WHERE meeting_id = {row}.id"
    ),
}
OWN = ("proposals_proposal", "register_decision", "minutes_minutes")
EVENTS = {"INSERT": "NEW", "UPDATE": "NEW", "DELETE": "OLD"}
# Every word below is one of ours: neither a trigger nor a virtual table takes parameters.
_TOLD = "INSERT INTO search_trigrams(search_trigrams) VALUES ('{}')"
_NEW = "INSERT INTO search_trigrams(rowid, folded) VALUES (NEW.id, NEW.folded)"
_OLD = (
    "INSERT INTO search_trigrams(search_trigrams, rowid, folded)"
    " VALUES ('delete', OLD.id, OLD.folded)"
)


def names_on(table: str, vendor: str) -> frozenset[str]:
    """Return the names of the triggers on a table."""
    return frozenset(name for name, on, _ in _made(vendor) if on == table)


def put_on(alias: str) -> None:
    """Make what the search needs, in place of what is there; a new index is due for everything."""
    connection = connections[alias]
    if not _is_migrated(connection):
        return
    take_off(alias)
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for _, _, statement in _made(connection.vendor):
            cursor.execute(statement)
        if connection.vendor == "sqlite":
            # Rebuilt from its table: what happened to that while no trigger stood is in it, too.
            cursor.execute(_TOLD.format("rebuild"))
        for statement in _seeds():
            cursor.execute(statement)
    if connection.vendor == "postgresql":
        _index(alias)


def take_off(alias: str) -> None:
    """Take the triggers off, and the trigrams of SQLite."""
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for statement in _gone(connection):
            cursor.execute(statement)


def has_trigrams(connection: BaseDatabaseWrapper) -> bool:
    """Say whether the search has an index."""
    if connection.vendor == "sqlite":
        return TRIGRAMS in connection.introspection.table_names()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 1 FROM pg_class WHERE relname = %s AND pg_table_is_visible(oid)", [GIN]
        )
        return cursor.fetchone() is not None


def merge(alias: str) -> None:
    """Let nothing of words that left the index linger in it."""
    connection = connections[alias]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(_TOLD.format("optimize"))


def _index(alias: str) -> None:
    """Index trigrams on PostgreSQL, where somebody with the right to it did or may allow them."""
    connection = connections[alias]
    try:
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS {GIN} ON search_findable"
                " USING gin (folded gin_trgm_ops)"
            )
    except DatabaseError:
        return  # ``check`` tells: the search works, but reads every row


def _is_migrated(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
    return SOURCES.keys() <= there and {"search_findable", "search_wording", "search_due"} <= there


def _seeds() -> Iterator[str]:
    for table in OWN:
        kind = SOURCES[table].kind
        yield (
            f"INSERT INTO search_due (kind, object_id) SELECT '{kind}', id FROM {table}"  # noqa: S608 - names of ours
            f" WHERE NOT EXISTS (SELECT 1 FROM search_due WHERE kind = '{kind}')"
            f" AND NOT EXISTS (SELECT 1 FROM search_findable WHERE kind = '{kind}')"
        )


def _gone(connection: BaseDatabaseWrapper) -> Iterator[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{PREFIX}%"],
            )
            yield from [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
            yield f"DROP TABLE IF EXISTS {TRIGRAMS}"
        else:
            cursor.execute(
                "SELECT proname FROM pg_proc WHERE proname LIKE %s AND pg_function_is_visible(oid)",
                [f"{PREFIX}%"],
            )
            yield from [f'DROP FUNCTION "{name}" CASCADE' for (name,) in cursor.fetchall()]


def _made(vendor: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, table and statement of all that is made."""
    if vendor == "sqlite":
        yield from _trigrams()
    for table, source in SOURCES.items():
        for event, row in EVENTS.items():
            name, body = f"{PREFIX}{table}_{event.lower()}", "; ".join(_forget(source, row))
            if vendor == "sqlite":
                made = f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body}; END"
                yield name, table, made
            else:
                yield from _function(name, table, event, body)


def _trigrams() -> Iterator[tuple[str, str, str]]:
    own = "search_findable"
    yield (
        TRIGRAMS,
        "",
        f"CREATE VIRTUAL TABLE {TRIGRAMS} USING fts5(folded, content='{own}', content_rowid='id',"
        " detail=none, tokenize='trigram')",
    )
    for event, body in {"INSERT": _NEW, "DELETE": _OLD, "UPDATE": f"{_OLD}; {_NEW}"}.items():
        name = f"{PREFIX}trigrams_{event.lower()}"
        yield name, own, f"CREATE TRIGGER {name} AFTER {event} ON {own} BEGIN {body}; END"


def _forget(source: Source, row: str) -> Iterator[str]:
    # Every word is one of ours above; a trigger takes no parameters.
    kind, ids = source.kind, source.ids.format(row=row)
    of_it = f"search_findable WHERE kind = '{kind}' AND object_id IN ({ids})"
    found = f"SELECT id FROM {of_it}"  # noqa: S608 - see above
    yield f"DELETE FROM search_wording WHERE findable_id IN ({found})"  # noqa: S608 - see above
    yield f"DELETE FROM {of_it}"  # noqa: S608 - see above
    first, rest = ids.split(" ", 1)
    yield f"INSERT INTO search_due (kind, object_id) {first} '{kind}', {rest}"


def _function(name: str, table: str, event: str, body: str) -> Iterator[tuple[str, str, str]]:
    yield (
        name,
        table,
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN {body}; RETURN NULL; END $$",
    )
    yield (
        name,
        table,
        f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
