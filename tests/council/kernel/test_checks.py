"""What is found before the site serves."""

import os
import subprocess
import sys

import pytest
from django.core.checks import Warning as Caution

from council.kernel import checks
from tests.support.source import ROOT


def ids(found):
    return [each.id for each in found]


@pytest.mark.parametrize(
    ("url", "hosts", "found"),
    [
        ("https://council.example", ["council.example"], []),
        ("http://[::1]:8000", ["[::1]"], []),
        ("https://council.example", ["other.example"], ["majlis.E003"]),
        ("https://council.example", ["*"], ["majlis.E002"]),
        ("https://council.example/majlis", ["council.example"], ["majlis.E001"]),
        ("council.example", ["council.example"], ["majlis.E001", "majlis.E003"]),
        ("ftp://council.example", ["council.example"], ["majlis.E001"]),
    ],
)
def test_the_public_address_is_one_the_site_answers_to(settings, url, hosts, found):
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = url, hosts

    assert ids(checks.public_address()) == found


def test_what_is_installed_has_no_known_holes():
    assert checks.version_floors() == []


def test_an_old_version_is_refused(monkeypatch):
    monkeypatch.setitem(checks.FLOORS, "daphne", "99.0")

    assert ids(checks.version_floors()) == ["majlis.E004"]


@pytest.mark.parametrize(
    ("is_https", "is_demo", "found"),
    [(True, True, ["majlis.W005"]), (True, False, []), (False, True, [])],
)
def test_a_public_demo_is_pointed_out(settings, is_https, is_demo, found):
    settings.IS_HTTPS, settings.MAJLIS_DEMO = is_https, is_demo

    assert ids(checks.nothing_relaxed()) == found


def test_every_finding_says_what_to_do(settings):
    settings.PUBLIC_URL, settings.IS_HTTPS, settings.MAJLIS_DEMO = "nonsense", True, True

    found = [*checks.public_address(), *checks.nothing_relaxed()]

    assert all(each.hint for each in found)
    assert isinstance(found[-1], Caution)


@pytest.mark.service
@pytest.mark.apart
def test_an_address_with_https_is_all_it_takes_for_deployment(tmp_path):
    environment = {
        "PATH": os.environ["PATH"],
        "MAJLIS_STATE_DIR": str(tmp_path),
        "MAJLIS_PUBLIC_URL": "https://council.example",
        "DJANGO_SETTINGS_MODULE": "council.config.settings",
    }
    command = [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"]

    answer = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )

    assert (answer.returncode, answer.stderr) == (0, "")
