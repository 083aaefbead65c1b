"""Who is who on the demo's stage, and the acts of its story in the order of time."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from council.accounts.models import User
from council.config.demonstration.clock import moment
from council.members.models import Body, Council, Member

FILES: Path = settings.BASE_DIR / "council" / "demo"
Plan = dict[str, Any]


def read(name: str) -> Any:  # noqa: ANN401 - whatever stands in the file
    """Return what one of the demo's JSON files says."""
    return json.loads((FILES / name).read_text(encoding="utf-8"))


@dataclass(order=True)
class Act:
    """Something that somebody does at a moment; acts of one moment keep their ``rank``."""

    at: datetime
    rank: int
    do: Callable[[], object] = field(compare=False)


@dataclass
class Stage:
    """The council as it is being filled, and what is still to happen."""

    council: Council
    acts: list[Act] = field(default_factory=list)
    made: dict[str, int] = field(default_factory=dict)  # ids by the files' own keys
    names: dict[str, str] = field(default_factory=dict)  # usernames by persona
    now: datetime = field(default_factory=timezone.now)

    def member(self, key: str) -> Member:
        """Return a member by username."""
        return Member.objects.get(council=self.council, user__username=key)

    def user(self, key: str) -> User:
        """Return an account by username."""
        return User.objects.get(username=key)

    def body(self, key: str) -> Body:
        """Return a body by key."""
        return Body.objects.select_related("council").get(council=self.council, key=key)

    @property
    def clerk(self) -> User:
        """The clerk who does what the files do not give to somebody else."""
        return self.user(self.names["clerk"])

    @property
    def chair(self) -> User:
        """Who presides."""
        return self.user(self.names["chair"])

    def day(self, days: int, at: time = time(10)) -> datetime:
        """Return a moment of a day counted from today, in the council's zone."""
        zone = ZoneInfo(self.council.time_zone)
        date = self.now.astimezone(zone).date() + timedelta(days=days)
        return datetime.combine(date, at, zone)

    def plan(self, at: datetime, do: Callable[[], object], rank: int = 5) -> None:
        """Let something happen at a moment."""
        self.acts.append(Act(at, rank, do))

    def play(self, tell: Callable[[int, int], None]) -> None:
        """Let everything happen in order; what lies in the future is left out."""
        due = sorted((act for act in self.acts if act.at <= self.now), key=lambda a: (a.at, a.rank))
        for place, act in enumerate(due):
            tell(place, len(due))
            with moment(act.at):
                act.do()
