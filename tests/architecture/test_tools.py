"""The tools that read all the code find nothing to say."""

import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
from django.core.management import call_command

from tests.support.source import ROOT, templates

SCRIPTS = Path(sysconfig.get_path("scripts"))


def check(*command: str | Path) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    if done.returncode:
        pytest.fail(f"{done.stdout}\n{done.stderr}", pytrace=False)


def test_the_linter_is_content():
    check(sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=concise")


def test_the_code_is_formatted():
    check(sys.executable, "-m", "ruff", "format", "--check", "--no-cache")


def test_the_templates_are_formatted():
    check(SCRIPTS / "djade", "--check", *templates())


def test_the_import_contracts_are_kept():
    check(SCRIPTS / "lint-imports", "--no-cache")


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check_changes=True, dry_run=True)


@pytest.mark.service
def test_the_types_agree():
    check(sys.executable, "-m", "mypy")
