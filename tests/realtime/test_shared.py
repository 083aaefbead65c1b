"""A notice is made once for all processes; who lacks it makes it."""

import pytest
from django.db import Error as DatabaseError

from council.kernel.audience import Audience
from realtime import bus, notices, protocol, shared
from realtime.news import Readers
from realtime.presence import NOBODY, Presence, Present
from realtime.shared import Shared, as_message, from_message
from tests.realtime.remarks import SHOWN
from tests.realtime.scene import MEMBERS, PUBLIC, Browser, hall, news, until
from tests.realtime.test_bus import enter, hasty, seqs, two_processes  # noqa: F401

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("remarks")]
CLERK = Readers("tr", Audience.DESK)
FRAMES = {PUBLIC: b"public", MEMBERS: b"members"}


class Elsewhere:
    """What other processes need, and what they were told."""

    def __init__(self, *readers):
        self.readers, self.told = frozenset(readers), []

    def readers_elsewhere(self, _meeting_id):
        return self.readers

    def tell(self, one, frames):
        self.told.append((one.seq, frames))


@pytest.fixture
def made(monkeypatch):
    """What was rendered here: numbers and kinds of readers."""
    calls = []

    def render(some, readers):
        calls.append(([one.seq for one in some], set(readers)))
        return [{each: f"{one.seq} {each.language}".encode() for each in readers} for one in some]

    monkeypatch.setattr(notices, "render", render)
    return calls


def sharing(hub, elsewhere):
    return Shared(hub, elsewhere, elsewhere.tell)


async def test_an_act_of_ours_is_made_for_all_and_told_with_its_frames(made):
    elsewhere = Elsewhere(MEMBERS)
    async with hall() as h:
        await h.room.position(None)
        here = sharing(h.hub, elsewhere)
        here.announce(news(1))
        assert elsewhere.told == []

        [frames] = await here.render([news(1)], {PUBLIC})

    assert made == [([1], {PUBLIC, MEMBERS})]
    assert frames == {PUBLIC: b"1 en", MEMBERS: b"1 ar"}
    assert elsewhere.told == [(1, frames)]


async def test_it_is_made_for_the_others_though_nobody_reads_it_here(made):
    elsewhere = Elsewhere(MEMBERS)
    async with hall() as h:
        await h.room.position(None)
        here = sharing(h.hub, elsewhere)
        here.announce(news(1))

        await here.render([news(1)], set())

    assert elsewhere.told == [(1, {MEMBERS: b"1 ar"})]


@pytest.mark.parametrize("readers", [{PUBLIC}, {PUBLIC, MEMBERS}, set()])
async def test_what_another_process_has_made_is_not_made_again(made, readers):
    async with hall() as h:
        here = sharing(h.hub, Elsewhere(MEMBERS))
        here.take(news(1), FRAMES)

        assert await here.render([news(1)], readers) == [FRAMES]

    assert made == []


async def test_what_another_process_did_not_make_is_made_here(made):
    async with hall() as h:
        here = sharing(h.hub, Elsewhere())
        here.take(news(1), {PUBLIC: b"theirs"})
        here.take(news(2), FRAMES)

        first, second, third = await here.render([news(1), news(2), news(3)], {PUBLIC, MEMBERS})

    assert made == [([1, 3], {PUBLIC, MEMBERS})]
    assert first.keys() == third.keys() == {PUBLIC, MEMBERS}
    assert second == FRAMES


@pytest.mark.parametrize("case", ["nobody elsewhere", "no room here", "told already"])
async def test_what_is_not_made_here_for_others_is_told_at_once_without_frames(case):
    elsewhere = Elsewhere(*() if case == "nobody elsewhere" else [MEMBERS])
    async with hall(entries=1 if case == "told already" else 0) as h:
        await h.room.position(None)
        here = sharing(h.hub, elsewhere)
        one = news(1, meeting_id=2 if case == "no room here" else 1)

        here.announce(one)

    assert elsewhere.told == [(1, {})]


