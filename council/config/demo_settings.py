"""The settings of ``manage.py demo``: the same, with a state of its own and doors held open."""

import os
import sys
from argparse import ArgumentParser
from pathlib import Path

_parser = ArgumentParser(add_help=False)
_parser.add_argument("--port", type=int, default=8000)
_asked, _rest = _parser.parse_known_args(sys.argv[1:])
_state = Path(__file__).resolve().parents[2] / ".majlis" / "demo"

os.environ.setdefault("MAJLIS_DEMO", "1")
os.environ.setdefault("MAJLIS_STATE_DIR", str(_state))
os.environ.setdefault("MAJLIS_PUBLIC_URL", f"http://127.0.0.1:{_asked.port}")

from council.config.settings import *  # noqa: E402, F403 - they read the environment now
