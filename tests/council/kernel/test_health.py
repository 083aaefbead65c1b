"""What a supervisor is told."""

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from council.kernel import health


def broken(*_, **__):
    raise DatabaseError("away")


def test_a_process_that_answers_is_alive(client):
    assert client.get(reverse("live")).json() == {"live": True}


@pytest.mark.django_db
def test_a_process_that_can_serve_is_ready(client):
    answer = client.get(reverse("ready"))

    assert (answer.status_code, answer.json()) == (200, {"ready": True, "problems": []})
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.django_db
def test_without_a_database_nothing_can_be_served(client, monkeypatch):
    monkeypatch.setattr(connection, "cursor", broken)

    answer = client.get(reverse("ready"))

    assert (answer.status_code, answer.json()["problems"]) == (503, ["database"])


@pytest.mark.django_db
def test_a_database_of_another_version_is_not_served(monkeypatch):
    health._once_applied.cache_clear()
    plan = "django.db.migrations.executor.MigrationExecutor.migration_plan"
    monkeypatch.setattr(plan, lambda *_: ["something"])

    assert health.problems() == ["migrations"]

    monkeypatch.undo()
    assert health.problems() == []


@pytest.mark.django_db
def test_without_its_cache_it_is_not_ready(monkeypatch):
    monkeypatch.setattr(health.shared_cache, "touch", broken)

    assert health.problems() == ["cache"]
