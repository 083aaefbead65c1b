"""The large installation: PostgreSQL, Redis, several processes, and nginx as it is shipped."""

import asyncio
import json
import re
import signal
import ssl
import subprocess
import sys
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.support.certificate import make_certificate
from tests.support.servers import Nginx, Postgres, Redis, until
from tests.support.site import SECRET, free_port
from tests.support.suite import ROOT, clean_environment

PROXY = ROOT / "council" / "deploy" / "proxy"
PORT = re.compile(r"(?<=127\.0\.0\.1:)800(\d)")


class Process:
    """One ``manage.py serve``."""

    def __init__(self, installation, number):
        self.port, self.number = free_port(), number
        self.installation = installation
        self.start()

    def start(self):
        """Start it, at the same port as before, and wait until it is ready."""
        self.log = self.installation.folder / f"majlis-{self.number}.log"
        told = ["manage.py", "serve", "--port", str(self.port)]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-W", "ignore", *told],
                cwd=ROOT,
                env=self.installation.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        until(self.is_ready, 60)

    def is_ready(self):
        """Say whether it can serve."""
        assert self.process.poll() is None, self.log.read_text()
        return self.installation.ask("/health/ready", port=self.port)[0] == 200

    def kill(self):
        """End it without a word, as the kernel does when memory runs out."""
        self.process.kill()
        self.process.wait()

    def stop(self):
        """Ask it to stop; return its exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=20)


class Installation:
    """All of it, with a meeting that is on."""

    def __init__(self, folder: Path, *, seats=8, processes=2, postgres=None, **variables):
        self.folder, self.variables, self.port = folder, variables, free_port()
        self.plain_port = free_port()
        self.postgres, self.redis = postgres or Postgres(), Redis(folder / "redis")
        self.facts = json.loads(self.run("-m", "tests.support.hall", str(seats)).splitlines()[-1])
        self.processes = [Process(self, number + 1) for number in range(processes)]
        self.nginx = None

    @property
    def environment(self):
        """What its processes are told."""
        return clean_environment() | {
            "DJANGO_SETTINGS_MODULE": "council.config.settings",
            "MAJLIS_STATE_DIR": str(self.folder / "state"),
            "MAJLIS_PUBLIC_URL": self.url,
            "MAJLIS_PROXY_ADDRESSES": "127.0.0.1",
            "MAJLIS_SECRET_KEY": SECRET,
            "MAJLIS_LOG": "WARNING",
            "DATABASE_URL": self.postgres.url,
            "REDIS_URL": self.redis.url,
            **self.variables,
        }

    @property
    def url(self):
        """Where people reach it."""
        return f"https://127.0.0.1:{self.port}"

    def behind_nginx(self):
        """Put the shipped site in front, at ports of its own."""
        certificate = make_certificate(self.folder)
        site = (PROXY / "majlis.conf").read_text()
        site = site.replace("listen 80;", f"listen {self.plain_port};")
        site = re.sub(r"listen \[::\]:\d+[^;]*;", "", site)
        site = site.replace("listen 443 ", f"listen {self.port} ")
        site = site.replace("council.example", "127.0.0.1").replace("/opt/majlis", str(ROOT))
        site = site.replace("/etc/majlis/tls", str(certificate.parent))
        ports = [each.port for each in self.processes]
        upstream = (PROXY / "upstream.conf").read_text()
        upstream = PORT.sub(lambda found: str(ports[int(found[1]) - 1]), upstream)
        self.nginx = Nginx(self.folder / "nginx", upstream, site)
        until(lambda: self.ask("/health/live")[0] == 200)
        return self

    def run(self, *command):
        """Run Python with the installation's settings and return what it prints."""
        told = {"cwd": ROOT, "env": self.environment, "text": True}
        return subprocess.check_output([sys.executable, *command], **told)

    def ask(self, path, *, port=None, member=None, body=None, headers=None, source="127.0.0.1"):
        """Send a request to nginx, or past it to a process's port; return status, headers, body."""
        facts = {"timeout": 30, "source_address": (source, 0)}
        if port is None:
            line = HTTPSConnection("127.0.0.1", self.port, context=trusting(), **facts)
        else:
            line = HTTPConnection("127.0.0.1", port, **facts)
        sent = {"Host": f"127.0.0.1:{self.port}", "Origin": self.url} | (headers or {})
        if port is not None:
            sent = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.1"} | sent
        if member is not None or body is not None:
            sent["Cookie"] = self._cookies(member)
        if isinstance(body, dict):
            body = urlencode(body | {"csrfmiddlewaretoken": TOKEN})
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        with closing(line):
            line.request("GET" if body is None else "POST", path, body=body, headers=sent)
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()

    def _cookies(self, member):
        session = "" if member is None else f"; __Host-session={self.facts['sessions'][member]}"
        return f"__Host-csrf={TOKEN}{session}"

    def line(self, member=None, *, port=None, source="127.0.0.1", headers=None, **asked):
        """Open a line to the meeting, through nginx or past it, as a browser would."""
        address = f"/ws/meetings/{self.facts['meeting']}/"
        address += f"?{urlencode(asked)}"
        sent = {"Cookie": self._cookies(member)}
        facts = {"subprotocols": ["majlis.v1"], "origin": self.url, "max_size": None}
        facts |= {
            "local_addr": (source, 0),
            "open_timeout": 15,
            "ping_interval": None,
            "close_timeout": 1,
        }
        if port is None:
            facts |= {"ssl": trusting()}
        else:  # the address stays, so that the handshake names the right host
            facts |= {"host": "127.0.0.1", "port": port}
        site = self.url.replace("https", "wss" if port is None else "ws")
        return connect(site + address, additional_headers=sent | (headers or {}), **facts)

    def act(self, words):
        """Return the frame by which a member speaks."""
        fields = {"item_id": str(self.facts["item"]), "language": "en", "body": words}
        return json.dumps(
            {"t": "cmd", "key": str(uuid4()), "name": "contribution.make", "fields": fields}
        )

    def end(self):
        """Stop all of it; return what the processes printed besides their greeting."""
        if self.nginx is not None:
            self.nginx.stop()
        for each in self.processes:
            if each.process.poll() is None:
                each.stop()
        self.redis.kill()
        self.postgres.remove()
        printed = [path.read_text() for path in sorted(self.folder.glob("majlis-*.log"))]
        return "".join(re.sub(r"Majlis serves .*\n", "", one) for one in printed)


async def frame(line, *kinds, timeout=15, **facts):
    """Return the next frame of one of the kinds that says what is asked for."""
    async with asyncio.timeout(timeout):
        while True:
            made = json.loads(await line.recv())
            if made["t"] in kinds and facts.items() <= made.items():
                return made


async def ending(line, timeout=15):
    """Read until the server hangs up; return the close code."""
    async with asyncio.timeout(timeout):
        with suppress(ConnectionClosed):
            while True:
                await line.recv()
    return line.close_code


TOKEN = "a" * 32


def trusting():
    """Trust the certificate of the test, which nobody has signed."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context
