"""The room as it stands is taken once, however many ask for it in the same moment."""

import asyncio
import time

import pytest
from django.core.cache import cache

from council.kernel.audience import Audience
from deliberation.meetings.selectors.sight import meeting_for
from realtime import snapshots
from realtime.threads import deciding
from tests.factories.voting import make_open, make_room

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room():
    made = make_room(3)
    make_open(made)
    return meeting_for(made.chair, made.meeting.pk)


@pytest.fixture
def taken(monkeypatch):
    """Let it take a while to take a snapshot, and return for whom it was taken."""
    asked = []
    take = snapshots._taken

    def slowly(what):
        asked.append((what.audience, what.language))
        time.sleep(0.3)
        return take(what)

    monkeypatch.setattr(snapshots, "_taken", slowly)
    return asked


async def test_who_comes_at_once_waits_for_the_first(room, taken):
    cache.clear()

    rooms = await asyncio.gather(
        *(
            deciding(snapshots.room_snapshot)(room, audience, "tr", 5)
            for audience in [Audience.PUBLIC, Audience.PUBLIC, Audience.MEMBER, Audience.MEMBER]
        )
    )

    assert sorted(taken) == [(Audience.MEMBER, "tr"), (Audience.PUBLIC, "tr")]
    assert rooms[0] == rooms[1] != rooms[2] == rooms[3]
