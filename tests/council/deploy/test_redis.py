"""The users of Redis as they are shipped, for Debian and for containers: enough and no more."""

import socket
import subprocess

import pytest
import redis

from tests.support.machine import Missing, program
from tests.support.servers import DEPLOY, PASSWORD, as_shipped, until
from tests.support.site import free_port

pytestmark = pytest.mark.service


@pytest.fixture(params=["debian", "compose"])
def port(request, tmp_path):
    try:
        command = [program("redis-server", "redis-server")]
    except Missing as reason:
        pytest.skip(str(reason))
    if request.param == "debian":
        conf = (DEPLOY / "systemd" / "redis.conf").read_text().replace("PASSWORD", PASSWORD)
        (tmp_path / "redis.conf").write_text(conf)
        command.append(str(tmp_path / "redis.conf"))
    port = free_port()
    options = [] if request.param == "debian" else as_shipped()
    where = ["--port", str(port), "--dir", str(tmp_path), *options]
    process = subprocess.Popen([*command, *where], stdout=subprocess.DEVNULL)
    until(lambda: socket.create_connection(("127.0.0.1", port)).close() is None)
    yield port
    process.kill()
    process.wait()


def test_majlis_may_keep_count_and_tell_and_nothing_else(port):
    ours = redis.Redis(port=port, username="majlis", password=PASSWORD)

    assert ours.set("majlis:1:room", "page", ex=60)
    assert ours.publish("majlis__group__majlis.everyone", "told") == 0
    for forbidden in (
        lambda: ours.set("other", 1),
        lambda: ours.publish("other", "told"),
        ours.flushall,
        lambda: ours.config_get("*"),
        lambda: ours.keys("*"),
    ):
        with pytest.raises(redis.exceptions.NoPermissionError):
            forbidden()


def test_nobody_else_may_do_anything(port):
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=port).ping()
