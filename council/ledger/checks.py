"""What must hold before anybody acts: the journal stands, and the database sees to it."""

from council.kernel.guards import Guards, expect

expect(
    Guards(
        "ledger_entry",
        "ledger/migrations/0002_append_only.py",
        both=frozenset({"entry_stays"}),
        sqlite=frozenset({"entry_remains"}),
    )
)
