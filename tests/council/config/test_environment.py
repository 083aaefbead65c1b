"""What is read from the environment."""

import multiprocessing

import pytest
from django.core.exceptions import ImproperlyConfigured

from council.config.environment import env_bool, env_int, env_secret


def _secret(path):
    return env_secret("MAJLIS_TEST_NO_SUCH_VARIABLE", path)


def test_of_many_processes_that_start_at_once_all_have_one_secret(tmp_path):
    path = tmp_path / "new" / "secret-key"

    with multiprocessing.get_context("spawn").Pool(4) as pool:
        secrets = set(pool.map(_secret, [path] * 12))

    assert secrets == {path.read_text()}
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_secret_may_lie_in_a_file(tmp_path, monkeypatch):
    (tmp_path / "secret").write_text("x" * 40 + "\n")
    monkeypatch.setenv("A_SECRET_FILE", str(tmp_path / "secret"))

    assert env_secret("A_SECRET", tmp_path / "none") == "x" * 40


def test_a_short_secret_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("A_SECRET", "short")

    with pytest.raises(ImproperlyConfigured, match="32 characters"):
        env_secret("A_SECRET", tmp_path / "none")


@pytest.mark.parametrize(
    ("read", "fault"),
    [
        (lambda: env_int("A_FACT", 1), "whole number"),
        (lambda: env_bool("A_FACT", default=True), "true"),
    ],
)
def test_what_cannot_be_understood_is_said(monkeypatch, read, fault):
    monkeypatch.setenv("A_FACT", "perhaps")

    with pytest.raises(ImproperlyConfigured, match=fault):
        read()
