"""The large installation as it is shipped: nginx, two processes, PostgreSQL and Redis of Debian."""

import asyncio
import re
import socket
import ssl
from contextlib import AsyncExitStack, closing, suppress
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from realtime.protocol import Close
from tests.support.large import Installation, ending, frame, trusting
from tests.support.machine import require_services

pytestmark = [pytest.mark.service, pytest.mark.slow, pytest.mark.apart]
MEBI = 1024 * 1024


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    require_services("nginx", "redis-server")
    made = Installation(tmp_path_factory.mktemp("large"), MAJLIS_SOCKETS_PER_ADDRESS="20")
    yield made.behind_nginx()
    assert "Traceback" not in made.end()


@pytest.fixture
def ports(site):
    return [each.port for each in site.processes]


@pytest.fixture
def each_process(site, ports):
    """Open a line to each process, past nginx: ``each_process(member, member)``."""

    async def open_lines(stack, *members):
        lines = []
        for member, port in zip(members, ports, strict=True):
            lines.append(await stack.enter_async_context(site.line(member, port=port)))
        for line in lines:
            await frame(line, "hello")
        return lines

    return open_lines


def room(site):
    return f"/meetings/{site.facts['meeting']}/room/"


def test_a_page_comes_through_nginx_as_it_was_made(site):
    status, headers, page = site.ask(room(site), member=1)

    assert status == 200
    assert b'data-audience="member"' in page
    assert headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert headers["Cache-Control"] == "no-store"
    assert headers["Server"] == "nginx"


def test_files_come_compressed_and_are_kept_for_ever(site):
    page = site.ask(room(site), member=1)[2].decode()
    [drawing] = re.findall(r'href="(/static/council/img/logo\.[^"]+)"', page)

    status, headers, _ = site.ask(drawing, headers={"Accept-Encoding": "gzip, br"})

    assert (status, headers["Content-Encoding"]) == (200, "br")
    assert headers["Cache-Control"] == "max-age=315360000, public, immutable"


def test_plain_http_leads_to_https(site):
    with closing(socket.create_connection(("127.0.0.1", site.plain_port))) as line:
        line.sendall(b"GET /meetings/?a=b HTTP/1.1\r\nHost: council.example\r\n\r\n")

        answer = line.recv(1000).decode()

    assert answer.startswith("HTTP/1.1 301 ")
    assert "Location: https://council.example/meetings/?a=b\r\n" in answer


def test_nginx_speaks_http_2(site):
    context = trusting()
    context.set_alpn_protocols(["h2", "http/1.1"])
    line = socket.create_connection(("127.0.0.1", site.port))
    with context.wrap_socket(line) as tls:
        assert (tls.selected_alpn_protocol(), tls.version()) == ("h2", "TLSv1.3")


def test_a_card_signs_in_and_the_address_is_the_one_that_nginx_saw(site):
    forged = {"X-Forwarded-For": "203.0.113.9, 198.51.100.7", "X-Real-IP": "203.0.113.9"}
    status, headers, _ = site.ask(
        "/card/", body=site.facts["card"], headers=forged, source="127.0.0.2"
    )

    session = next(each for each in headers.get_all("Set-Cookie") if "session=" in each)
    assert (status, session.split("=")[0]) == (302, "__Host-session")
    assert "Secure" in session
    seen = site.postgres.ask("SELECT ip FROM usersessions_usersession")
    assert [str(each) for (each,) in seen] == ["127.0.0.2"]


@pytest.mark.parametrize(("source", "status"), [("127.0.0.1", 200), ("127.0.0.9", 301)])
def test_who_reaches_a_process_past_nginx_is_not_believed(site, ports, source, status):
    """The tests ask with ``X-Forwarded-Proto: https``; nginx alone is at 127.0.0.1."""
    assert site.ask("/meetings/", port=ports[0], source=source)[0] == status


@pytest.mark.parametrize(
    ("path", "size", "expected"),
    [
        ("/theme/", 2 * MEBI + 1, {413}),
        ("/theme/", MEBI, {403}),
        ("/office/x/import/", 3 * MEBI, {302, 403, 404}),
        ("/office/x/import/", 12 * MEBI + 1, {413}),
    ],
)
def test_a_body_may_be_as_large_as_for_majlis_itself(site, path, size, expected):
    with suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
        assert site.ask(path, body=b"x" * size)[0] in expected


