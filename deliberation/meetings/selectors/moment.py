"""A meeting at one moment, read once for all the parts that show it."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from operator import attrgetter

from council.kernel.audience import Audience
from council.ledger.models import Entry
from council.members.models import Bloc, Mandate, MandateRole, Office, OfficeKind
from council.members.selectors import Place, current, places_of, today_in
from council.rules.bylaws import Bylaws
from council.texts.models import Text
from deliberation.meetings.models import AgendaItem, Contribution, Meeting
from deliberation.meetings.selectors.electorate import bylaws_in, present_ids, standing_in
from deliberation.meetings.selectors.focus import (
    IN_FOCUS,
    IN_HAND,
    audience_of,
    whole_meetings,
)
from deliberation.meetings.selectors.sentences import Named, told_kinds
from deliberation.rules.roll import Roll, SeatFacts, build_roll


class Moment:
    """What several parts show of one meeting: each fact is read when first asked for, and kept.

    It holds what everybody may see together and cannot be shown as it is: selectors pick from it
    what their audience may see. Whoever shows news makes a new one.
    """

    def __init__(self, meeting_id: int, meeting: Meeting | None = None) -> None:
        self.meeting_id = meeting_id
        self._said: dict[int, Sequence[Contribution]] = {}
        if meeting is not None:
            self.meeting = meeting

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting with its council, its body and its by-laws."""
        return whole_meetings().get(pk=self.meeting_id)

    @cached_property
    def bylaws(self) -> Bylaws:
        """The rules of procedure the meeting runs under."""
        return bylaws_in(self.meeting)

    @cached_property
    def items(self) -> Sequence[AgendaItem]:
        """The agenda in order; the versions of its texts are not read."""
        rows = AgendaItem.objects.filter(meeting_id=self.meeting_id)
        related = rows.select_related("title", "description", "proposal__mover")
        return list(related.order_by("position", "pk"))

    @property
    def before(self) -> AgendaItem | None:
        """The item that is before the meeting now."""
        return next((item for item in self.items if item.status in IN_HAND), None)

    def focus(self, audience: Audience) -> AgendaItem | None:
        """Return the item that the room shows: the one called last, until it leaves the agenda.

        After it is disposed of it stays, with its result, until the next one is called. The public
        does not learn when a confidential item is called.
        """
        called = [
            (item.called_at, item.pk, item)
            for item in self.items
            if item.called_at is not None and audience.sees(audience_of(item))
        ]
        last = max(called, default=None)
        return last[2] if last is not None and last[2].status in IN_FOCUS else None

    def said_on(self, item: AgendaItem) -> Sequence[Contribution]:
        """Return what was said on the item, oldest first, without the versions of the texts."""
        if item.pk not in self._said:
            rows = Contribution.objects.filter(item=item)
            related = rows.select_related("text", "member__organisation")
            self._said[item.pk] = list(related.order_by("pk"))
        return self._said[item.pk]

    def texts(self, audience: Audience) -> Iterable[Text]:
        """Return all texts that the room shows: titles, and what is read about the item."""
        yield from (item.title for item in self.items)
        shown = self.focus(audience)
        if shown is not None:
            yield from [shown.description] if shown.description else []
            yield from (one.text for one in self.said_on(shown))

    @cached_property
    def told(self) -> Sequence[Entry]:
        """The entries of the journal that some readers are told of, oldest first."""
        rows = Entry.objects.filter(meeting_id=self.meeting_id, kind__in=told_kinds())
        return list(rows.order_by("seq"))

    @cached_property
    def named(self) -> Named:
        """The names of those with a seat, of the seats and of the items."""
        return Named(
            items={item.pk: item.number for item in self.items},
            members={pk: mandate.member for pk, mandate in self.mandates.items()},
            seats={place.seat.pk: place.seat.number for place in self.places},
        )

    @cached_property
    def places(self) -> Sequence[Place]:
        """The seats of the body and who fills them today."""
        return places_of(self.meeting.body, today_in(self.meeting.body.council))

    @cached_property
    def mandates(self) -> Mapping[int, Mandate]:
        """The mandate by which each member has a seat in the body; titulars' own first."""
        found: dict[int, Mandate] = {}
        for place in self.places:
            if place.mandate is not None:
                found.setdefault(place.mandate.member_id, place.mandate)
        return found

    def bloc_of(self, member_id: int) -> Bloc | None:
        """Return the bloc of the member's seat."""
        mandate = self.mandates.get(member_id)
        return mandate.seat.bloc if mandate else None

    def colour_of(self, member_id: int) -> str:
        """Return the colour of the member's bloc; empty without a seat in one."""
        bloc = self.bloc_of(member_id)
        return bloc.colour if bloc else ""

    def blocs_called(self, keys: Iterable[str]) -> Sequence[Bloc]:
        """Return the blocs with these keys, in order; those that hold seats are known already."""
        wanted = {key for key in keys if key}
        found = {place.seat.bloc.key: place.seat.bloc for place in self.places if place.seat.bloc}
        if wanted - found.keys():
            rows = Bloc.objects.filter(council=self.meeting.council_id)
            found = {bloc.key: bloc for bloc in rows}
        return sorted(
            (bloc for key, bloc in found.items() if key in wanted), key=attrgetter("position", "pk")
        )

    @cached_property
    def present(self) -> frozenset[int]:
        """Ids of the members in attendance."""
        return present_ids(self.meeting)

    @cached_property
    def roll(self) -> Roll:
        """Who is entitled to a ballot now, apart from what concerns one item only."""
        acting = standing_in(self.meeting, None)
        seats: dict[int, SeatFacts] = {}
        for place in self.places:
            seat, held = place.seat, place.mandate
            is_titular = held is not None and held.role is MandateRole.TITULAR
            titular = held.member_id if held is not None and is_titular else None
            bloc, stand_ins = seat.bloc.key if seat.bloc else "", tuple(acting.get(seat.pk, ()))
            seats.setdefault(seat.pk, SeatFacts(seat.pk, bloc, titular, stand_ins))
        return build_roll(seats.values(), present=self.present, alternates=self.bylaws.alternates)

    @property
    def sitting(self) -> int:
        """The number of the sitting that was opened last; 0 before the first."""
        return getattr(self.meeting, "sitting") or 0  # noqa: B009 - named by whole_meetings only

    @cached_property
    def interpreters(self) -> Sequence[Office]:
        """Who interprets for the council today."""
        offices = Office.objects.filter(
            body__council_id=self.meeting.council_id,
            kind=OfficeKind.INTERPRETER,
            member__is_active=True,
        )
        return list(current(offices).select_related("member").order_by("pk"))
