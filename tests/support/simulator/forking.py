"""A process that has everything imported and stands by: it forks servers and small works.

Starting Python and Django takes seconds, forking a process that has done so a few hundredths of
one. Run as ``python -m tests.support.simulator.forking``; reads and writes lines of JSON.
"""

import asyncio
import ctypes
import gc
import importlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import django

django.setup()

from channels.routing import get_default_application  # noqa: E402 - needs the apps
from django.core.cache import caches  # noqa: E402 - so does all that follows
from django.db import connections  # noqa: E402
from twisted.internet import reactor  # noqa: E402

from realtime import bus  # noqa: E402
from realtime.server import Server  # noqa: E402
from tests.support.simulator import town  # noqa: E402

DIE_WITH_PARENT = 1  # prctl(2): PR_SET_PDEATHSIG

Asked = dict[str, Any]


def stand_by() -> None:
    """Carry out what is asked for, line by line."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed
    for line in sys.stdin:
        asked = json.loads(line)
        answer = {"serve": start, "work": carry_out, "warm up": warm_up}[asked["do"]](asked)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def start(asked: Asked) -> Asked:
    """Fork a server."""
    pid = os.fork()
    if pid == 0:
        with _a_process_of_its_own():
            for change in asked["changes"]:
                named(change)()
            serve(asked["port"])
    return {"done": pid}


def carry_out(asked: Asked) -> Asked:
    """Fork a process that does the work, and wait for what it has to say."""
    here, there = os.pipe()
    if os.fork() == 0:
        os.close(here)
        with _a_process_of_its_own(), os.fdopen(there, "w") as answer:
            answer.write(json.dumps(_done(asked), default=str))
    os.close(there)
    with os.fdopen(here) as told:
        answer = told.read()
    return json.loads(answer) if answer else {"failed": "The process died."}


def warm_up(asked: Asked) -> Asked:
    """Play a little in this very process, and let go of every file before anybody is forked."""
    town.rehearse(**asked["facts"])
    connections.close_all()
    if connections["default"].vendor == "postgresql":
        connections["default"].close_pool()  # its connections must not be everybody's
    del caches["default"]
    gc.freeze()  # what was made so far stays where it is, and is not copied for every process
    return {"done": None}


def named(path: str) -> Callable[..., Any]:
    """Return the function of this name."""
    module, _, name = path.partition(":")
    return getattr(importlib.import_module(module), name)


def serve(port: int) -> None:
    """Serve the site as ``manage.py serve`` does, until the process is killed."""
    application = get_default_application()
    Server(application=application, bind="127.0.0.1", port=port, farewell=bus.farewell).run()
    for task in asyncio.all_tasks(reactor._asyncioEventloop):
        sys.stderr.write(f"Traceback: {task} was left when the server had stopped\n")


def _done(asked: Asked) -> Asked:
    try:
        return {"done": named(asked["work"])(**asked["facts"])}
    except Exception:  # noqa: BLE001 - told to whoever asked
        return {"failed": traceback.format_exc()}


@contextmanager
def _a_process_of_its_own() -> Iterator[None]:
    """Give what was forked an event loop; end it here, for what follows belongs to its parent."""
    try:
        ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        reactor.__init__(asyncio.new_event_loop())
        yield
    except BaseException:  # noqa: BLE001 - it is written down, and the process ends
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(0)


if __name__ == "__main__":
    stand_by()
