"""The short path on a real connection: in order, never in the middle, and bounded."""

import socket
from contextlib import closing

import pytest
from autobahn.twisted.websocket import WebSocketServerFactory
from daphne.server import reactor
from twisted.internet.tcp import Connection

from realtime.flow import KERNEL, Flow, Watched
from realtime.protocol import Close, framed

TWISTED = 64 * 1024  # what Twisted keeps before it says that it is enough
HELLO, LARGE = framed(b"hello"), framed(b"x" * 50_000)


class Ends:
    """Both ends of a connection whose handshake is over; the loop behind it does not run."""

    def __init__(self, ours, theirs):
        self.transport, self.browser = Connection(ours, None, reactor), theirs
        self.transport.connected = 1
        factory = WebSocketServerFactory()
        factory.protocol = Watched
        self.line = factory.buildProtocol(None)
        self.line.transport = self.transport
        self.line._connectionMade()
        self.line.state = self.line.STATE_OPEN
        self.flow = Flow(self.line)

    def arrived(self):
        """Read whatever has arrived, letting the transport send what it still holds."""
        found = b""
        while True:
            try:
                found += self.browser.recv(1 << 20)
            except BlockingIOError:
                if not self.transport.dataBuffer and not self.transport._tempDataBuffer:
                    return found
                self.transport.doWrite()


@pytest.fixture
def ends():
    ours, theirs = socket.socketpair()
    with closing(ours), closing(theirs):
        for each in (ours, theirs):
            each.setblocking(False)
        made = Ends(ours, theirs)
        yield made
        made.line.openHandshakeTimeoutCall.cancel()
        made.transport.stopReading()
        made.transport.stopWriting()


def test_what_is_written_is_on_its_way_at_once(ends):
    assert ends.flow.write(HELLO)

    assert ends.browser.recv(100) == HELLO


def test_what_waits_already_is_not_overtaken(ends):
    ends.line.sendPing(b"are you there")  # Twisted sends it when the loop comes to it

    assert ends.flow.write(HELLO)

    assert ends.arrived() == b"\x89\x0dare you there" + HELLO


def test_once_it_is_gone_notices_go_at_once_again(ends):
    ends.line.sendPing(b"")
    ends.flow.write(HELLO)
    assert ends.arrived() == b"\x89\x00" + HELLO

    ends.flow.write(HELLO)

    assert ends.browser.recv(100) == HELLO
    assert not ends.transport._tempDataBuffer


def test_before_the_handshake_is_over_there_is_no_short_path(ends):
    ends.line.state = ends.line.STATE_CONNECTING

    assert not ends.flow.write(HELLO)

    assert ends.arrived() == b""


def test_after_the_goodbye_nothing_more_is_said(ends):
    ends.line.sendClose(int(Close.REVOKED))

    assert not ends.flow.write(HELLO)

    assert ends.arrived() == b"\x88\x02" + int(Close.REVOKED).to_bytes(2, "big")


def test_a_message_that_is_half_sent_is_not_broken_into(ends):
    ends.line.beginMessage()
    ends.line.beginMessageFrame(10)
    ends.line.sendMessageFrameData(b"12345")

    assert not ends.flow.write(HELLO)

    ends.line.sendMessageFrameData(b"67890")
    ends.line.endMessage()
    assert ends.arrived().startswith(b"\x01\x0a1234567890")
    assert ends.flow.write(HELLO)


def test_what_waits_for_a_browser_that_does_not_read_is_bounded(ends):
    taken = 0
    while ends.flow.write(LARGE):
        taken += 1

    assert taken * len(LARGE) < 2 * KERNEL + TWISTED + 2 * len(LARGE)
    assert ends.arrived() == taken * LARGE
    assert ends.flow.write(HELLO)


def test_a_line_that_is_broken_is_left_to_the_server(ends):
    ends.browser.close()

    assert ends.flow.write(HELLO)

    assert ends.transport.doWrite() is not None  # the reason why Twisted hangs up
