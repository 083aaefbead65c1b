"""What must hold before anything is published: changes are told by the database itself."""

from council.kernel.guards import Guards, expect
from deliberation.publication.tracing import TABLES, names_on

expect(
    *(
        Guards(
            table,
            "manage.py migrate",
            sqlite=names_on(table, "sqlite"),
            postgresql=names_on(table, "postgresql"),
        )
        for table in TABLES
    )
)
