"""When something public changed last: the database itself writes it, whoever changes the row.

Programs outside ask what is new since they last asked. A change that no column tells of is lost
to them for ever, and no list of services would name every way in which a row changes. So triggers
keep ``modified`` and ``deleted_at`` of every table that is ``Published``, and touch the rows within
which a changed row is shown.

They are taken off before migrations and put on after them: SQLite loses them when it rebuilds a
table, and does not rebuild one that another table's trigger names.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

PREFIX = "traced_"
NOW = {
    "sqlite": "strftime('%Y-%m-%d %H:%M:%S', 'now')",
    "postgresql": "date_trunc('second', clock_timestamp())",
}
EVENTS = ("INSERT", "UPDATE", "DELETE")


@dataclass(frozen=True, slots=True)
class Touch:
    """Rows that show a changed row within them."""

    table: str
    where: str  # with {row} for the changed one
    when: str = ""  # besides, for changes only: with NEW and OLD


@dataclass(frozen=True, slots=True)
class Traced:
    """A table that is followed.

    Attributes:
        is_seen: Whether the public sees a row of it, with {row} for the row; empty: always. A
            table without the columns of ``Published`` only touches others.
        touches: What shows its rows.
    """

    is_seen: str = ""
    touches: Sequence[Touch] = ()
    is_published: bool = True


def _one(table: str, column: str) -> Touch:
    return Touch(table, f"id = {{row}}.{column}")


_BODY_OF_SEAT = Touch(
    "members_body", "id = (SELECT body_id FROM members_seat WHERE id = {row}.seat_id)"
)
_ITEM_OF_TEXT = Touch("meetings_agendaitem", "title_id = {row}.text_id")
_PAPER_OF_TEXT = Touch(
    "proposals_proposal",
    "title_id = {row}.text_id OR reasons_id = {row}.text_id OR id IN (SELECT v.proposal_id FROM"
    " proposals_paragraph p JOIN proposals_version v ON v.id = p.version_id"
    " WHERE p.text_id = {row}.text_id)",
)
_AMENDMENT_OF_TEXT = Touch(
    "proposals_amendment",
    "text_id = {row}.text_id OR title_id = {row}.text_id OR reasons_id = {row}.text_id",
)
_ITEM_OF_DECISION = Touch(
    "meetings_agendaitem",
    "id = (SELECT p.item_id FROM register_decision d JOIN voting_poll p ON p.id = d.poll_id"
    " WHERE d.id = {row}.decision_id)",
)
_PAPER_OF_DECISION = Touch(
    "proposals_proposal",
    "id = (SELECT proposal_id FROM register_decision WHERE id = {row}.decision_id)",
)

TABLES: Mapping[str, Traced] = {
    "members_council": Traced(),
    "members_term": Traced(touches=[_one("members_council", "council_id")]),
    "members_body": Traced(),
    "members_organisation": Traced("{row}.is_active"),
    "members_member": Traced(
        "{row}.is_active",
        touches=[
            Touch("members_mandate", "member_id = {row}.id", "NEW.is_active <> OLD.is_active"),
            Touch("members_office", "member_id = {row}.id", "NEW.is_active <> OLD.is_active"),
        ],
    ),
    "members_mandate": Traced(
        touches=[
            _one("members_member", "member_id"),
            Touch(
                "members_body", "id = (SELECT body_id FROM members_seat WHERE id = {row}.seat_id)"
            ),
        ]
    ),
    "members_office": Traced(
        touches=[_one("members_member", "member_id"), _one("members_body", "body_id")]
    ),
    "meetings_meeting": Traced(
        "{row}.is_public AND {row}.convened_at IS NOT NULL",
        touches=[
            Touch(
                "meetings_agendaitem",
                "meeting_id = {row}.id",
                "NEW.is_public <> OLD.is_public OR NEW.status <> OLD.status",
            )
        ],
    ),
    "meetings_sitting": Traced(
        touches=[_one("meetings_meeting", "meeting_id")], is_published=False
    ),
    "meetings_agendaitem": Traced(
        touches=[_one("meetings_meeting", "meeting_id"), _one("proposals_proposal", "proposal_id")]
    ),
    "proposals_proposal": Traced("{row}.reference <> ''"),
    "proposals_version": Traced(
        touches=[_one("proposals_proposal", "proposal_id")], is_published=False
    ),
    "proposals_amendment": Traced(touches=[_one("proposals_proposal", "proposal_id")]),
    "texts_textversion": Traced(
        touches=[_ITEM_OF_TEXT, _PAPER_OF_TEXT, _AMENDMENT_OF_TEXT], is_published=False
    ),
    "voting_poll": Traced(
        touches=[
            Touch("meetings_agendaitem", "id = {row}.item_id", "NEW.status <> OLD.status"),
        ],
        is_published=False,
    ),
    "minutes_minutes": Traced(touches=[_one("meetings_meeting", "meeting_id")], is_published=False),
    "register_erratum": Traced(
        touches=[
            Touch(
                "meetings_meeting",
                "id = (SELECT meeting_id FROM minutes_minutes WHERE id = {row}.minutes_id)",
            )
        ],
        is_published=False,
    ),
    "register_decision": Traced(
        touches=[
            Touch(
                "meetings_agendaitem",
                "id = (SELECT item_id FROM voting_poll WHERE id = {row}.poll_id)",
            ),
            _one("proposals_proposal", "proposal_id"),
        ],
        is_published=False,
    ),
    "register_decisiontext": Traced(
        touches=[_ITEM_OF_DECISION, _PAPER_OF_DECISION], is_published=False
    ),
}


def names_on(table: str, vendor: str) -> frozenset[str]:
    """Return the names of the triggers on a table."""
    return frozenset(name for name, on, _ in _made(vendor) if on == table)


def trace(alias: str) -> None:
    """Put the triggers on, in place of those that are there."""
    connection = connections[alias]
    if not _is_migrated(connection):
        return
    forget(alias)
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for _, _, statement in _made(connection.vendor):
            cursor.execute(statement)


def forget(alias: str) -> None:
    """Take the triggers off."""
    connection = connections[alias]
    with transaction.atomic(using=alias), connection.cursor() as cursor:
        for statement in _gone(connection):
            cursor.execute(statement)


def _is_migrated(connection: BaseDatabaseWrapper) -> bool:
    """Say whether all tables stand as the models know them: not so halfway back."""
    with connection.cursor() as cursor:
        there = set(connection.introspection.table_names(cursor))
        return TABLES.keys() <= there and all(
            "deleted_at"
            in {one.name for one in connection.introspection.get_table_description(cursor, table)}
            for table, traced in TABLES.items()
            if traced.is_published
        )


def _gone(connection: BaseDatabaseWrapper) -> Iterator[str]:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{PREFIX}%"],
            )
            yield from [f'DROP TRIGGER "{name}"' for (name,) in cursor.fetchall()]
        else:
            cursor.execute(
                "SELECT proname FROM pg_proc WHERE proname LIKE %s AND pg_function_is_visible(oid)",
                [f"{PREFIX}%"],
            )
            yield from [f'DROP FUNCTION "{name}" CASCADE' for (name,) in cursor.fetchall()]


def _made(vendor: str) -> Iterator[tuple[str, str, str]]:
    """Yield name, table and statement of every trigger, on PostgreSQL after its function."""
    make = _on_sqlite if vendor == "sqlite" else _on_postgresql
    for table, traced in TABLES.items():
        yield from make(table, traced)


def _on_sqlite(table: str, traced: Traced) -> Iterator[tuple[str, str, str]]:
    for event in EVENTS:
        # A trigger on a table does not fire for what it does to that table itself.
        own = [_own(table, traced, "sqlite")] if event == "UPDATE" and traced.is_published else []
        body = "; ".join([*own, *_touches(traced, event, "sqlite")])
        if body:
            name = f"{PREFIX}{table}_{event.lower()}"
            yield name, table, f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body}; END"


def _own(table: str, traced: Traced, vendor: str) -> str:
    gone = _deleted_at(traced, NOW[vendor])
    # Every word is one of ours above; a trigger takes no parameters.
    return f"UPDATE {table} SET modified = {NOW[vendor]}, deleted_at = {gone} WHERE id = NEW.id"  # noqa: S608 - see above


def _deleted_at(traced: Traced, now: str) -> str:
    if not traced.is_seen:
        return "NEW.deleted_at"
    seen, was_seen = (f"({traced.is_seen.format(row=row)})" for row in ("NEW", "OLD"))
    return f"CASE WHEN {seen} THEN NULL WHEN {was_seen} THEN {now} ELSE OLD.deleted_at END"


def _touches(traced: Traced, event: str, vendor: str) -> list[str]:
    rows = {"INSERT": ["NEW"], "UPDATE": ["NEW", "OLD"], "DELETE": ["OLD"]}[event]
    return [
        _touch(one, row, NOW[vendor])
        for one in traced.touches
        for row in rows
        if event == "UPDATE" or not one.when
    ]


def _touch(one: Touch, row: str, now: str) -> str:
    where = f"({one.where.format(row=row)})" + (f" AND ({one.when})" if one.when else "")
    return f"UPDATE {one.table} SET modified = {now} WHERE {where}"  # noqa: S608 - as above


def _on_postgresql(table: str, traced: Traced) -> Iterator[tuple[str, str, str]]:
    now = NOW["postgresql"]
    if traced.is_published:
        own = f"NEW.modified := {now}; NEW.deleted_at := {_deleted_at(traced, now)}"
        yield from _function(f"{PREFIX}{table}_own", table, "BEFORE UPDATE", f"{own}; RETURN NEW")
    for event in EVENTS:
        body = "; ".join(_touches(traced, event, "postgresql"))
        if body:
            name = f"{PREFIX}{table}_{event.lower()}"
            yield from _function(name, table, f"AFTER {event}", f"{body}; RETURN NULL")


def _function(name: str, table: str, moment: str, body: str) -> Iterator[tuple[str, str, str]]:
    yield (
        name,
        table,
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; END $$",
    )
    yield (
        name,
        table,
        f"CREATE TRIGGER {name} {moment} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    )
