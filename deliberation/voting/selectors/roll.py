"""Who is on the roll of a poll, and who of them is there."""

from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, prefetch_related_objects

from council.members.models import Bloc
from council.members.selectors import Viewer, mandates_of
from deliberation.meetings.models import Attendance
from deliberation.voting.models import Poll, RollEntry


@dataclass(frozen=True, slots=True)
class BlocTurnout:
    """How many of a bloc have handed in a ballot [persons]; never what they say."""

    key: str
    names: Mapping[str, str]
    colour: str
    handed_in: int
    entitled: int  # on the roll and in attendance, or with a ballot in the box

    @property
    def percent(self) -> str:
        """Share of those entitled, as text for geometry: a float would follow the locale."""
        return str(100 * self.handed_in // self.entitled) if self.entitled else "0"


def entry_of(viewer: Viewer, poll_id: int) -> RollEntry | None:
    """Return the viewer's line on the roll with its ballot, removed ones too, or None."""
    if not viewer.is_authenticated:
        return None
    rows = RollEntry.objects.filter(poll=poll_id, member__user=viewer, member__is_active=True)
    return rows.select_related("ballot").first()


def who_has_the_ballot(viewer: Viewer, poll: Poll) -> str:
    """Return the name under which the viewer's seat stands on the roll; empty: it does not."""
    if not viewer.is_authenticated:
        return ""
    mandates = mandates_of(poll.meeting.body).filter(member__user=viewer)
    entries = RollEntry.objects.filter(poll=poll, seat__in=mandates.values("seat_id"))
    return entries.values_list("member__public_name", flat=True).first() or ""


def turnout_by_bloc(poll: Poll) -> list[BlocTurnout]:
    """Return the turnout of each bloc on the roll, in the blocs' order; constant in queries."""
    rows = _counted(poll)
    blocs = Bloc.objects.filter(council_id=poll.meeting.council_id).order_by("position", "pk")
    return [
        BlocTurnout(bloc.key, bloc.names, bloc.colour, *rows[bloc.key])
        for bloc in blocs
        if bloc.key in rows
    ]


def read_rolls(polls: Sequence[Poll]) -> None:
    """Read the rolls of all the polls at once, with members, seats and ballots, by seat.

    A roll that was read before is not read again.
    """
    rows = RollEntry.objects.select_related("member", "seat", "ballot").order_by("seat__number")
    prefetch_related_objects(list(polls), Prefetch("roll", rows))


def turnout_among(
    entries: Sequence[RollEntry], blocs: Sequence[Bloc], present: Set[int]
) -> list[BlocTurnout]:
    """Return the turnout of each of the blocs, from a roll that was read: see ``turnout_by_bloc``.

    Args:
        entries: The lines of the roll with their ballots.
        blocs: The blocs on the roll, in order.
        present: Ids of those in attendance.
    """
    standing = [entry for entry in entries if entry.is_active]
    return [
        BlocTurnout(bloc.key, bloc.names, bloc.colour, *_turnout(ours, present))
        for bloc in blocs
        if (ours := [entry for entry in standing if entry.bloc_key == bloc.key])
    ]


def _turnout(entries: Collection[RollEntry], present: Set[int]) -> tuple[int, int]:
    voted = {entry.member_id for entry in entries if getattr(entry, "ballot", None) is not None}
    return len(voted), sum(one.member_id in voted | present for one in entries)


def _counted(poll: Poll) -> dict[str, tuple[int, int]]:
    here = Attendance.objects.filter(
        meeting_id=poll.meeting_id, member_id=OuterRef("member_id"), left_at=None
    )
    rows = (
        RollEntry.objects.filter(poll=poll, is_active=True)
        .annotate(is_here=Exists(here))
        .values("bloc_key")
        .annotate(
            handed_in=Count("ballot"),
            entitled=Count("pk", filter=Q(is_here=True) | Q(ballot__isnull=False)),
        )
        .order_by()
    )
    return {row["bloc_key"]: (row["handed_in"], row["entitled"]) for row in rows}


def count_present(poll: Poll) -> int:
    """Return how many on the roll are in attendance now or have a ballot in the box [persons]."""
    return sum(entitled for _, entitled in _counted(poll).values())


def present_by_bloc(poll: Poll) -> Mapping[str, int]:
    """Return the same by key of bloc [persons]."""
    return {bloc: entitled for bloc, (_, entitled) in _counted(poll).items()}
