"""A PostgreSQL of our own, durable as in a council, gone when it is no longer needed."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.machine import Missing
from tests.support.site import free_port

BINARIES = Path("/usr/lib/postgresql")  # Debian's


@contextmanager
def private_postgres(*, connections: int = 100) -> Iterator[str]:
    """Start a server with ``fsync`` on, and yield the address of its first database.

    Raises:
        Missing: Debian's PostgreSQL is not installed.
    """
    found = sorted(BINARIES.glob("*/bin"), key=lambda each: int(each.parent.name))
    if not found:
        reason = "no PostgreSQL was found; on Debian: apt install postgresql"
        raise Missing(reason)
    with tempfile.TemporaryDirectory(prefix="majlis-postgres-", dir="/var/tmp") as folder:
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres")
        control = [str(found[-1] / "pg_ctl"), "-D", f"{folder}/base"]
        port = free_port()
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
        options += f" -c max_connections={connections}"
        made = [str(found[-1] / "initdb"), "-U", "majlis", "--auth=trust", "--encoding=UTF8"]
        _run([*made, "--locale=C.UTF-8", "-D", f"{folder}/base"], folder)
        _run([*control, "start", "-w", "-l", f"{folder}/log", "-o", options], folder)
        try:
            yield f"postgresql://majlis@127.0.0.1:{port}/postgres"
        finally:
            _run([*control, "stop", "-m", "immediate"], folder)


def _run(command: list[str], folder: str) -> None:
    """Run the command; PostgreSQL refuses to run as root."""
    before = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    subprocess.run([*before, *command], cwd=folder, check=True, stdout=subprocess.DEVNULL)
