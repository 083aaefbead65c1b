"""Somebody looks at every page, takes every file, and reads what machines read; all is kept."""

import html
import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from itertools import islice, product
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, URLResolver, get_resolver, resolve, reverse

from council.accounts.models import User
from tests.e2e.pages import FILE, NO_PAGES, PAGES, Page

LANGUAGES = [code for code, _ in settings.LANGUAGES]
PERSONAS = json.loads((settings.BASE_DIR / "council/demo/personas.json").read_text())
ROOM = {  # which is looked at in a journey elsewhere
    f"room to {who}": Page("realtime:room", who, "/meetings/2/room/")
    for who in ("resident", "member", "chair", "interpreter")
}
EXPORTS = [f"/office/adana/export/{sheet}.csv" for sheet in ("members", "seats", "offices")]
TRIED = 40  # addresses of one kind, when no page leads to any


def client(user: User | None, language: str = "en") -> Client:
    """Return a browser in which the person is signed in."""
    made = Client(headers={"host": urlsplit(settings.PUBLIC_URL).netloc})
    made.raise_request_exception = False
    if user is not None:
        made.force_login(user)
    made.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return made


class Visit:
    """One round through all pages, by everybody, in one language."""

    def __init__(self, folder: Path, language: str) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        User.objects.update(language=language)
        self.clients = {"resident": client(None, language)}
        for one in PERSONAS:
            user = User.objects.filter(username=one["member"]).first() if one["member"] else None
            self.clients[one["key"]] = client(user, language)
        self.pages: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.known: dict[str, dict[object, None]] = {}  # what stands in addresses, by its name

    def walk(self, names: Collection[str] = ()) -> "Visit":
        """Look at every page, or those named, and note which files they offer."""
        for name, page in (PAGES | ROOM).items():
            if names and name not in names:
                continue
            answer = self._get(page.who, page.at)
            if page.link:
                paths = list(paths_in(answer.content))
                answer = self._get(
                    page.who, next(each for each in paths if re.search(page.link, each))
                )
            assert answer.status_code == page.status, (name, answer.status_code)
            self.pages[name] = str(self._keep(f"{len(self.pages)}.html", answer))
            self._note(page.who, answer.content)
        return self

    def fetch(
        self, folder: Path, only: Mapping[str, str] | None = None
    ) -> dict[str, dict[str, str]]:
        """Take every file there is: return where they are kept, by view and address.

        Args:
            only: Which, and who takes them; None: all that pages offer, or may be asked for.
        """
        folder.mkdir()
        self.folder = folder
        seen: dict[str, dict[str, str]] = {}
        for path, who in (only or {}).items():
            self._take(resolve(path).view_name, path, who, seen)
        return seen if only else self._everything(seen)

    def _everything(self, seen: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        offered = self.links | dict.fromkeys(EXPORTS, "clerk")
        for path, who in offered.items():
            self._take(resolve(path).view_name, path, who, seen)
        for view in sorted(NO_PAGES[FILE] - set(seen)):
            for path, who in product(self._addresses(view), ("clerk", "member", "resident")):
                if view not in seen:
                    self._take(view, path, who, seen)
        return seen

    def _take(self, view: str, path: str, who: str, seen: dict[str, dict[str, str]]) -> None:
        answer = self._get(who, path)
        if answer.status_code == 200:
            n = sum(map(len, seen.values()))
            kept = self._keep(f"{n}{Path(path).suffix}", answer)
            seen.setdefault(view, {})[path] = str(kept)

    def _keep(self, name: str, answer) -> Path:
        file = self.folder / name
        file.write_bytes(b"".join(answer) if answer.streaming else answer.content)
        return file

    def _addresses(self, view: str) -> Iterator[str]:
        """Yield addresses of a view, made of what stands in those of other pages."""
        for names in WANTED.get(view, ()):
            values = product(*(self.known.get(name, {}) for name in names))
            for chosen in islice(values, TRIED):
                with suppress(NoReverseMatch):
                    yield reverse(view, kwargs=dict(zip(names, chosen, strict=True)))

    def crawl(self, folder: Path, start: str) -> list[str]:
        """Take what machines read: from one address to all that it leads to; name their views."""
        folder.mkdir()
        self.folder = folder
        waiting, met, views = [start], {start}, []
        while waiting:
            path = waiting.pop()
            answer = self._get("resident", path)
            assert answer.status_code == 200, path
            views.append(resolve(urlsplit(path).path).view_name)
            body = self._keep(f"{len(met)}-{len(waiting)}.json", answer).read_bytes()
            found = re.findall(re.escape(settings.PUBLIC_URL).encode() + rb'([^"]*)', body)
            new = {path.decode() for path in found} - met
            new = {path for path in new if path.startswith(start)}
            met |= new
            waiting += sorted(new)
        return views

    def _get(self, who: str, path: str):
        return self.clients[who].get(path)

    def _note(self, who: str, body: bytes) -> None:
        for path in paths_in(body):
            try:
                found = resolve(path)
            except Resolver404:
                continue
            for name, value in found.kwargs.items():
                self.known.setdefault(name, {})[value] = None
            if found.view_name in NO_PAGES[FILE]:
                self.links.setdefault(path, who)


def paths_in(body: bytes) -> Iterator[str]:
    """Yield the addresses on this site to which a page leads, without what follows the path."""
    here = urlsplit(settings.PUBLIC_URL).netloc
    for found in re.findall(rb'(?:href|src|value)="([^"]+)"', body):
        parts = urlsplit(html.unescape(found.decode()))
        if parts.netloc in ("", here) and parts.path.startswith("/"):
            yield parts.path


def _wanted(resolver: URLResolver, before: tuple[str, ...] = (), space: str = "") -> Iterator:
    """Yield the name of every address with the names of what must be filled in."""
    for one in resolver.url_patterns:
        names = (*before, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _wanted(one, names, f"{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}", names


WANTED: dict[str, list[tuple[str, ...]]] = {}
for _view, _names in _wanted(get_resolver()):
    WANTED.setdefault(_view, []).append(_names)
