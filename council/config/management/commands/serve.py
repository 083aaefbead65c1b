"""Runs the site: pages and live meetings, in one process."""

from typing import Any

from channels.routing import get_default_application
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from twisted.internet.error import CannotListenError

from realtime import bus
from realtime.server import Server


class Command(BaseCommand):
    help = "Serve the site and its live meetings until the process is asked to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port to listen on")
        parser.add_argument("--bind", default="127.0.0.1", help="address to listen on")

    def handle(self, *, port: int, bind: str, **_: Any) -> None:
        self.check_migrations()
        self.stdout.write(f"Majlis serves {settings.PUBLIC_URL} on {bind}:{port}.")
        self.stdout.flush()
        application = get_default_application()
        server = Server(application=application, bind=bind, port=port, farewell=bus.farewell)
        try:
            server.run()
        except CannotListenError as problem:
            message = f"Nobody can be served on {bind}:{port}: {problem.socketError}"
            raise CommandError(message) from None
