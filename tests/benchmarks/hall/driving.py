"""The members: a process of its own that casts when it is told to and says what it was answered.

    python -m tests.benchmarks.hall.driving PORT  <  orders, one line of JSON each

It builds every byte before the clock starts and reads frames without a library, so that what is
measured is the server's work and as little as possible of its own.
"""

import asyncio
import base64
import json
import os
import resource
import sys
import time
from collections import Counter
from uuid import uuid4

CHOICES = ("yes", "no", "abstain")
TOKEN = "t" * 32  # CSRF: the cookie and the field agree
PATIENCE = 120  # for all answers of a round [s]
TOGETHER = 64  # connections that are being opened at the same time


class Line(asyncio.Protocol):
    """A WebSocket, or a kept-alive HTTP connection, which waits for one answer at a time."""

    def __init__(self):
        self.buffer, self.awaited, self.answer, self.at = b"", None, None, 0.0

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, _problem):
        self.settle("lost")

    def data_received(self, data):
        self.buffer += data
        while (found := self.take()) is not None:
            if self.is_answer(found):
                self.at = time.perf_counter()
                self.settle(found)

    def settle(self, answer):
        if self.awaited is not None and not self.awaited.done():
            self.answer = answer
            self.awaited.set_result(answer)

    def ask(self, data):
        self.awaited = asyncio.get_running_loop().create_future()
        self.transport.write(data)
        return self.awaited


class Socket(Line):
    """Reads unmasked frames; an ``ack`` or a ``no`` is an answer, and the greeting; else news."""

    is_open = False

    def take(self):
        if not self.is_open:
            head, end, rest = self.buffer.partition(b"\r\n\r\n")
            if not end:
                return None
            self.is_open, self.buffer = True, rest
            return head
        if len(self.buffer) < 2:
            return None
        size, start = self.buffer[1] & 0x7F, 2
        if size == 126:
            size, start = int.from_bytes(self.buffer[2:4], "big"), 4
        elif size == 127:
            size, start = int.from_bytes(self.buffer[2:10], "big"), 10
        if len(self.buffer) < start + size:
            return None
        found, self.buffer = self.buffer[start : start + size], self.buffer[start + size :]
        return found

    def is_answer(self, found):
        return found.startswith((b'{"t":"ack"', b'{"t":"no"', b'{"t":"hello"'))


class Kept(Line):
    """Reads whole responses."""

    def take(self):
        head, end, rest = self.buffer.partition(b"\r\n\r\n")
        if not end:
            return None
        at = head.lower().find(b"content-length:")
        size = int(head[at + 15 :].split(b"\r\n")[0]) if at >= 0 else 0
        if len(rest) < size:
            return None
        self.buffer = rest[size:]
        return head.split(b"\r\n")[0] + b" " + rest[:size]

    def is_answer(self, _found):
        return True


class Hall:
    """All members, each with the lines they hold."""

    def __init__(self, port, known):
        self.port, self.known = port, known
        self.lines = {}

    async def open(self, kind, members):
        """Open a line for each of the first members."""
        gate = asyncio.Semaphore(TOGETHER)
        loop = asyncio.get_running_loop()

        async def one(member):
            async with gate:
                _, line = await loop.create_connection(kind, "127.0.0.1", self.port)
                if kind is Socket:
                    await line.ask(self.handshake(member))  # until it is greeted
                return line

        self.lines[kind] = await asyncio.gather(*(one(each) for each in range(members)))

    def handshake(self, member):
        key = base64.b64encode(os.urandom(16)).decode()
        return (
            f"GET /ws/meetings/{self.known['meeting']}/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            f"Sec-WebSocket-Protocol: majlis.v1\r\n"
            f"Cookie: session={self.known['sessions'][member]}\r\n\r\n"
        ).encode()

    def command(self, member, choice, seq):
        fields = {"poll": str(self.known["poll"]), "choice": choice, "seq": str(seq)}
        order = {"t": "cmd", "key": str(uuid4()), "name": "ballot.cast", "fields": fields}
        return masked(json.dumps(order).encode())

    def post(self, member, choice, seq, path):
        body = f"csrfmiddlewaretoken={TOKEN}&choice={choice}&seq={seq}"
        return (
            f"POST /{path}/{self.known['poll']}/cast/ HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Origin: http://127.0.0.1:{self.port}\r\nX-Majlis-Live: 1\r\nAccept-Language: en\r\n"
            f"Cookie: session={self.known['sessions'][member]}; csrf={TOKEN}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            f"\r\n{body}"
        ).encode()

    async def cast(self, *, door, seq, members, path="polls"):
        """Let the first members cast, all at once; return what was answered, and when."""
        kind = Socket if door == "socket" else Kept
        if len(self.lines.get(kind, ())) < members:
            await self.open(kind, members)
        lines = self.lines[kind][:members]
        choices = [CHOICES[(member + seq) % 3] for member in range(members)]
        made = [
            self.command(member, choices[member], seq)
            if kind is Socket
            else self.post(member, choices[member], seq, path)
            for member in range(members)
        ]
        cpu, began = time.process_time(), time.perf_counter()
        asked = [line.ask(data) for line, data in zip(lines, made, strict=True)]
        await asyncio.wait(asked, timeout=PATIENCE)
        times = sorted(line.at - began for line in lines if line.answer != "lost")
        good = [is_good(line.answer) for line in lines]
        bad = Counter(
            str(line.answer)[:120] for line, ok in zip(lines, good, strict=True) if not ok
        )
        return {
            "seconds": times[-1] if times else PATIENCE,
            "p50": times[len(times) // 2] if times else PATIENCE,
            "p99": times[int(len(times) * 0.99) - 1] if times else PATIENCE,
            "cpu": time.process_time() - cpu,
            "acknowledged": {
                str(self.known["accounts"][member]): [choices[member], seq]
                for member in range(members)
                if good[member]
            },
            "others": bad.most_common(3),
        }


def is_good(answer):
    """Say whether an answer means that the ballot is in the box."""
    return isinstance(answer, bytes) and answer.startswith((b'{"t":"ack"', b"HTTP/1.1 200"))


def masked(payload):
    """Return the payload as a text message of a browser."""
    mask = os.urandom(4)
    size = len(payload)
    head = bytes([0x81, 0x80 | size]) if size < 126 else b"\x81\xfe" + size.to_bytes(2, "big")
    return head + mask + bytes(each ^ mask[place % 4] for place, each in enumerate(payload))


async def main(port):
    known = json.loads(sys.stdin.readline())
    hall = Hall(port, known)
    while order := await asyncio.to_thread(sys.stdin.readline):
        facts = json.loads(order)
        kinds = {"socket": Socket, "post": Kept}
        if facts.get("open"):
            await hall.open(kinds[facts["open"]], facts["members"])
            answer = {"opened": facts["members"]}
        else:
            answer = await hall.cast(**facts)
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    asyncio.run(main(int(sys.argv[1])))
