"""The power fails: what was written and not synchronised is gone. Had it been acknowledged?

A killed process loses nothing that the kernel has taken, so kills prove nothing about the disk.
Here strace(1) notes what a server writes to its database, what it synchronises, what it sends. From
that the files are put together as the disk holds them, at worst, at the moment of each answer.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

CALLS = "pwrite64,fdatasync,fsync,ftruncate,unlink,sendto"
ANSWER = b"HTTP/1.1 200"  # to a ballot
STARTED = re.compile(r"^(\d+) +(\w+)\((.*)$")
UNFINISHED = re.compile(r"^(.*) <unfinished \.\.\.>$")
RESUMED = re.compile(r"^(\d+) +<\.\.\. (\w+) resumed>(.*)$")
WRITTEN = re.compile(r"^\d+<(.*?)>, \"(.*)\", \d+, (\d+)")
NAMED = re.compile(r"^\d+<(.*?)>(?:, (\d+))?")
GONE = re.compile(r"^\"(.*?)\"")
SENT = re.compile(r"^\d+<.*?>, \"(.*?)\"")


def tracing(log: Path) -> Sequence[str]:
    """Return what a process is started under, so that it and its children are watched."""
    options = ["-f", "--seccomp-bpf", "-y", "-xx", "-s", "200000", "-e", "signal=none"]
    return ["strace", *options, "-e", f"trace={CALLS}", "-o", str(log)]


@dataclass
class Disk:
    """The files of the database as they are on the disk: only what was synchronised."""

    files: dict[str, bytearray]
    waiting: dict[str, list[tuple[int, bytes | None]]] = field(default_factory=dict)
    syncs: Counter[str] = field(default_factory=Counter)

    def write(self, name: str, at: int, data: bytes | None) -> None:
        """Take note of a write; without data, of the file being cut off there."""
        self.waiting.setdefault(name, []).append((at, data))

    def sync(self, name: str) -> None:
        """Bring to the disk what was written to the file so far."""
        self.syncs[name] += 1
        kept = self.files.setdefault(name, bytearray())
        for at, data in self.waiting.pop(name, []):
            if data is None:
                del kept[at:]
            else:
                kept.extend(bytes(max(0, at - len(kept))))
                kept[at : at + len(data)] = data

    def forget(self, name: str) -> None:
        """Take the file away."""
        self.files.pop(name, None)
        self.waiting.pop(name, None)

    def ballots(self) -> int:
        """Count the ballots that would be found when the power is back [ballots]."""
        with TemporaryDirectory() as folder:
            for name, kept in self.files.items():
                (Path(folder) / name).write_bytes(kept)
            found = sqlite3.connect(Path(folder) / "majlis.sqlite3")
            try:
                assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                return int(found.execute("SELECT count(*) FROM voting_ballot").fetchone()[0])
            finally:
                found.close()


def disk_of(state: Path) -> Disk:
    """Return the disk as it is before the server starts; everything has come to rest."""
    files = state.glob("majlis.sqlite3*")
    return Disk(
        {each.name: bytearray(each.read_bytes()) for each in files if "-shm" not in each.name}
    )


def promises_broken(log: Path, disk: Disk) -> tuple[list[str], int]:
    """Return for which answers a ballot would be missing, and how many answers there were."""
    broken, answers = [], 0
    for call, arguments, is_start in _calls(log):
        if call == "sendto" and is_start:
            if _bytes(SENT.match(arguments)).startswith(ANSWER):
                answers += 1
                found = disk.ballots()
                if found < answers:
                    broken.append(f"{answers} ballots were acknowledged, {found} were on the disk")
        elif not is_start:
            _apply(disk, call, arguments)
    return broken, answers


def _apply(disk: Disk, call: str, arguments: str) -> None:
    named = NAMED.match(arguments) or GONE.match(arguments)
    name = Path(_bytes(named).decode()).name
    if not name.startswith("majlis.sqlite3") or name.endswith("-shm"):
        return
    if call == "unlink":
        disk.forget(name)
    elif call == "pwrite64":
        written = WRITTEN.match(arguments)
        assert written is not None, arguments[:200]
        disk.write(name, int(written[3]), _plain(written[2]))
    elif call == "ftruncate":
        assert named is not None
        disk.write(name, int(named[2]), None)
    elif call in {"fdatasync", "fsync"}:
        disk.sync(name)


def _calls(log: Path) -> Iterator[tuple[str, str, bool]]:
    """Yield each call when it starts and when it is done, in the order of the whole process."""
    begun: dict[str, str] = {}
    for line in log.read_text().splitlines():
        if resumed := RESUMED.match(line):
            yield resumed[2], begun.pop(resumed[1], "") + resumed[3], False
        elif started := STARTED.match(line):
            unfinished = UNFINISHED.match(started[3])
            arguments = unfinished[1] if unfinished else started[3]
            yield started[2], arguments, True
            if unfinished:
                begun[started[1]] = arguments
            else:
                yield started[2], arguments, False


def _bytes(found: re.Match[str] | None) -> bytes:
    return _plain(found[1]) if found else b""


def _plain(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))
