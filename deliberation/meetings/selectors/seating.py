"""Whose seat is filled by whom today: alternates who act, members who take no part in an item."""

from collections.abc import Sequence, Set
from dataclasses import dataclass

from council.members.models import Mandate, MandateRole, Member
from council.members.selectors import mandates_of, today_in
from council.rules.bylaws import AlternatePolicy
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import AgendaItem, Meeting, Recusal, Substitution
from deliberation.meetings.selectors.electorate import bylaws_in, present_ids
from deliberation.meetings.selectors.focus import OVER
from deliberation.rules.meetings import ItemStatus


@dataclass(frozen=True, slots=True)
class StandingIn:
    """A substitution in force."""

    pk: int
    seat: int
    alternate: str
    item: str  # number of the item; empty for the whole meeting


@dataclass(frozen=True, slots=True)
class TakingNoPart:
    """A recusal in force."""

    item_id: int
    item: str
    member_id: int
    member: str


@dataclass(frozen=True, slots=True)
class Alternate:
    """Somebody who may act for a seat whose titular member is away."""

    pair: str  # "seat-member", by id, as the form sends it
    seat: int
    titular: str
    alternate: str


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An item that is not decided yet."""

    pk: int
    number: str
    title: Reading
    is_undebated: bool = False  # in the consent block: a member may ask for a debate


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What members change for themselves: in which items they take no part, what is debated."""

    member_id: int
    items: Sequence[OpenItem]
    left: Sequence[int]  # ids of the items in which they take no part


@dataclass(frozen=True, slots=True)
class Seating:
    """The page about alternates and conflicts of interest."""

    substitutions: Sequence[StandingIn]
    recusals: Sequence[TakingNoPart]
    alternates: Sequence[Alternate]
    items: Sequence[OpenItem]
    members: Sequence[tuple[int, str]]  # those with a seat: id, name
    allows_single_items: bool  # under the by-laws an alternate may take over for one item


def seating_of(meeting: Meeting, language: str) -> Seating:
    """Return who acts for whom and who takes no part in what, and who else could.

    Whoever shows it has made sure that the viewer may change it.
    """
    mandates = list(mandates_of(meeting.body, today_in(meeting.council)))
    members = {one.member_id: str(one.member) for one in mandates}
    return Seating(
        substitutions=substitutions_in(meeting),
        recusals=recusals_in(meeting),
        alternates=_alternates(mandates, present_ids(meeting)),
        items=_undecided(meeting, language),
        members=sorted(members.items(), key=lambda pair: pair[1]),
        allows_single_items=bylaws_in(meeting).alternates is AlternatePolicy.ITEM,
    )


def own_part_of(member: Member, meeting: Meeting, language: str) -> OwnPart:
    """Return the undecided items, and those in which the member takes no part."""
    left = Recusal.objects.filter(item__meeting=meeting, member=member, withdrawn_at=None)
    return OwnPart(
        member.pk, _undecided(meeting, language), list(left.values_list("item_id", flat=True))
    )


def substitutions_in(meeting: Meeting) -> Sequence[StandingIn]:
    """Return who acts for which seat now, by number of seat."""
    acting = Substitution.objects.filter(meeting=meeting, until=None)
    return [
        StandingIn(one.pk, one.seat.number, str(one.alternate), one.item.number if one.item else "")
        for one in acting.select_related("seat", "alternate", "item").order_by("seat__number", "pk")
    ]


def recusals_in(meeting: Meeting) -> Sequence[TakingNoPart]:
    """Return who takes no part in which item, in the order of the agenda."""
    standing = Recusal.objects.filter(item__meeting=meeting, withdrawn_at=None)
    return [
        TakingNoPart(one.item_id, one.item.number, one.member_id, str(one.member))
        for one in standing.select_related("item", "member").order_by("item__position", "pk")
    ]


def _alternates(mandates: Sequence[Mandate], present: Set[int]) -> Sequence[Alternate]:
    """Return who may take over now: alternates of seats whose titular member is away."""
    titulars = {one.seat_id: one.member for one in mandates if one.role is MandateRole.TITULAR}
    filled = {seat for seat, member in titulars.items() if member.pk in present}
    return [
        Alternate(
            pair=f"{one.seat_id}-{one.member_id}",
            seat=one.seat.number,
            titular=str(titulars.get(one.seat_id, "")),
            alternate=str(one.member),
        )
        for one in mandates
        if one.role is MandateRole.ALTERNATE and one.seat_id not in filled
    ]


def _undecided(meeting: Meeting, language: str) -> Sequence[OpenItem]:
    items = AgendaItem.objects.filter(meeting=meeting).exclude(status__in=OVER)
    titled = items.select_related("title").prefetch_related(current_versions("title__versions"))
    return [
        OpenItem(
            pk=item.pk,
            number=item.number,
            title=reading(item.title, language),
            is_undebated=item.is_consent and item.status == ItemStatus.PLANNED,
        )
        for item in titled.order_by("position", "pk")
    ]
