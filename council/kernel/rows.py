"""One row, found by what only it has; and many rows of a few columns, read at once."""

import json
from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model, QuerySet

Row = tuple[Any, ...]
Kind = TypeVar("Kind", bound=Model)
Found = TypeVar("Found")


def one_or_none(rows: "QuerySet[Kind, Found]") -> Found | None:
    """Return the row that was asked for by what only it has, or None.

    ``first()`` would sort it: Django looks for the order among all columns, which takes up to a
    quarter of the whole question, and joins the tables that the order names.
    """
    return next(iter(rows.order_by()), None)


def rows_of(rows: "QuerySet[Any, Row]") -> list[Row]:
    """Return the rows of a ``values_list`` of numbers, texts and yes or no."""
    try:
        sql, parameters = rows.query.sql_with_params()
    except EmptyResultSet:  # "one of none" needs no question
        return []
    width = len(rows.query.values_select) + len(rows.query.annotation_select)
    return rows_by(sql, parameters, width=width, database=rows.db)


def rows_by(
    sql: str, parameters: Sequence[Any], *, width: int, database: str = DEFAULT_DB_ALIAS
) -> list[Row]:
    """Return the rows of ``width`` columns that the statement selects.

    Python's SQLite lets go of the interpreter before every row it fetches, and takes its turn
    again behind whatever else runs: five hundred turns in a process that is busy. So there the
    database packs all rows into one text. Times and decimals would come back as text.
    """
    connection = connections[database]
    is_packed = connection.vendor == "sqlite"
    if is_packed:
        names = ", ".join(f"c{place}" for place in range(width))
        packed = "WITH r({0}) AS ({1}) SELECT json_group_array(json_array({0})) FROM r"
        sql = packed.format(names, sql)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchall()
    return [tuple(row) for row in json.loads(found[0][0])] if is_packed else found
