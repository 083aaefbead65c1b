"""How a server that is measured is told what to do: lines of JSON, answered one by one."""

import asyncio
import json
import sys
import time


def say(**facts):
    """Answer, with the time and what this process has used of the processor until now."""
    print(json.dumps({"at": time.monotonic(), "cpu": time.process_time(), **facts}), flush=True)


def attend(acts):
    """Carry out what comes on standard input, on the running loop; end when it is closed.

    An act is an async function; what it returns, facts or None, is the answer.
    """
    loop = asyncio.get_running_loop()

    def read():
        line = sys.stdin.readline()
        if not line:
            loop.remove_reader(sys.stdin)
            return
        name, *arguments = json.loads(line)
        loop.create_task(carry_out(acts[name], arguments))  # noqa: RUF006 - one at a time

    loop.add_reader(sys.stdin, read)
    say()


async def carry_out(act, arguments):
    say(**(await act(*arguments) or {}))


async def ask():
    """The act that does nothing: its answer says how much processor time was used."""
