"""Runs the site: pages and live meetings, in this process alone or as one of several."""

import os
import socket
from contextlib import nullcontext
from typing import Any

from channels.routing import get_default_application
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DEFAULT_DB_ALIAS
from twisted.internet import reactor, task
from twisted.internet.error import CannotListenError

from council.config.demonstration.play import playing
from realtime import bus
from realtime.server import Server

ALIVE = 10  # between two signs of life for systemd [s]


class Command(BaseCommand):
    help = "Serve the site and its live meetings until the process is asked to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--bind", default="127.0.0.1", help="address to listen on")
        parser.add_argument("--play", action="store_true", help="demo: let members act")

    def handle(self, *, port: int, bind: str, play: bool, **_: Any) -> None:
        if play and not settings.MAJLIS_DEMO:
            message = "Nobody acts for the members of a real council: --play is for the demo."
            raise CommandError(message)
        self.check_migrations()
        self.check(databases=[DEFAULT_DB_ALIAS])  # the guards on ballots stand, or nothing runs
        self._tell(f"Majlis serves {settings.PUBLIC_URL} on {bind}:{port}, {profile()}.")
        application = get_default_application()
        server = Server(application=application, bind=bind, port=port, farewell=bus.farewell)
        reactor.callLater(0, _begin, server)
        try:
            with playing(self._tell) if play else nullcontext():
                server.run()
        except CannotListenError as problem:
            message = f"Nobody can be served on {bind}:{port}: {problem.socketError}"
            raise CommandError(message) from None

    def _tell(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def profile() -> str:
    """Say which of the two installations this is, by what the environment names."""
    database = "PostgreSQL" if settings.DATABASE_URL.startswith("postgres") else "SQLite"
    if settings.REDIS_URL:
        return f"as one of several processes, with {database} and Redis"
    return f"by this process alone, with {database}"


def _begin(server: Server) -> None:
    """Listen to the other processes before anybody comes, and tell systemd that we serve."""
    if server.ports:
        bus.here()
        notify("READY=1")
        task.LoopingCall(notify, "WATCHDOG=1").start(ALIVE)


def notify(state: str) -> None:
    """Tell whoever started us, as sd_notify(3) does."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.connect(address.replace("@", "\0", 1) if address[0] == "@" else address)
            line.sendall(state.encode())
