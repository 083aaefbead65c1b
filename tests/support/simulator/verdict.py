"""After the meeting: was an act lost, a number left out, is every page what a reload shows?"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import tinyhtml5

from tests.support.live_page import LivePage, differences
from tests.support.simulator.person import Person
from tests.support.simulator.record import Act
from tests.support.simulator.session import Hall
from tests.support.simulator.standby import Standby

AT_ONCE = 4  # pages that are loaded for comparison at the same time


@dataclass
class Verdict:
    """What must be empty, by kind."""

    lost: list[str]
    gaps: list[str]
    pages: list[str]
    complaints: list[str]

    @property
    def is_good(self) -> bool:
        """Nothing was found."""
        return not (self.lost or self.gaps or self.pages or self.complaints)


async def judge(hall: Hall, standby: Standby) -> Verdict:
    """Compare what people were told and what their pages show with the database."""
    work = "tests.support.simulator.town:traces"
    left = standby.do(work, meeting=hall.town["meeting"])
    return Verdict(
        lost=[*_words(hall, left), *_requests(hall, left), *_ballots(hall, left)],
        gaps=[*_numbers(hall, left["last_seq"])],
        pages=await _pages(hall),
        complaints=left["complaints"],
    )


def _words(hall: Hall, left: dict[str, Any]) -> Iterator[str]:
    for act in (*hall.record.of("contribution.make"), *hall.record.of("desk.send")):
        found = left["words"].get(act.fields["body"], 0)
        if found != int(act.is_done):
            yield f"{act} stands {found} times"


def _requests(hall: Hall, left: dict[str, Any]) -> Iterator[str]:
    told = Counter(_member(hall, act) for act in hall.record.of("floor.request") if act.is_done)
    for member in told.keys() | left["requests"].keys():
        if told[member] != left["requests"].get(member, 0):
            found = left["requests"].get(member, 0)
            yield f"member {member} was told of {told[member]} requests, {found} are there"


def _ballots(hall: Hall, left: dict[str, Any]) -> Iterator[str]:
    last: dict[str, list[Any]] = {}
    for act in hall.record.of("ballot.cast"):
        place = f"{act.fields['poll']}/{_member(hall, act)}"
        ballot = [act.fields["choice"], int(act.fields["seq"])]
        if act.is_done and ballot[1] >= last.get(place, ["", 0])[1]:
            last[place] = ballot
    for place in last.keys() | left["ballots"].keys():
        if last.get(place) != left["ballots"].get(place):
            yield f"{place}: {last.get(place)} was told, {left['ballots'].get(place)} is there"


def _member(hall: Hall, act: Act) -> str:
    return str(hall.people[act.who].facts["member"])


def _numbers(hall: Hall, last: int) -> Iterator[str]:
    for one in hall.people.values():
        line = one.line
        if line.gaps or line.doubles:
            yield f"{one.key} was told {line.gaps} numbers too few and {line.doubles} twice"
        if line.seq != last:
            yield f"{one.key} has heard up to {line.seq} of {last}"


async def _pages(hall: Hall) -> list[str]:
    turns = asyncio.Semaphore(AT_ONCE)

    async def load(one: Person) -> str:
        async with turns:
            return (await one.device.get(f"/meetings/{one.meeting}/room/")).text

    people = list(hall.people.values())
    loaded = await asyncio.gather(*map(load, people))
    found = ((one.key, _differences(one, html)) for one, html in zip(people, loaded, strict=True))
    return [f"{key}: {different}" for key, different in found if different]


def _differences(one: Person, html: str) -> list[str]:
    followed = Followed(one.line.html)
    followed.apply(one.line.frames)
    return differences(followed, LivePage(html))


class Followed(LivePage):
    """The same page for many notices: it knows where its elements are, and reads no part twice."""

    def __init__(self, html: str) -> None:
        self._ids: dict[str, Any] = {}
        self._parents: dict[Any, Any] = {}
        super().__init__(html)

    def by_id(self, name: str) -> Any:
        if not self._parents:
            self._learn(self.tree, None)
        return self._ids.get(name)

    def parent_of(self, child: Any) -> Any:
        return self._parents[child]

    def put(self, part: dict[str, Any]) -> None:
        old = self.by_id(part["id"])
        if part["html"] is None:
            if old is not None:
                self.parent_of(old).remove(old)
                self._forget(old)
            return
        new = deepcopy(_read(part["html"]))
        if old is not None:
            parent = self.parent_of(old)
            new.tail = old.tail
            parent[list(parent).index(old)] = new
            self._forget(old)
            self._learn(new, parent)
        elif (into := self.by_id(part.get("into", ""))) is not None:
            into.append(new)
            self._learn(new, into)

    def _learn(self, element: Any, parent: Any) -> None:
        self._parents[element] = parent
        if isinstance(element.tag, str) and element.get("id"):
            self._ids.setdefault(element.get("id"), element)
        for child in element:
            self._learn(child, element)

    def _forget(self, element: Any) -> None:
        for each in element.iter():
            self._parents.pop(each, None)
            if isinstance(each.tag, str) and self._ids.get(each.get("id")) is each:
                del self._ids[each.get("id")]


@lru_cache(maxsize=4096)
def _read(html: str) -> Any:
    return tinyhtml5.parse(html, namespace_html_elements=False).find("body")[0]
