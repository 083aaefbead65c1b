"""What there is without Django: ``websockets.broadcast``, and bytes written to TCP sockets.

python -m tests.benchmarks.lines.bare PORT websockets|tcp
"""

import asyncio
import socket
import sys
import time
from contextlib import suppress

from websockets.asyncio.server import broadcast, serve

from realtime.protocol import framed
from tests.benchmarks.lines import control

SWITCHED = b"HTTP/1.1 101 Switching Protocols\r\n\r\n"
PORT, LANGUAGES = int(sys.argv[1]), 4


async def with_websockets():
    """One set of connections for each language, as the hub has them."""
    rooms = [set() for _ in range(LANGUAGES)]
    seen = iter(range(1_000_000))

    async def stay(connection):
        room = rooms[next(seen) % LANGUAGES]
        room.add(connection)
        await connection.wait_closed()
        room.remove(connection)

    async def publish(size, times):
        began = time.monotonic()
        for _ in range(times):
            for room in rooms:
                broadcast(room, "x" * size)
            await asyncio.sleep(0)
        return {"began": began}

    options = {"compression": None, "backlog": 2048, "ping_interval": 30, "ping_timeout": 45}
    async with serve(stay, "127.0.0.1", PORT, **options):
        control.attend({"publish": publish, "ask": control.ask})
        await asyncio.Event().wait()


async def with_tcp():
    """The limit: the system call, once for each socket, from a loop that does nothing else."""
    lines = []

    async def accept():
        while True:
            line, _ = await loop.sock_accept(door)
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            line.setblocking(False)
            await loop.sock_recv(line, 65536)
            await loop.sock_sendall(line, SWITCHED)
            lines.append(line)

    async def publish(size, times):
        data, began = framed(b"x" * size), time.monotonic()
        for _ in range(times):
            for line in lines:
                with suppress(ConnectionError):
                    line.send(data)
        return {"began": began}

    loop = asyncio.get_running_loop()
    door = socket.create_server(("127.0.0.1", PORT), backlog=2048)
    door.setblocking(False)
    accepting = asyncio.create_task(accept())
    control.attend({"publish": publish, "ask": control.ask})
    await accepting


if __name__ == "__main__":
    asyncio.run({"websockets": with_websockets, "tcp": with_tcp}[sys.argv[2]]())
