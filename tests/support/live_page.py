"""A page that follows the notices, to be compared with the same page loaded anew."""

import json
import re

import tinyhtml5
from tinyhtml5 import inputstream

PERSONAL = ("my-presence", "my-request", "receipt")  # answered to one's own posts, never pushed
READERS_OWN = ("csrfmiddlewaretoken", "key")


class Patterns(dict):
    """The patterns with which tinyhtml5 reads. It means to keep them, but loses each at once."""

    def __missing__(self, key):
        characters, opposite = key
        listed = "".join(map(re.escape, sorted(characters)))
        self[key] = re.compile(f"[{'' if opposite else '^'}{listed}]+")
        return self[key]


inputstream.characters_until_regex = Patterns()


class LivePage:
    """The room as a browser has it; applies notices as ``live.js`` does.

    Ignores tokens and keys of forms, and what is personal; nothing else.
    """

    def __init__(self, html):
        self.tree = tinyhtml5.parse(html, namespace_html_elements=False)
        self.seq = int(self.by_id("room").get("data-seq"))

    def by_id(self, name):
        return next((e for e in self.tree.iter() if e.get("id") == name), None)

    def parent_of(self, child):
        return next(e for e in self.tree.iter() if child in list(e))

    def apply(self, frames):
        for frame in map(json.loads, frames):
            if frame["t"] not in {"n", "b"} or frame["seq"] <= self.seq:
                continue
            assert frame["seq"] == self.seq + 1, "a gap"
            self.seq = frame["seq"]
            for part in frame.get("parts", ()):
                self.put(part)

    def put(self, part):
        old = self.by_id(part["id"])
        if part["html"] is None:
            if old is not None:
                self.parent_of(old).remove(old)
            return
        new = tinyhtml5.parse(part["html"], namespace_html_elements=False).find("body")[0]
        if old is not None:
            parent = self.parent_of(old)
            place = list(parent).index(old)
            new.tail = old.tail
            parent[place] = new
        elif (into := self.by_id(part.get("into", ""))) is not None:
            into.append(new)

    def parts(self):
        """Return what is shown, canonically: every element with an id in room and bar."""
        personal = [self.by_id(name) for name in PERSONAL]
        own = {e.get("id") for root in personal if root is not None for e in root.iter()}
        shown, known = {}, {}
        for element in self.tree.iter():
            name = element.get("id") if isinstance(element.tag, str) else None
            if name and name not in {"room", "live-token", *own}:
                shown[name] = canonical(element, known)
        return shown


def canonical(element, known):
    """Return an element as a value: equal elements are equal values.

    ``known`` holds what was found out about others, for the parts of a page contain each other.
    """
    if element not in known:
        words, inner = [element.text or ""], []
        for child in element:
            if is_shown(child):
                inner.append((canonical(child, known), [child.tail or ""]))
            elif not isinstance(child.tag, str):  # a comment: what follows continues the text
                (inner[-1][1] if inner else words).append(child.tail or "")
        known[element] = (
            element.tag,
            tuple(sorted(element.attrib.items())),
            one_line(words),
            tuple((value, one_line(tail)) for value, tail in inner),
        )
    return known[element]


def is_shown(element):
    """Neither a comment, nor of one reader only."""
    if not isinstance(element.tag, str) or element.get("id") in PERSONAL:
        return False
    return element.tag != "input" or element.get("name") not in READERS_OWN


def one_line(words):
    return " ".join("".join(words).split())


def differences(followed, loaded):
    """Return the ids of elements that differ, the innermost reasons first."""
    before, after = followed.parts(), loaded.parts()
    return sorted(
        name for name in before.keys() | after.keys() if before.get(name) != after.get(name)
    )
