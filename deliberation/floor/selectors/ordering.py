"""By which rule speakers are suggested in a meeting: the by-laws', or what the chair chose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from council.members.models import Body
from council.members.selectors.told import told_counts
from council.rules.bylaws import Bylaws, FloorOrder
from council.rules.targets import Group
from council.rules.targets.reporting import SMALLEST_CELL
from deliberation.floor.models import ChosenOrder
from deliberation.meetings.models import Meeting
from deliberation.rules.floor import BY_LISTS, SpeakersList, share_out

COUNTED: Mapping[SpeakersList, Group] = {
    SpeakersList.WOMEN: Group.WOMEN,
    SpeakersList.MEN: Group.MEN,
}


@dataclass(frozen=True)
class Ordering:
    """The rule, whether the chair chose it, and under ``budgets`` each list's time on an item [s].

    The key "" is of all who are on no list with a time of its own.
    """

    order: FloorOrder
    is_chosen: bool = False
    budgets: Mapping[str, int] = field(default_factory=dict)

    @property
    def uses_lists(self) -> bool:
        """It matters on which list somebody speaks."""
        return self.order in BY_LISTS


def ordering_in(meeting: Meeting, bylaws: Bylaws) -> Ordering:
    """Return by which rule speakers are suggested in the meeting now."""
    chosen = ChosenOrder.objects.filter(meeting=meeting).first()
    order = chosen.order if chosen else bylaws.floor.order
    if order is not FloorOrder.BUDGETS:
        return Ordering(order, chosen is not None)
    people = _people(meeting.body, meeting)
    total = chosen.budget_seconds if chosen else None
    whole = total or bylaws.floor.speaking * sum(people.values())
    return Ordering(order, chosen is not None, share_out(whole, people))


def _people(body: Body, meeting: Meeting) -> Mapping[str, int]:
    """Return how many sit on each list, as the composition was told in public before the meeting.

    Sealed answers are not read for the floor. A group whose number was held back has no time of
    its own: its people share that of all others.
    """
    told = told_counts(body, meeting.starts_at)
    counts = {name: told[group] for name, group in COUNTED.items() if group in told}
    if not counts:
        return {}
    counted = {str(name): count for name, (count, _) in counts.items()}
    everybody = max(count + others for count, others in counts.values())
    # What is left of a few people's time would show who of them has spoken.
    rest = max(SMALLEST_CELL, everybody - sum(counted.values()))
    return counted | {str(SpeakersList.NONE): rest}
