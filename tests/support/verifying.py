"""The verifier as a journalist runs it: one file, Python, ``cryptography``, and no network."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from tests.support.source import ROOT

VERIFIER = ROOT / "deliberation" / "register" / "verify_register.py"
NEEDED = ("cryptography", "cffi", "_cffi_backend", "pycparser", "typing_extensions")
OFFLINE = (
    "import runpy, socket, sys\n"
    "def refused(*_, **__): raise SystemExit('the verifier asked the network')\n"
    "socket.socket = socket.create_connection = socket.getaddrinfo = refused\n"
    "sys.argv = sys.argv[1:]\n"
    "runpy.run_path(sys.argv[0], run_name='__main__')\n"
)


def verify(folder, what, path, *, origin, keys, since=None, authority=None, verifier=VERIFIER):
    """Run the verifier; return its exit code and what it said."""
    command = [sys.executable, "-S", "-c", OFFLINE, str(verifier), what, str(path)]
    command += ["--origin", origin]
    for key in keys:
        command += ["--key", str(key)]
    if since is not None:
        command += ["--since", str(since)]
    if authority is not None:
        command += ["--authority", str(authority)]
    told = {"PYTHONPATH": str(packages(folder)), "PATH": os.environ["PATH"]}
    done = subprocess.run(
        command, check=False, cwd=folder, env=told, capture_output=True, text=True, timeout=60
    )
    return done.returncode, done.stdout + done.stderr


def packages(folder):
    """Return a folder in which ``cryptography`` and what it needs stand, and nothing else."""
    place = Path(folder) / "packages"
    if not place.exists():
        place.mkdir()
        for name in NEEDED:
            found = find_spec(name)
            if found and found.origin and found.origin != "built-in":
                origin = Path(found.origin)
                source = origin.parent if origin.name == "__init__.py" else origin
                (place / source.name).symlink_to(source)
    return place
