"""What a resident does at home with the file of a vote and the script from its page."""

import subprocess
from pathlib import Path

from tests.support.site import system_python


def recount(folder: Path, script: bytes, document: bytes) -> tuple[int, str]:
    """Count again with a Python that has nothing of ours; return the status and what is said."""
    (folder / "recount.py").write_bytes(script)
    (folder / "poll.json").write_bytes(document)
    return _run(folder, "recount.py", "poll.json")


def repeat_draw(folder: Path, script: bytes, lottery: bytes, draw: bytes) -> tuple[int, str]:
    """Draw a lot again in the same way, from its list and from what was said."""
    (folder / "recount_lot.py").write_bytes(script)
    (folder / "lottery.json").write_bytes(lottery)
    (folder / "draw.json").write_bytes(draw)
    return _run(folder, "recount_lot.py", "lottery.json", "draw.json")


def _run(folder: Path, *command: str) -> tuple[int, str]:
    done = subprocess.run(
        [system_python(), "-I", *command],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def recount_election(folder: Path, script: bytes, document: bytes) -> tuple[int, str]:
    """Do the same with the file of an election and its script."""
    return recount(folder, script, document)
