"""What must hold before votes are taken: the guards stand in the database."""

from council.kernel.guards import Guards, expect

MADE_BY = "voting/migrations/0002_guards.py"

expect(
    Guards(
        "voting_poll",
        MADE_BY,
        both=frozenset({"poll_is_frozen", "poll_deadline", "poll_procedure", "poll_stays"}),
    ),
    Guards(
        "voting_rollentry",
        MADE_BY,
        both=frozenset({"roll_is_closed", "roll_stays", "roll_is_frozen"}),
    ),
    Guards(
        "voting_ballot",
        f"{MADE_BY} and 0004_guard_ballots_together.py",
        both=frozenset({"ballot_stays", "ballot_cast_insert", "ballot_cast_update"}),
    ),
    Guards("voting_outcome", MADE_BY, both=frozenset({"outcome_stands", "outcome_stays"})),
)
