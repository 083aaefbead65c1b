"""PostgreSQL, Redis and nginx of a test's own: it may kill, restart and slow them down."""

import os
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import redis
import yaml

from tests.support.machine import postgres_programs, program
from tests.support.site import free_port
from tests.support.suite import ROOT

DEPLOY = ROOT / "council" / "deploy"
PASSWORD = "known to nobody but the tests".replace(" ", "-")
PATIENCE = 30  # until a service must answer [s]


def until(holds, seconds=PATIENCE):
    """Look again and again until it holds; return what it is then."""
    end = time.monotonic() + seconds
    while True:
        with suppress(OSError, psycopg.Error, redis.RedisError):
            if found := holds():
                return found
        assert time.monotonic() < end, f"{holds} does not hold after {seconds} s"
        time.sleep(0.05)


class Postgres:
    """A cluster of its own, with passwords as in earnest; it survives being killed."""

    def __init__(self):
        self.place = TemporaryDirectory(prefix="majlis-postgres-")  # pytest's is root's alone
        self.folder, self.port = Path(self.place.name), free_port()
        self.bin = postgres_programs()
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        (self.folder / "password").write_text(PASSWORD)
        self.data = self.folder / "data"
        self.create()
        self.start()
        with psycopg.connect(self.url, dbname="postgres", autocommit=True) as line:
            line.execute("CREATE DATABASE majlis")

    def create(self, *more):
        """Make the cluster."""
        told = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        told += ["-U", "majlis", f"--pwfile={self.folder / 'password'}", *more]
        self._run("initdb", "-D", str(self.data), *told)

    @property
    def url(self):
        """Where it answers."""
        return f"postgresql://majlis:{PASSWORD}@127.0.0.1:{self.port}/majlis"

    def start(self):
        """Start it; as durable as in earnest."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1"
        options += f" -c unix_socket_directories={self.folder}"
        told = ["-D", str(self.data), "-l", str(self.folder / "log"), "-o", options]
        self._run("pg_ctl", "start", "-w", *told)

    def stop(self, mode="immediate"):
        """Stop it; ``immediate`` is as good as a power failure."""
        self._run("pg_ctl", "stop", "-D", str(self.data), "-m", mode)

    def restart(self):
        """Start it anew, whether or not it has died of what befell it."""
        with suppress(subprocess.CalledProcessError):
            self.stop()
        self.start()

    def remove(self):
        """Stop it for good."""
        self.stop()
        self.place.cleanup()

    def ask(self, question, *values):
        """Return the rows of an answer."""
        with psycopg.connect(self.url) as line:
            return line.execute(question, values).fetchall()

    def order(self, statement):
        """Change something, as the administrator of the server does."""
        with psycopg.connect(self.url, autocommit=True) as line:
            line.execute(statement)

    def _run(self, name, *arguments):
        command = [*self._as_owner(), str(self.bin / name), *arguments]
        subprocess.run(command, cwd=self.folder, check=True, stdout=subprocess.DEVNULL)

    def _as_owner(self):
        return ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []


class Redis:
    """A Redis of its own, as ``compose.yaml`` starts it, with the same rights."""

    def __init__(self, folder: Path):
        self.folder, self.port = folder, free_port()
        folder.mkdir()
        self.start()

    @property
    def url(self):
        """Where the installation's user reaches it."""
        return f"redis://majlis:{PASSWORD}@127.0.0.1:{self.port}/0"

    def start(self):
        """Start it, at the same port as before."""
        where = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        everything = ["--user", "test", "on", "nopass", "~*", "&*", "+@all"]
        everything += ["--enable-debug-command", "local"]  # it can be put to sleep
        command = [program("redis-server", "redis-server"), *where, *as_shipped()]
        with (self.folder / "log").open("a") as log:
            self.process = subprocess.Popen([*command, *everything], stdout=log, stderr=log)
        until(lambda: self.client().ping())

    def client(self, **options):
        """Return a client that may do everything, such as sleep or forget."""
        return redis.Redis(port=self.port, username="test", password="any", **options)

    def kill(self):
        """End it without a word."""
        self.process.kill()
        self.process.wait()


def as_shipped():
    """Return the options of Redis in ``compose.yaml``, with the tests' password."""
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    _, *options = compose["services"]["redis"]["command"]
    return [each.replace("${REDIS_PASSWORD:?}", PASSWORD) for each in options]


class Nginx:
    """The shipped configuration, with ports, certificate and folder of a test."""

    def __init__(self, folder: Path, *sites: str):
        self.folder = folder
        folder.mkdir()
        for number, site in enumerate(sites):
            (folder / f"{number}.conf").write_text(site)
        (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=_user()))
        command = [program("nginx", "nginx"), "-p", str(folder), "-c", str(folder / "nginx.conf")]
        subprocess.run([*command, "-t"], check=True, capture_output=True)
        self.process = subprocess.Popen(command)

    def stop(self):
        """Stop it; return what it complained of."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=10)
        return (self.folder / "errors").read_text()


def _user():
    return "user root;" if os.geteuid() == 0 else ""


MAIN = """
{user}
daemon off;
worker_processes 2;
worker_rlimit_nofile 16384;
pid {folder}/pid;
error_log {folder}/errors;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/[0-9].conf;
}}
"""
