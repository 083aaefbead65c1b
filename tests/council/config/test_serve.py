"""What ``manage.py serve`` says of itself."""

import socket

import pytest

from council.config.management.commands.serve import notify, profile


@pytest.mark.parametrize(
    ("database", "redis", "words"),
    [
        ("", "", "by this process alone, with SQLite"),
        ("postgresql:///majlis", "", "by this process alone, with PostgreSQL"),
        (
            "postgresql:///majlis",
            "redis://x",
            "as one of several processes, with PostgreSQL and Redis",
        ),
    ],
)
def test_which_installation_it_is(settings, database, redis, words):
    settings.DATABASE_URL, settings.REDIS_URL = database, redis

    assert profile() == words


@pytest.mark.parametrize("name", ["{folder}/notify", "@majlis-test-{folder}"])
def test_systemd_is_told(tmp_path, monkeypatch, name):
    address = name.format(folder=tmp_path)
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(address.replace("@", "\0"))

        notify("READY=1")

        assert systemd.recv(100) == b"READY=1"


def test_where_nobody_asks_nobody_is_told(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)

    notify("READY=1")
