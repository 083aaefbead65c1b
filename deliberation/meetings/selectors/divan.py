"""Those elected to preside over a meeting, and who could be elected."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.members.models import Member
from deliberation.meetings.models import Meeting, PresidiumMember
from deliberation.meetings.selectors.electorate import bylaws_in, present_ids


@dataclass(frozen=True, slots=True)
class Divan:
    """What the page about the presidium shows."""

    needed: int  # members the by-laws ask for; 0: the chair presides
    elected: Sequence[tuple[str, bool]]  # name, and whether they lead
    present: Sequence[tuple[int, str]]  # who could be elected: id, name


def divan_of(meeting: Meeting) -> Divan:
    """Return who presides by election, and who is there to be elected."""
    serving = PresidiumMember.objects.filter(meeting=meeting, until=None)
    elected = serving.order_by("-is_leading", "pk")
    present = Member.objects.filter(pk__in=present_ids(meeting)).order_by("public_name", "pk")
    return Divan(
        needed=bylaws_in(meeting).presidium,
        elected=list(elected.values_list("member__public_name", "is_leading")),
        present=list(present.values_list("pk", "public_name")),
    )
