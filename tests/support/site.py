"""The site as it is installed, served by a process of its own beside the tests."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.suite import ROOT, clean_environment

SECRET = "known to everybody, for it guards nothing"
PATIENCE = 60  # seconds until the server must answer


@dataclass
class Site:
    """One installation: where it answers, where its files are, what was prepared in it."""

    state: Path
    port: int
    facts: dict[str, Any] = field(default_factory=dict)
    host: str = "127.0.0.1"
    is_demo: bool = True

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://{self.host}:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told; in a demo links sign people in again and again."""
        return clean_environment() | {
            "DJANGO_SETTINGS_MODULE": "council.config.settings",
            "MAJLIS_STATE_DIR": str(self.state),
            "MAJLIS_PUBLIC_URL": self.url,
            "MAJLIS_SECRET_KEY": SECRET,
            "MAJLIS_DEMO": str(self.is_demo),
            "MAJLIS_LOG": "WARNING",
        }

    def run(self, *command: str) -> str:
        """Run Python with the installation's settings and return what it prints."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=ROOT,
            env=self.environment,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        return done.stdout

    def stage(self, *command: str) -> dict[str, Any]:
        """Change something behind the stage; return what was said about it."""
        return json.loads(self.run("-m", "tests.support.stage", *command))


def free_port() -> int:
    """Return a port that nobody listens on now, and that no line is given to leave from.

    Whoever asks a port of the other kind, before anybody listens there, may leave from that very
    port, and is connected with itself.
    """
    while True:
        port = 10_000 + secrets.randbelow(20_000)  # Linux lets lines leave from 32768 on
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port


def prepare(state: Path, *command: str) -> Site:
    """Make a database in ``state`` by the command, which prints facts as JSON."""
    state.mkdir(parents=True)
    site = Site(state, free_port())
    site.facts = {"facts": json.loads(site.run(*command).splitlines()[-1])}
    return site


@contextmanager
def served(prepared: Site, state: Path, **others: Any) -> Iterator[Site]:
    """Serve a copy of what was prepared, until the block ends; ``others`` are fields of it."""
    shutil.copytree(prepared.state, state)
    site = Site(state, free_port(), prepared.facts["facts"], **others)
    log = (state / "server.log").open("w")
    server = subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--port", str(site.port)],
        cwd=ROOT,
        env=site.environment | {"PYTHONUNBUFFERED": "1"},
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        _wait_for(site, server)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=30)
        log.close()
    assert "Traceback" not in (state / "server.log").read_text(), (state / "server.log").read_text()


def _wait_for(site: Site, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if server.poll() is not None:
            raise RuntimeError((site.state / "server.log").read_text())
        try:
            with urlopen(f"{site.url}/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except URLError:
            time.sleep(0.1)
    raise TimeoutError((site.state / "server.log").read_text())


def path_of(link: str) -> str:
    """Return the address without the host, which is another one when a copy is served."""
    return "/" + link.split("/", 3)[3]


def system_python() -> str:
    """Return a Python that has nothing of ours: what a resident has at home."""
    found = shutil.which("python3", path="/usr/bin:/usr/local/bin")
    return found or os.path.realpath(sys.executable)
