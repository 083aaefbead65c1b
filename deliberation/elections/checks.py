"""What must hold before anybody is elected: the guards stand in the database."""

from council.kernel.guards import Guards, expect

MADE_BY = "elections/migrations/0002_guards.py"
GUARDS = {
    "election": {"election_rule_stands", "election_procedure", "election_stays"},
    "voter": {"voters_are_fixed", "voters_stand", "voters_stay"},
    "openballot": {"box_takes_ballots", "box_changes_ballots", "box_keeps_ballots"},
    "paperreading": {"papers_are_entered", "papers_are_changed", "papers_are_struck"},
    "lot": {"lot_stands", "lot_stays"},
    "sheet": {"sheet_stands", "sheet_stays"},
}

expect(
    *(
        Guards(f"elections_{table}", MADE_BY, both=frozenset(names))
        for table, names in GUARDS.items()
    )
)