def test_a_foreign_host_is_refused(site):
    assert site.ask("/", headers={"Host": "evil.example"})[0] == 400


async def test_lines_through_nginx_are_spread_over_both_processes(site, ports):
    async with AsyncExitStack() as stack:
        for _ in range(8):
            line = await stack.enter_async_context(site.line(source="127.0.0.3"))
            await frame(line, "hello")

        assert min(served_by(site, port) for port in ports) >= 3


def served_by(site, port):
    """Count the connections that nginx holds to a process."""
    table = Path("/proc/net/tcp").read_text().splitlines()[1:]
    to, established = f"0100007F:{port:04X}", "01"
    return sum(row.split()[2:4] == [to, established] for row in table)


async def test_an_act_in_one_process_is_heard_at_the_other(site, each_process):
    async with AsyncExitStack() as stack:
        here, there = await each_process(stack, 1, 2)

        await here.send(site.act("from here"))

        heard = await frame(there, "n", kind="contribution.made")
        assert (await frame(here, "ack"))["data"]["id"] == heard["data"]["contribution_id"]


async def test_presence_counts_a_member_once_over_all_processes(site, each_process):
    async with AsyncExitStack() as stack:
        here, _ = await each_process(stack, 3, 3)
        _, there = await each_process(stack, 4, 5)

        assert await frame(here, "tick", present=3)
        assert await frame(there, "tick", present=3)


async def test_an_address_may_hold_so_many_lines_whatever_it_says_of_itself(site):
    """Each process counts for itself, and nginx need not spread them evenly."""
    async with AsyncExitStack() as stack:
        lines = []
        for number in range(41):
            forged = {"X-Forwarded-For": f"203.0.113.{number}"}
            line = await stack.enter_async_context(site.line(source="127.0.0.4", headers=forged))
            lines.append(line)
        endings = await asyncio.gather(*map(greeted_or_refused, lines))
        another = await stack.enter_async_context(site.line(source="127.0.0.5"))

        assert set(endings) == {None, Close.TOO_FAST}
        assert 20 <= endings.count(None) <= 40
        assert await frame(another, "hello")


async def greeted_or_refused(line):
    """Return the close code of a line that was refused; of one that was greeted, nothing."""
    try:
        await frame(line, "hello")
    except ConnectionClosed:
        return line.close_code
    return None


async def test_when_a_process_dies_its_clients_go_on_at_the_other_without_a_gap(site):
    dying = site.processes[0]
    async with site.line(1, port=dying.port) as speaker, site.line(2, port=dying.port) as reader:
        seq = (await frame(reader, "hello"))["seq"]
        await speaker.send(site.act("before"))
        assert (await frame(reader, "n"))["seq"] == seq + 1

        dying.kill()
        with pytest.raises(ConnectionClosed):
            await frame(reader, "n")

    async with site.line(1) as speaker:  # through nginx, which passes the dead one over
        await frame(speaker, "hello")
        await speaker.send(site.act("meanwhile"))
        await frame(speaker, "ack")
        async with site.line(2, since=seq + 1) as reader:
            assert (await frame(reader, "hello"))["resume"] == "ok"
            assert (await frame(reader, "n"))["seq"] == seq + 2
    assert site.ask(room(site), member=1)[0] == 200
    dying.start()


async def test_a_graceful_restart_says_so_and_the_site_is_there_all_the_time(site):
    for process in site.processes:
        async with site.line(port=process.port) as line:
            await frame(line, "hello")
            stopping = asyncio.create_task(asyncio.to_thread(process.stop))

            assert await ending(line) == Close.RESTART

            while not stopping.done():
                assert (await asyncio.to_thread(site.ask, room(site)))[0] == 200
            assert await stopping == 0
        assert site.ask(room(site), member=1)[0] == 200
        process.start()


def test_when_no_process_is_there_nginx_says_it_in_every_language(site):
    for process in site.processes:
        process.stop()

    status, headers, page = site.ask("/")

    assert (status, headers["Retry-After"]) == (502, "5")
    assert 'lang="ar"' in page.decode()
    for process in site.processes:
        process.start()
