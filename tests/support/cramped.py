"""A PostgreSQL on a disk so small that a test can fill it, or whose disk answers with an error."""

import subprocess
from contextlib import contextmanager
from pathlib import Path

from tests.support.machine import Missing, program
from tests.support.servers import Postgres, until

SMALL = 160  # [MiB]
UNSHARE = ("unshare", "--mount", "--propagation", "private")


def require_mounts():
    """Make sure that a small disk can be mounted.

    Raises:
        Missing: only root can, and not in every container.
    """
    mounting = "mount -t tmpfs -o size=1m small /mnt"
    tried = subprocess.run([*UNSHARE, "sh", "-c", mounting], capture_output=True, check=False)
    if tried.returncode:
        words = tried.stderr.decode().strip()
        reason = f"NO DISK CAN BE FILLED, so nobody knows what a full one does: {words}"
        raise Missing(reason)


def require_tracing():
    """Make sure that the kernel can be made to answer a cluster with an error.

    Raises:
        Missing: nobody may be traced here.
    """
    tried = [program("strace", "strace"), "-o", "/dev/null", "true"]
    if subprocess.run(tried, capture_output=True, check=False).returncode:
        reason = "NO DISK CAN BE MADE TO FAIL, for nobody may be traced here"
        raise Missing(reason)


class Cramped(Postgres):
    """A cluster that has its tables or its write-ahead log on a small disk, which is in memory.

    The disk is mounted in a namespace of its own, which ends with the processes in it: whatever
    becomes of the test, nothing stays mounted.
    """

    def __init__(self, small: str):
        """``small`` is what lies on the small disk: ``tables`` or ``log``."""
        self._holder = subprocess.Popen([*UNSHARE, "sleep", "infinity"])
        until(self._is_apart)
        self._has_log = small == "log"
        super().__init__()

    def create(self):
        """Make the cluster in two places."""
        self._small = self.folder / "small"
        self._small.mkdir()
        size = f"size={SMALL}m,uid={self.folder.owner()},mode=700"
        self._there("mount", "-t", "tmpfs", "-o", size, "small", str(self._small))
        log = self.folder / "wal"
        if self._has_log:
            log = self._small / "wal"
        else:
            self.data = self._small / "data"
        super().create(f"--waldir={log}", "--wal-segsize=1")
        # Nothing of the log is used again while it cannot be put into an archive.
        archive = r"archive_mode = on\narchive_command = false\n"
        self._there("sh", "-c", f"printf '{archive}' >> {self.data}/postgresql.conf")

    def fill(self):
        """Leave no room at all."""
        filling = f"cat /dev/zero > {self._small}/ballast 2> /dev/null || true"
        self._there("sh", "-c", filling)

    def make_room(self):
        """Take away what filled the disk, and start the cluster if that was too much for it."""
        self._there("rm", "-f", f"{self._small}/ballast")
        self.restart()

    def remove(self):
        """Stop it for good, and the disk with it."""
        try:
            super().remove()
        finally:
            self._holder.kill()
            self._holder.wait()

    def _is_apart(self):
        ours, theirs = (Path(f"/proc/{pid}/ns/mnt") for pid in ("self", self._holder.pid))
        return ours.readlink() != theirs.readlink()

    def _there(self, *command):
        subprocess.run([*self._inside(), *command], check=True)

    def _inside(self):
        return ["nsenter", f"--target={self._holder.pid}", "--mount", "--"]

    def _as_owner(self):
        return [*self._inside(), *super()._as_owner()]


def processes_of(postgres):
    """Return the processes of a cluster."""
    postmaster = (postgres.data / "postmaster.pid").read_text().split()[0]
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    return [postmaster, *children]


@contextmanager
def failing_disk(*pids):
    """Let the kernel answer with an error whenever one of the processes waits for its disk."""
    command = [program("strace", "strace"), "-f", "-qq", "-o", "/dev/null"]
    command += ["-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO"]
    command += [f"--attach={pid}" for pid in pids]
    tracing = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    until(lambda: all(map(_is_traced, pids)))
    try:
        yield
    finally:
        tracing.terminate()
        tracing.wait()


def _is_traced(pid):
    threads = Path(f"/proc/{pid}/task").glob("*/status")
    return all("TracerPid:\t0\n" not in each.read_text() for each in threads)
