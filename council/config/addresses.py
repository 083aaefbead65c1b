"""Under which names the site answers."""

from urllib.parse import urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def hosts_of(public_url: str) -> list[str]:
    """Return the names that belong to the public address, and no others.

    >>> hosts_of("https://council.example")
    ['council.example']
    >>> hosts_of("http://192.168.1.7:8000")
    ['192.168.1.7', '127.0.0.1', 'localhost', '[::1]']
    """
    parts = urlsplit(public_url)
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else (parts.hostname or "")
    if parts.scheme == "https":
        return [host]
    return list(dict.fromkeys([host, *LOOPBACK]))
