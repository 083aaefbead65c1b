"""A reader of OParl that knows nothing of this site but where it begins."""

import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LISTS = (
    "organization", "person", "meeting", "paper", "agendaItem", "consultation", "file",
    "locationList", "legislativeTermList", "membership",
)  # fmt: skip
SCHEMA = "https://schema.oparl.org/1.1/"


@dataclass
class Crawl:
    """What was found: every object by its address, and every list by its own."""

    client: object
    objects: dict = field(default_factory=dict)
    lists: dict = field(default_factory=dict)
    raw: dict = field(default_factory=dict)

    def get(self, url):
        parts = urlsplit(url)
        answer = self.client.get(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        assert answer.status_code == 200, (url, answer.status_code)
        self.raw[url] = answer.content.decode()
        return json.loads(answer.content)

    def walk(self, url):
        """Read a list to its end."""
        page = self.get(url)
        found = page["data"]
        while "next" in page["links"]:
            page = self.get(page["links"]["next"])
            found += page["data"]
        self.lists[url] = found
        for each in found:
            self.keep(each)
        return found

    def keep(self, told):
        if told.get("type", "").startswith(SCHEMA):
            self.objects.setdefault(told["id"], told)
        for value in told.values():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, dict):
                    self.keep(each)

    def everything(self, root):
        system = self.get(root)
        self.keep(system)
        for body in self.walk(system["body"]):
            for name in LISTS:
                self.walk(body[name])
        for each in list(self.objects.values()):
            if each["type"] == f"{SCHEMA}Organization" and "meeting" in each:
                self.walk(each["meeting"])
        return self


def nodes(told, path=""):
    """Yield every value in an object with the names that lead to it."""
    yield path, told
    if isinstance(told, dict):
        for name, value in told.items():
            yield from nodes(value, f"{path}.{name}")
    if isinstance(told, list):
        for value in told:
            yield from nodes(value, f"{path}[]")


def objects_in(told):
    """Yield every object of OParl in an answer, embedded ones too."""
    for path, value in nodes(told):
        if isinstance(value, dict) and "id" in value and not path.startswith(".links"):
            yield path, value
