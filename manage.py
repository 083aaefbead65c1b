#!/usr/bin/env python3
"""The only entry point: makes the environment that uv.lock describes, then hands over to Django.

Standard library only, until it runs inside ``.venv``: a fresh clone finds Python and nothing else.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "uv.lock"
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"
STAMP = ENVIRONMENT / "majlis.stamp"
NO_INSTALLER = """Majlis needs pip, and this Python was packaged without it. On Debian or Ubuntu,
run "sudo apt install python3-venv"; then start the same command again."""


def main() -> None:
    """Run the command where exactly the locked packages are; make that place if need be."""
    if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must hear it from us
        sys.exit("Majlis needs Python 3.11 or newer; this is " + sys.version.split()[0] + ".")
    is_test = sys.argv[1:2] in (["test"], ["benchmark"])
    is_inside = Path(sys.prefix).resolve() == ENVIRONMENT.resolve()
    if not is_prepared(is_test) and (is_inside or not is_suitable(is_test)):
        prepare(is_test)
    if is_prepared(is_test) and not is_inside:
        os.execv(PYTHON, [str(PYTHON), *sys.argv])
    hand_over(is_test)


def is_prepared(is_test: bool) -> bool:
    """Tell whether ``.venv`` was completed from this very lock file."""
    stamp = STAMP.read_text() if PYTHON.exists() and STAMP.exists() else ""
    return stamp == stamp_for("dev") or (stamp == stamp_for("main") and not is_test)


def stamp_for(group: str) -> str:
    """Return what the stamp says once ``group`` of the current lock file is installed."""
    return f"{hashlib.sha256(LOCK.read_bytes()).hexdigest()} {group}\n"


def is_suitable(is_test: bool) -> bool:
    """Tell whether somebody else's environment, a container's perhaps, will do as it is."""
    packages = locked()
    majlis = packages["majlis"]
    asked = majlis["dependencies"] + (majlis["dev-dependencies"]["dev"] if is_test else [])
    here = importlib.metadata.distributions()
    found = {(each.name.lower().replace("_", "-").replace(".", "-"), each.version) for each in here}
    return found >= {(each["name"], packages[each["name"]]["version"]) for each in asked}


def locked() -> dict[str, Any]:
    """Return the packages of the lock file by name."""
    import tomllib  # Python 3.10 must get as far as our message

    return {each["name"]: each for each in tomllib.loads(LOCK.read_text())["package"]}


def prepare(is_test: bool) -> None:
    """Install what the lock file says in ``.venv``; what else stands there stays."""
    STAMP.unlink(missing_ok=True)  # an interrupted set-up has no stamp: the next start mends it
    if not PYTHON.exists():
        make = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(ENVIRONMENT)]
        run("Making an environment in .venv", *make)
    install_uv(locked()["uv"])
    group = ["--group", "dev"] if is_test else ["--no-dev"]
    sync = [str(PYTHON), "-m", "uv", "sync", "--locked", "--inexact", *group]
    run("Installing the locked packages, which may take a minute the first time", *sync)
    STAMP.write_text(stamp_for("dev" if is_test else "main"))


def install_uv(uv: dict[str, Any]) -> None:
    """Put the locked uv into ``.venv``, whichever of its wheels fits this machine."""
    if any(ENVIRONMENT.glob(f"lib/*/site-packages/uv-{uv['version']}.dist-info/RECORD")):
        return
    if importlib.util.find_spec("ensurepip") is None:
        sys.exit(NO_INSTALLER)
    hashes = " ".join(f"--hash={wheel['hash']}" for wheel in uv["wheels"])
    wanted = ENVIRONMENT / "uv.txt"
    wanted.write_text(f"uv=={uv['version']} {hashes}\n")
    run("Preparing Python's installer", str(PYTHON), "-m", "ensurepip")
    strict = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary=:all:"]
    run("Fetching uv", str(PYTHON), "-m", "pip", "install", *strict, "-r", str(wanted))


def run(title: str, *command: str) -> None:
    """Say what takes so long, do it, and stop here if it fails."""
    print(f"Majlis: {title} …", file=sys.stderr, flush=True)
    environment = os.environ | {"UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    environment.pop("VIRTUAL_ENV", None)  # another one may be active
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        sys.exit(f"Majlis: {title} failed, see above. The same command will try again.")


def hand_over(is_test: bool) -> None:
    """Let the suite, a benchmark or Django carry out the command."""
    if is_test:
        from tests.benchmarks.command import run_benchmark
        from tests.support.suite import run_suite

        work = {"test": run_suite, "benchmark": run_benchmark}[sys.argv[1]]
        sys.exit(work(sys.argv[2:]))
    from django.core.management import execute_from_command_line

    settings = "demo_settings" if sys.argv[1:2] == ["demo"] else "settings"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"council.config.{settings}")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
