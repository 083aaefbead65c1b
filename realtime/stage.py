"""A meeting at one moment with its floor and its votes, shared by all parts that are rendered."""

from functools import cached_property
from typing import Any

from council.kernel.audience import Audience
from council.texts.selectors import read_versions
from deliberation.floor.selectors.scene import Scene, scene_of
from deliberation.meetings.selectors.moment import Moment
from deliberation.voting.selectors.votes import Votes

Meeting = Any  # the live meeting reads through selectors and does not know their models


class Stage:
    """What the parts show, read once however many parts, languages and audiences there are.

    Parts rendered from one stage agree with each other. It is made anew for each snapshot and
    each notice, and never kept.
    """

    def __init__(self, meeting_id: int, meeting: Meeting = None) -> None:
        self.moment = Moment(meeting_id, meeting)

    @cached_property
    def floor(self) -> Scene:
        """Who speaks and who waits."""
        return scene_of(self.moment)

    @cached_property
    def votes(self) -> Votes:
        """What is voted on, and what was decided on the item in focus."""
        return Votes(self.moment)

    def read_texts(self, audience: Audience) -> None:
        """Read the words of all the room's parts with one query instead of one for each part."""
        read_versions([*self.moment.texts(audience), *self.votes.texts])
