"""Who is believed about where a request comes from."""

import pytest

from council.config.proxies import behind

FORGED = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]
OTHERS = [(b"host", b"council.example")]


async def heard(client, *, proxies=("127.0.0.0/8", "::1"), kind="http"):
    """Return the headers that the application is handed."""
    scopes = []

    async def application(scope, receive, send):
        scopes.append(scope)

    scope = {"type": kind, "headers": FORGED + OTHERS, "client": client}
    await behind(proxies, application)(scope, None, None)
    return scopes[0]["headers"]


@pytest.mark.parametrize("client", [("127.0.0.1", 1), ("::1", 1), ("::ffff:127.0.0.1", 1)])
@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_a_proxy_of_ours_is_believed(client, kind):
    assert await heard(client, kind=kind) == FORGED + OTHERS


@pytest.mark.parametrize("client", [("192.0.2.1", 1), ("::2", 1), ("", 0), None, ["strange", 1]])
@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_nobody_else_is(client, kind):
    assert await heard(client, kind=kind) == OTHERS


async def test_a_proxy_may_be_on_another_machine():
    assert await heard(("10.231.0.2", 1), proxies=["10.231.0.2"]) == FORGED + OTHERS
    assert await heard(("10.231.0.3", 1), proxies=["10.231.0.2"]) == OTHERS


async def test_what_has_no_headers_is_handed_on():
    told = []

    async def application(scope, receive, send):
        told.append(scope)

    await behind([], application)({"type": "lifespan"}, None, None)

    assert told == [{"type": "lifespan"}]


def test_a_mistake_in_the_addresses_is_said_at_once():
    with pytest.raises(ValueError, match="proxy"):
        behind(["proxy"], None)
