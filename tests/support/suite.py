"""The whole suite, quickest stage first; and what was left out, and why."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

from tests.support.machine import Missing, chromium, postgres_url, redis_url

ROOT = Path(__file__).resolve().parents[2]
WORKERS = ("-n", "auto", "--maxprocesses", "4", "--dist")
PARALLEL = (*WORKERS, "worksteal")
FILE_BY_FILE = (*WORKERS, "loadfile")  # for files that serve a site of their own
MIRROR = ("tests/council", "tests/deliberation", "tests/realtime")
NOTHING_COLLECTED = 5


@dataclass
class Tally:
    """What came of all stages together."""

    passed: int = 0
    failed: int = 0
    skipped: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Stage:
    """One run of pytest: what it collects, and on which services."""

    title: str
    arguments: tuple[str, ...]
    services: dict[str, str] = field(default_factory=dict)


def run_suite(arguments: Sequence[str]) -> int:
    """Run every stage, or just the tests whose paths are named, and return the exit status."""
    with TemporaryDirectory(prefix="majlis-tests-") as place:
        ours = {
            "DJANGO_SETTINGS_MODULE": "council.config.test_settings",
            "MAJLIS_STATE_DIR": place,
            "MAJLIS_SECRET_KEY": "known to everybody, for it guards nothing",
            "PYTHONDONTWRITEBYTECODE": "",  # dozens of processes read what the first compiled
        }
        if any((ROOT / each.split("::")[0]).exists() for each in arguments):
            return run_pytest(arguments, os.environ | ours)
        tally = Tally()
        for stage in stages(tally):
            print(f"\n===== Majlis: tests {stage.title} =====", flush=True)
            report = Path(place) / "report.xml"
            report.unlink(missing_ok=True)
            command = [*stage.arguments, *arguments, f"--junit-xml={report}"]
            status = run_pytest(command, clean_environment() | ours | stage.services)
            count(report, tally)
            if status not in {0, NOTHING_COLLECTED if arguments else 0} and not tally.failed:
                tally.failed = 1  # broken before a test could fail
        return conclude(tally)


def run_pytest(arguments: Sequence[str], environment: dict[str, str]) -> int:
    """Run pytest in a process of its own and return its exit status."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


def clean_environment() -> dict[str, str]:
    """Return our environment without the settings of an installation."""
    services = {"DATABASE_URL", "REDIS_URL"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in services and (name[:7] != "MAJLIS_" or name[:12] == "MAJLIS_TEST_")
    }


def stages(tally: Tally) -> Iterator[Stage]:
    """Yield the stages this machine is equipped for, and note the others."""
    yield Stage("on SQLite", (*PARALLEL, "-m", "not postgres and not service and not slow"))
    beside = "not postgres and (service or slow)"
    yield Stage("that take long or start programs of their own", (*FILE_BY_FILE, "-m", beside))
    services = {}
    for variable, find in {"DATABASE_URL": postgres_url, "REDIS_URL": redis_url}.items():
        try:
            services[variable] = find()
        except Missing as reason:
            tally.skipped[f"all tests with {variable} set, because {reason}"] += 1
    if services:
        title = f"with {' and '.join(services)} set"
        yield Stage(title, (*PARALLEL, "-m", "database and not apart", *MIRROR), services)
    try:
        chromium()
    except Missing as reason:
        tally.skipped[f"all tests in the browser, because {reason}"] += 1
    else:
        yield Stage("in the browser", (*FILE_BY_FILE, "tests/e2e"))


def count(report: Path, tally: Tally) -> None:
    """Add what pytest reported; a stage without a report is told by its exit status."""
    if not report.exists():
        return
    for case in ElementTree.parse(report).iter("testcase"):
        skipped = case.find("skipped")
        if skipped is not None:
            tally.skipped[f"a test, because {skipped.get('message')}"] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            tally.failed += 1
        else:
            tally.passed += 1


def conclude(tally: Tally) -> int:
    """Say what was left out and how the rest went, and return the exit status."""
    print("\n===== Majlis: all stages =====")
    for reason, times in sorted(tally.skipped.items()):
        print(f"SKIPPED: {reason}" + (f" ({times} times)" if times > 1 else ""))
    print(f"{tally.passed} passed, {tally.failed} failed", flush=True)
    return 1 if tally.failed else 0
