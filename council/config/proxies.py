"""Whom to believe about who asks: forwarded addresses count from our own proxies alone."""

from collections.abc import Collection
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Any, cast

from asgiref.typing import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope

Network = IPv4Network | IPv6Network

FORWARDED = b"x-forwarded-"


def behind(proxies: Collection[str], application: ASGI3Application) -> ASGI3Application:
    """Return the application as it is reached: what strangers say they forward is forgotten.

    A proxy of ours replaces ``X-Forwarded-For`` and ``X-Forwarded-Proto``. Whoever reaches a
    process past it, from another machine, could otherwise choose an address and a scheme.

    Raises:
        ValueError: one of the proxies is neither an address nor a network.
    """
    networks = [ip_network(each) for each in proxies]

    async def reached(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        facts = cast("dict[str, Any]", scope)
        if "headers" in facts and not is_among(networks, facts.get("client")):
            headers = [each for each in facts["headers"] if not each[0].startswith(FORWARDED)]
            scope = cast("Scope", facts | {"headers": headers})
        await application(scope, receive, send)

    return reached


def is_among(networks: Collection[Network], client: Collection[Any] | None) -> bool:
    """Say whether the other end is one of the networks; without an address it is none.

    >>> is_among([ip_network("10.0.0.0/8")], ("10.1.2.3", 40000))
    True
    """
    try:
        address = ip_address(next(iter(client or ()), ""))
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return any((mapped or address) in network for network in networks)
