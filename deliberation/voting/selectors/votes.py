"""The polls that the room shows at one moment, read once for all the parts that show them."""

from collections.abc import Sequence
from functools import cached_property

from django.db.models import Q

from council.kernel.audience import Audience
from council.texts.models import Text
from deliberation.meetings.selectors.focus import IN_HAND
from deliberation.meetings.selectors.moment import Moment
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Poll
from deliberation.voting.selectors.polls import RUNNING, is_seen
from deliberation.voting.selectors.roll import BlocTurnout, read_rolls, turnout_among

DECIDED = (PollStatus.DECLARED, PollStatus.ANNULLED)


class Votes:
    """The polls that run or wait in a meeting, and those decided on the item in focus.

    Like the moment it belongs to it holds what everybody may see together.
    """

    def __init__(self, moment: Moment) -> None:
        self.moment = moment

    @cached_property
    def polls(self) -> Sequence[Poll]:
        """The polls, oldest first; the versions of their questions are not read."""
        items = {item.pk: item for item in self.moment.items}
        shown = Q(status__in=(*RUNNING, PollStatus.DRAFT)) | Q(
            status__in=DECIDED, item__in=self._in_focus
        )
        rows = Poll.objects.filter(shown, meeting_id=self.moment.meeting_id)
        found = list(rows.select_related("question", "outcome", "amendment__text").order_by("pk"))
        for poll in found:
            poll.meeting, poll.item = self.moment.meeting, items[poll.item_id]
        return found

    @property
    def texts(self) -> Sequence[Text]:
        """The questions."""
        return [poll.question for poll in self.polls]

    def open_for(self, audience: Audience) -> Poll | None:
        """Return the poll that is open, if the audience may know of it."""
        found = (poll for poll in self.polls if poll.status is PollStatus.OPEN)
        return next((poll for poll in found if is_seen(poll, audience)), None)

    def decided_for(self, audience: Audience, item_id: int | None) -> Sequence[Poll]:
        """Return the polls on the item whose outcome was declared, annulled ones too, by time."""
        found = [
            (poll.declared_at, poll.pk, poll)
            for poll in self.polls
            if poll.item_id == item_id and poll.declared_at and is_seen(poll, audience)
        ]
        self._read_rolls()
        return [poll for _, _, poll in sorted(found)]

    def is_voted_on(self, item_id: int, audience: Audience) -> bool:
        """Say whether a question on the item is put, or its outcome not declared yet."""
        in_hand = (PollStatus.OPEN, PollStatus.CLOSED)
        return any(
            poll.item_id == item_id and poll.status in in_hand and is_seen(poll, audience)
            for poll in self.polls
        )

    @property
    def running(self) -> Poll | None:
        """The poll that the desk has to act on next: open, closed or frozen, or a draft."""
        running = [poll for poll in self.polls if poll.status in RUNNING]
        drafts = (poll for poll in self.polls if poll.status is PollStatus.DRAFT)
        waiting = (poll for poll in drafts if poll.item.status in IN_HAND)
        return running[-1] if running else next(waiting, None)

    def turnout_of(self, poll: Poll) -> list[BlocTurnout]:
        """Return the turnout of each bloc on the roll of the poll."""
        self._read_rolls()
        entries = list(poll.roll.all())
        blocs = self.moment.blocs_called(entry.bloc_key for entry in entries)
        return turnout_among(entries, blocs, self.moment.present)

    @property
    def _in_focus(self) -> Sequence[int]:
        found = [self.moment.focus(audience) for audience in (Audience.PUBLIC, Audience.MEMBER)]
        return [item.pk for item in found if item is not None]

    def _read_rolls(self) -> None:
        counted = (*DECIDED, PollStatus.OPEN)
        read_rolls([poll for poll in self.polls if poll.status in counted])
