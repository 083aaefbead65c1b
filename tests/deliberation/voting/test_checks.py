import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from deliberation.voting.checks import missing_guards

pytestmark = pytest.mark.django_db
BALLOTS = {"sqlite": ["ballot_cast_insert", "ballot_cast_update"], "postgresql": ["ballot_cast"]}


def findings():
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [one for one in found if one.id == "majlis.E020"]


def drop(name, table):
    place = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{place}")


def test_every_guard_of_the_migrations_stands():
    assert (missing_guards("default"), findings()) == ([], [])


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("poll_is_frozen", "voting_poll"),
        ("poll_procedure", "voting_poll"),
        ("roll_is_frozen", "voting_rollentry"),
        ("ballot_stays", "voting_ballot"),
        ("outcome_stands", "voting_outcome"),
    ],
)
def test_a_guard_that_was_lost_is_named(name, table):
    drop(name, table)

    assert missing_guards("default") == [name]
    assert name in findings()[0].msg


def test_the_guard_of_casting_is_missed_too():
    names = BALLOTS[connection.vendor]
    for name in names:
        drop(name, "voting_ballot")

    assert missing_guards("default") == names


def test_nothing_is_served_without_the_guards():
    drop("ballot_stays", "voting_ballot")

    with pytest.raises(SystemCheckError, match="ballot_stays"):
        call_command("serve", port=0)
