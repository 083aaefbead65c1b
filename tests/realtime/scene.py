"""What tests of the live meeting set up, and what stands in for the network around the hub."""

import asyncio
from collections import Counter
from contextlib import asynccontextmanager

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from council.kernel.audience import Audience
from council.members.selectors import bylaws_of
from deliberation.meetings.models import Meeting
from deliberation.rules.meetings import MeetingStatus
from realtime.hub import Hub
from realtime.news import News, Readers
from realtime.sockets import Owner, Socket

PUBLIC = Readers("en", Audience.PUBLIC)
MEMBERS = Readers("ar", Audience.MEMBER)


def make_meeting(body, **facts):
    """Make an open, public meeting of the body."""
    defaults = {
        "council": body.council,
        "body": body,
        "number": Meeting.objects.filter(body=body).count() + 1,
        "bylaws": bylaws_of(body),
        "status": MeetingStatus.OPEN,
        "starts_at": timezone.now(),
        "place": {"en": "Hall"},
    }
    return Meeting.objects.create(**defaults | facts)


def sign_in(user):
    """Return the key of a new session of the user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def news(seq, *, meeting_id=1, audience=Audience.PUBLIC, **payload):
    """Make one piece of news."""
    return News(meeting_id, seq, "remark.made", payload, audience, at=seq)


class Journal:
    """A source of news in memory, which counts what it is asked to do."""

    def __init__(self, entries=0):
        self.entries = [news(seq + 1) for seq in range(entries)]
        self.subscribed, self.made, self.read = [], Counter(), 0
        self.is_broken = False
        self.renders = asyncio.Event()
        self.renders.set()

    def write(self):
        """Add an entry and return it, as a service would."""
        self.entries.append(news(len(self.entries) + 1))
        return self.entries[-1]

    async def subscribe(self, meeting_id):
        self.subscribed.append(meeting_id)

    async def last_seq(self, meeting_id):
        await asyncio.sleep(0)
        return len(self.entries)

    async def entries_since(self, meeting_id, seq, most):
        self.read += 1
        await asyncio.sleep(0)
        return self.entries[seq : seq + most]

    async def render(self, news, readers):
        await self.renders.wait()
        await asyncio.sleep(0)
        if self.is_broken:
            raise OSError("the database is away")
        self.made.update((one.seq, each) for one in news for each in readers)
        return [{each: frame(one.seq, each) for each in readers} for one in news]


def frame(seq, readers=PUBLIC, size=0):
    """Return the bytes that the journal in memory makes."""
    return f"{seq} {readers.language} {readers.audience}".encode().ljust(size)


class Browser:
    """The far end of a socket; it may stop reading.

    With ``is_short`` the server has a short path to it: see the fixture ``path``.
    """

    is_short = False

    def __init__(self, readers=PUBLIC, *, user_id=None, address="", session=""):
        owner = Owner(user_id, session, address)
        short = self if self.is_short else None
        self.socket = Socket(1, readers, owner, send=self.take, shut=self.end, short=short)
        self.got, self.handed, self.code = [], [], None
        self.woken = 0  # how often a task of the socket's own had to run to tell it something
        self.reads = asyncio.Event()
        self.reads.set()

    async def take(self, packet):
        self.woken += 1
        await self.reads.wait()
        self.handed.append(packet.raw)
        self.got.extend(packet.frames)

    def write(self, data):
        if self.reads.is_set():
            self.handed.append(data)
            self.got.extend(unframed(data))
        return self.reads.is_set()

    async def end(self, code):
        self.code = code

    @property
    def numbers(self):
        """The numbers of the notices it has got."""
        return [int(each.split()[0]) for each in self.got if each[:1].isdigit()]


def unframed(data):
    """Return the text messages in bytes from the wire, as a browser reads them."""
    while data:
        kind, size, start = data[0], data[1], 2
        if size >= 126:
            start = 4 if size == 126 else 10
            size = int.from_bytes(data[2:start], "big")
        assert kind == 0x81
        yield data[start : start + size]
        data = data[start + size :]


class Hall:
    """A hub with browsers that come and go, for one meeting."""

    def __init__(self, journal):
        self.journal, self.hub = journal, Hub(journal)
        self.room = self.hub.room(1)
        self.tasks = []

    async def enter(self, browser=None, since=None):
        browser = browser or Browser()
        self.hub.register(browser.socket)
        start = await self.room.position(since)
        self.room.enter(browser.socket, self.room.seq if start is None else start)
        self.tasks.append(asyncio.create_task(self.room.serve(browser.socket)))
        return browser

    def happen(self, times=1):
        for _ in range(times):
            self.hub.hear(self.journal.write())


@asynccontextmanager
async def hall(entries=0):
    """Open a hall over a journal of so many entries."""
    made = Hall(Journal(entries))
    yield made
    made.hub.close()
    for task in made.tasks:
        task.cancel()


async def until(fact, seconds=3.0):
    """Wait until the fact holds, and return what it is then."""
    for _ in range(int(seconds / 0.005)):
        if fact():
            return fact()
        await asyncio.sleep(0.005)
    raise TimeoutError


async def settle():
    """Let everything that is ready run."""
    for _ in range(20):
        await asyncio.sleep(0)
