"""The browsers: raw sockets in the process of the benchmark, which count frames and answer pings.

They take a frame's length and its first bytes and nothing else, the same for every server.
"""

import os
import resource
import select
import socket
import time

OPENED = b"\r\n\r\n"
TEXT, PING = 1, 9
GLANCE = 0.0005  # between two looks: a driver that slept would have to be woken by each send [s]
OURS = "Sec-WebSocket-Protocol: majlis.v1\r\n"  # what our server asks for besides
HANDSHAKE = (
    "GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
    "Connection: Upgrade\r\nOrigin: http://127.0.0.1:{port}\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{more}\r\n"
)


class Browser:
    """One socket: how many frames of the kind that is counted have come, and how many bytes."""

    __slots__ = ("buffer", "frames", "is_open", "line", "mark", "octets", "reads")

    def __init__(self, line, mark):
        self.line, self.mark = line, mark
        self.buffer, self.frames, self.octets = b"", 0, 0
        self.is_open, self.reads = False, True

    def take(self):
        """Read what there is; return whether the server is still there."""
        try:
            found = self.line.recv(1 << 18)
        except BlockingIOError:
            return True
        except ConnectionError:
            return False
        self.octets += len(found)
        self.buffer = self.buffer + found if self.buffer else found
        if not self.is_open:
            self._open()
        if self.is_open:
            self._count()
        return bool(found)

    def _open(self):
        head, end, rest = self.buffer.partition(OPENED)
        if end:
            self.is_open = head.startswith(b"HTTP/1.1 101")
            self.buffer = rest if self.is_open else b""

    def _count(self):
        buffer, start, mark = self.buffer, 0, self.mark
        while (end := _end_of(buffer, start)) and end <= len(buffer):
            kind, body = buffer[start] & 15, start + _head_at(buffer, start)
            if kind == TEXT:
                self.frames += buffer.startswith(mark, body)
            elif kind == PING:
                self._pong(buffer[body:end])
            start = end
        self.buffer = buffer[start:]

    def _pong(self, payload):
        self.line.send(bytes([0x8A, 0x80 | len(payload), 0, 0, 0, 0]) + payload)


def _head_at(buffer, start):
    return {126: 4, 127: 10}.get(buffer[start + 1], 2)


def _end_of(buffer, start):
    """Return where the frame ends that begins at ``start``; 0 while that is unknown."""
    head = _head_at(buffer, start) if len(buffer) > start + 1 else 0
    if not head or len(buffer) < start + head:
        return 0
    size = buffer[start + 1] if head == 2 else int.from_bytes(buffer[start + 2 : start + head])
    return start + head + size


class Crowd:
    """Browsers that look at one server; they begin by counting greetings."""

    mark = b'{"t":"hello"'

    def __init__(self, driver, port, requests):
        self.driver, self.port, self.requests = driver, port, requests
        self.browsers = []

    def connect(self, together=40):
        """Open all sockets, so many at a time: the stock server keeps no more waiting."""
        for start in range(0, len(self.requests), together):
            some = self.requests[start : start + together]
            self.browsers += [self._dial(*request) for request in some]
            self.driver.until(lambda: all(each.is_open for each in self.browsers[start:]))  # noqa: B023

    def storm(self):
        """Open all sockets at once, without waiting for anything."""
        self.browsers += [self._dial(*request) for request in self.requests]

    def _dial(self, path, more=""):
        line = socket.create_connection(("127.0.0.1", self.port))  # the kernel answers at once
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        line.sendall(HANDSHAKE.format(path=path, port=self.port, more=more).encode())
        line.setblocking(False)
        return self.driver.add(Browser(line, self.mark))

    def count(self, mark):
        """Start counting anew: frames that begin like this."""
        for each in self.browsers:
            each.frames, each.octets, each.mark = 0, 0, mark

    def wait(self, frames, patience=60):
        """Wait until every browser that reads has so many frames; say when, None if never."""
        waiting = [each for each in self.browsers if each.reads]

        def is_done():
            while waiting and waiting[-1].frames >= frames:
                waiting.pop()
            return not waiting

        return time.monotonic() if self.driver.until(is_done, patience) else None

    def close(self):
        """Hang up."""
        for each in self.browsers:
            self.driver.remove(each)
        self.browsers = []


class Driver:
    """Looks at all sockets of all crowds."""

    def __init__(self):
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # servers started later inherit it
        self._poll, self._browsers = select.epoll(), {}

    def add(self, browser):
        self._browsers[browser.line.fileno()] = browser
        self._poll.register(browser.line, select.EPOLLIN)
        return browser

    def stall(self, browser):
        """Let a browser read no more, as a phone in a pocket does."""
        browser.reads = False
        self._poll.unregister(browser.line)

    def remove(self, browser):
        if self._browsers.pop(browser.line.fileno(), None) and browser.reads:
            self._poll.unregister(browser.line)
        browser.line.close()

    def until(self, is_done, patience=60):
        """Read until it is done; False when that takes too long."""
        end = time.monotonic() + patience
        while not is_done():
            if time.monotonic() > end:
                return False
            ready = self._poll.poll(0)
            if not ready:
                time.sleep(GLANCE)
            for number, _ in ready:
                browser = self._browsers[number]
                if not browser.take():
                    browser.reads = False
                    self._poll.unregister(browser.line)
        return True

    def linger(self, seconds):
        """Read for so long."""
        self.until(lambda: False, seconds)


def cpu():
    """Return what this process has used of the processor [s]."""
    used = os.times()
    return used.user + used.system