async def test_if_it_cannot_be_made_the_others_hear_of_it_all_the_same_and_once(monkeypatch):
    def fail(*_):
        raise DatabaseError

    monkeypatch.setattr(notices, "render", fail)
    elsewhere = Elsewhere(MEMBERS)
    async with hall() as h:
        await h.room.position(None)
        here = sharing(h.hub, elsewhere)
        here.announce(news(1))
        for _ in range(2):
            with pytest.raises(DatabaseError):
                await here.render([news(1)], {PUBLIC})

    assert elsewhere.told == [(1, {})]


async def test_frames_that_no_room_asks_for_are_not_kept_for_ever(made, monkeypatch):
    monkeypatch.setattr(shared, "KEPT", 2)
    async with hall() as h:
        here = sharing(h.hub, Elsewhere())
        for number in range(1, 5):
            here.take(news(number), FRAMES)

        await here.render([news(number) for number in range(1, 5)], {PUBLIC})

    assert made == [([1, 2], {PUBLIC})]


def test_frames_travel_as_what_every_layer_can_carry():
    assert from_message({"frames": [list(each) for each in as_message(FRAMES)]}) == FRAMES
    assert from_message({}) == {}  # from a process of an older version


def told(meeting, **facts):
    """Return the meeting's first entry as the process in which it was written tells it."""
    one = news(1, meeting_id=meeting.pk, words="hello", **facts)
    return bus._group(meeting.pk), {"type": "entry"} | one.as_message()


async def test_an_act_at_one_process_is_rendered_once_for_both(two_processes, meeting):  # noqa: F811
    here, there = two_processes
    mine, other = [await enter(each, meeting, Browser()) for each in two_processes]
    member = await enter(there, meeting, Browser(MEMBERS, user_id=7))
    there._presence.count(meeting.pk)
    known = frozenset({PUBLIC, MEMBERS})
    await until(lambda: here._presence.readers_elsewhere(meeting.pk) == known)
    SHOWN.clear()

    here.publish(*told(meeting))

    await until(lambda: [seqs(each) for each in (mine, other, member)] == [[b"1"]] * 3)
    assert mine.got[-1] == other.got[-1]
    assert sorted(SHOWN) == [("member", "ar"), ("public", "en")]


async def test_whoever_came_since_is_served_all_the_same(two_processes, meeting):  # noqa: F811
    here, there = two_processes
    await enter(here, meeting, Browser())
    await enter(there, meeting, Browser())
    there._presence.count(meeting.pk)
    await until(lambda: here._presence.readers_elsewhere(meeting.pk) == {PUBLIC})
    clerk = await enter(there, meeting, Browser(CLERK, user_id=8))

    here.publish(*told(meeting, audience=Audience.DESK))

    await until(lambda: seqs(clerk) == [b"1"])


async def test_a_frame_for_the_desk_is_never_told_to_the_public(two_processes, meeting):  # noqa: F811
    here, there = two_processes
    clerk = await enter(there, meeting, Browser(CLERK, user_id=8))
    public = await enter(there, meeting, Browser())
    await enter(here, meeting, Browser())
    there._presence.count(meeting.pk)
    await until(lambda: here._presence.readers_elsewhere(meeting.pk) == {PUBLIC, CLERK})

    here.publish(*told(meeting, audience=Audience.DESK))

    await until(lambda: seqs(clerk) == [b"1"])
    await until(lambda: protocol.blank(1) in public.got)
    assert seqs(public) == []


async def test_which_readers_listen_is_told_to_other_processes():
    sent = []
    async with hall() as h:
        counting = Presence(h.hub, lambda _, present: sent.append(present))
        browser = await h.enter(Browser(MEMBERS))
        counting.count(1)
        h.hub.leave(browser.socket)
        counting.count(1)

    assert sent == [Present(readers=frozenset({MEMBERS})), NOBODY]
