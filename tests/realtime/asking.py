"""Asks an ASGI application for a page, as a server does, and compares answers."""

import asyncio
import re

TOKEN = re.compile(rb"[A-Za-z0-9]{64}")  # a CSRF token is masked anew for each page


async def answer_of(application, path, *, method="GET", body=b"", headers=(), pieces=1, **facts):
    """Return the messages with which the application answers; the body comes in pieces."""
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [*({b"host": b"testserver"} | dict(headers)).items()],
        "client": ["127.0.0.1", 40000],
        "server": ["127.0.0.1", 80],
    }
    size = -(-len(body) // pieces) or 1
    coming = [
        {
            "type": "http.request",
            "body": body[start : start + size],
            "more_body": start + size < len(body),
        }
        for start in range(0, max(len(body), 1), size)
    ]
    sent = []

    async def receive():
        return coming.pop(0) if coming else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    await application(scope | facts, receive, send)
    return sent


def in_essence(messages):
    """Return status, headers and content, however many pieces that came in.

    Without tokens, and without the second in which an answer that nobody may keep expires.
    """
    start, *rest = messages
    content = b"".join(each.get("body", b"") for each in rest)
    headers = sorted(
        (name, b"" if name == b"Expires" else text)
        for name, text in start["headers"]
        if not text.startswith(b"csrf=")
    )
    return start["status"], headers, TOKEN.sub(b"TOKEN", content)
