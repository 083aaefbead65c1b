"""A cable between one browser and the network, which can be pulled out: a small SOCKS proxy."""

import socket
import threading
from contextlib import suppress


class Cable:
    """Carries connections until it is pulled; then every one breaks and none is made."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"socks5://127.0.0.1:{self.listener.getsockname()[1]}"
        self.ends, self.lock, self.is_in = set(), threading.Lock(), True
        threading.Thread(target=self._listen, daemon=True).start()

    def pull(self):
        """Pull it out: open connections break, new ones fail."""
        self.is_in = False
        with self.lock:
            for end in self.ends:
                _shut(end)
            self.ends.clear()

    def plug(self):
        """Put it in again."""
        self.is_in = True

    def remove(self):
        """Take it away for good."""
        _shut(self.listener)
        self.listener.close()
        self.pull()

    def _listen(self):
        with suppress(OSError):
            while True:
                end, _ = self.listener.accept()
                threading.Thread(target=self._connect, args=[end], daemon=True).start()

    def _connect(self, near):
        with suppress(OSError), near:
            if not self.is_in:
                return
            near.recv(2 + 255)  # version and methods; the answer: no sign-in
            near.sendall(b"\x05\x00")
            request = near.recv(4 + 256 + 2)
            with socket.create_connection(_target(request)) as far:
                near.sendall(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
                with self.lock:
                    self.ends |= {near, far}
                back = threading.Thread(target=_carry, args=[far, near], daemon=True)
                back.start()
                _carry(near, far)
                back.join()


def _target(request):
    port = int.from_bytes(request[-2:], "big")
    if request[3] == 1:
        return socket.inet_ntoa(request[4:8]), port
    return request[5:-2].decode(), port


def _carry(source, sink):
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    _shut(sink)


def _shut(end):
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
