"""The guards in the database: all are expected, and each is missed when it is gone."""

import pytest
from django.core.checks import Tags, run_checks
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection

from council.kernel import guards

pytestmark = pytest.mark.django_db
MADE = {(name, each.table) for each in guards._expected for name in each.on(connection.vendor)}


def findings():
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [one.msg for one in found if one.id == "majlis.E020"]


def drop(name, table):
    place = f" ON {table}" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {name}{place}")


def test_every_guard_of_the_migrations_is_expected_and_no_other():
    with connection.cursor() as cursor:
        cursor.execute(guards.STANDING[connection.vendor])
        standing = {(name, table) for name, table in cursor.fetchall()}

    assert standing == MADE
    assert findings() == []


@pytest.mark.parametrize(("name", "table"), sorted(MADE))
def test_a_guard_that_was_lost_is_named(name, table):
    drop(name, table)

    assert findings() == [f"The database default has lost the guards {name} on {table}."]


def test_every_table_with_a_loss_is_named():
    drop("entry_stays", "ledger_entry")
    drop("decision_stays", "register_decision")

    assert len(findings()) == 2


def test_nothing_is_served_without_the_guards():
    drop("ballot_stays", "voting_ballot")

    with pytest.raises(SystemCheckError, match="ballot_stays"):
        call_command("serve", port=0)
