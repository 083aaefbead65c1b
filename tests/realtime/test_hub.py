"""Who is connected, who gives way, and who is shown out."""

import pytest

from realtime import hub, protocol
from realtime.protocol import Close
from tests.realtime.scene import MEMBERS, Browser, hall, until

pytestmark = pytest.mark.usefixtures("path")


async def test_the_oldest_of_an_account_gives_way_to_the_newest():
    most = hub.SOCKETS_PER_ACCOUNT
    async with hall() as h:
        browsers = [await h.enter(Browser(MEMBERS, user_id=7)) for _ in range(most + 1)]

        await until(lambda: browsers[0].code is Close.TOO_FAST)

        assert [each.code for each in browsers[1:]] == [None] * most


async def test_readers_without_an_account_are_not_counted_together():
    async with hall() as h:
        browsers = [await h.enter() for _ in range(20)]

        assert {each.socket.closing for each in browsers} == {None}


async def test_an_address_is_counted_while_its_sockets_last():
    async with hall() as h:
        browsers = [await h.enter(Browser(address="192.0.2.7")) for _ in range(3)]

        h.hub.leave(browsers[0].socket)
        h.hub.leave(browsers[0].socket)

        assert h.hub.crowd("192.0.2.7") == 2
        assert h.hub.crowd("192.0.2.8") == 0


async def test_revocation_closes_every_socket_of_the_person_and_nobody_elses():
    async with hall() as h:
        phone, tablet, other = [await h.enter(Browser(MEMBERS, user_id=who)) for who in (7, 7, 8)]

        h.hub.revoke(7)
        h.happen()

        await until(lambda: phone.code is tablet.code is Close.REVOKED)
        await until(lambda: other.numbers == [1])
        assert phone.got == tablet.got == [protocol.bye(Close.REVOKED)]


async def test_signing_out_on_one_device_closes_that_one():
    async with hall() as h:
        phone = await h.enter(Browser(MEMBERS, user_id=7, session="phone"))
        tablet = await h.enter(Browser(MEMBERS, user_id=7, session="tablet"))

        h.hub.revoke_session("phone")

        await until(lambda: phone.code is Close.REVOKED)
        assert tablet.code is None


async def test_a_member_is_present_once_however_many_devices():
    async with hall() as h:
        for who in (7, 7, 8, None):
            await h.enter(Browser(MEMBERS, user_id=who))
        await h.enter(Browser(user_id=9))  # of another council

        assert h.hub.present(1) == {7, 8}
        assert h.hub.present(2) == set()


async def test_a_room_is_kept_for_a_while_after_the_last_has_left(monkeypatch):
    async with hall() as h:
        browser = await h.enter()
        h.hub.leave(browser.socket)
        assert h.hub.sweep() == []

        monkeypatch.setattr(hub, "KEPT_EMPTY", 0)

        assert h.hub.sweep() == [1]
        assert h.hub.rooms == {}


async def test_a_room_to_which_somebody_came_back_is_kept(monkeypatch):
    monkeypatch.setattr(hub, "KEPT_EMPTY", 0)
    async with hall() as h:
        browser = await h.enter()
        h.hub.leave(browser.socket)
        await h.enter()
        h.hub.room(1)

        assert h.hub.sweep() == []


async def test_before_the_process_ends_everybody_hears_goodbye():
    async with hall() as h:
        browsers = [await h.enter(Browser(MEMBERS, user_id=who)) for who in (7, 8, None)]
        for each in browsers:
            each.end = leaving(h, each)
            each.socket.shut = each.end

        await h.hub.farewell()

        assert {each.code for each in browsers} == {Close.RESTART}
        assert all(each.got[-1] == protocol.bye(Close.RESTART) for each in browsers)


def leaving(h, browser):
    async def end(code):
        browser.code = code
        h.hub.leave(browser.socket)

    return end


async def test_goodbye_does_not_wait_for_those_who_do_not_listen(monkeypatch):
    monkeypatch.setattr(hub, "FAREWELL", 0.05)
    async with hall() as h:
        browser = await h.enter()
        browser.reads.clear()

        await h.hub.farewell()

        assert browser.code is None


@pytest.mark.parametrize("seq", [0, 1])
async def test_news_of_a_meeting_that_nobody_follows_is_let_go(seq):
    async with hall() as h:
        entry = h.journal.write()
        h.hub.hear(entry.__class__(99, seq, "remark.made", {}, entry.audience, 0))

        assert list(h.hub.rooms) == [1]
