"""Servers for one benchmark: each a process of its own, told what to do and asked how it is."""

import json
import os
import shutil
import socket
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.source import ROOT

PAGE = os.sysconf("SC_PAGE_SIZE")


def free_port():
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def surroundings(state):
    """Return what a server finds in its environment: a database of its own, and nothing else."""
    return {"MAJLIS_STATE_DIR": str(state), "DATABASE_URL": "", "REDIS_URL": ""}


class Server:
    """A server that listens."""

    def __init__(self, state, module, *arguments):
        self.port = free_port()
        command = [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.lines.{module}"]
        self._complaints = state / "complaints"
        with self._complaints.open("w") as complaints:
            self.process = subprocess.Popen(
                [*command, str(self.port), *map(str, arguments)],
                cwd=ROOT,
                env=os.environ | surroundings(state),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
            )
        self._hear()  # it says when it is ready

    def ask(self, *words):
        """Tell the server what to do, without waiting for the answer; see ``answer``."""
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()

    def answer(self):
        """Return the answer to what was asked last."""
        return self._hear()

    def tell(self, *words):
        """Tell the server what to do, and return its answer."""
        self.ask(*words)
        return self._hear()

    def _hear(self):
        line = self.process.stdout.readline()
        if not line:
            complaints = self._complaints.read_text()
            raise RuntimeError(f"{self.process.args} has ended: {complaints[-2000:]}")
        return json.loads(line)

    @property
    def rss(self):
        """What it holds of the memory [bytes]."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE

    def stop(self):
        """Ask it to end, and end it if it does not: the stock server may stumble over that."""
        self.process.terminate()
        try:
            self.process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.communicate()


@contextmanager
def machine():
    """Start servers: ``start(module, *arguments)``; all of them end with the block."""
    servers = []
    with TemporaryDirectory() as folder:

        def start(module, *arguments):
            state = Path(folder) / f"{len(servers)}"
            state.mkdir()
            servers.append(Server(state, module, *arguments))
            return servers[-1]

        try:
            yield start
        finally:
            for each in servers:
                each.stop()


@contextmanager
def private_redis():
    """Start a Redis that nobody else uses; None where there is no such program."""
    program, port = shutil.which("redis-server"), free_port()
    if program is None:
        yield None
        return
    quiet = ["--save", "", "--appendonly", "no", "--loglevel", "warning"]
    process = subprocess.Popen([program, "--port", str(port), *quiet], stdout=subprocess.DEVNULL)
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait()
