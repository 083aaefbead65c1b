"""The list from which the names are called, by bloc, with what is known of each member."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from council.members.models import Bloc, Mandate, MandateRole, Member, Office
from council.members.selectors import current, mandates_of, today_in
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.electorate import electorate_of, quorum_of
from deliberation.meetings.selectors.participants import WITH_A_VOICE
from deliberation.meetings.selectors.presence import Mark, Standing, marks_in
from deliberation.rules.quorum import QuorumFinding
from deliberation.rules.roll import Roll


@dataclass(frozen=True, slots=True)
class RollRow:
    """A person whose name is called."""

    member_id: int
    name: str
    language: str  # of the name's script, if it is known
    organisation: Mapping[str, str]
    seat_id: int | None
    seat: int | None  # its number; None for those with a duty but no seat
    is_alternate: bool
    standing: Standing

    @property
    def mark(self) -> Mark:
        """The mark the person has now."""
        return self.standing.mark


@dataclass(frozen=True, slots=True)
class RollGroup:
    """The rows of one bloc; without names: people without a bloc, or with a duty but no seat."""

    names: Mapping[str, str]
    colour: str
    rows: Sequence[RollRow]
    present: int  # members with a vote, or with a duty [persons]
    total: int  # seats, or people with a duty


@dataclass(frozen=True, slots=True)
class RollCall:
    """The page for the roll call: the names by bloc, and how many are still missing."""

    groups: Sequence[RollGroup]
    finding: QuorumFinding

    @property
    def rows(self) -> Sequence[RollRow]:
        """All rows, in the order in which they stand."""
        return [row for group in self.groups for row in group.rows]


def roll_call_of(meeting: Meeting) -> RollCall:
    """Return everybody who may take part, each once, with the mark they have.

    Whoever shows it has made sure that the viewer may call the roll.
    """
    marks = marks_in(meeting)
    mandates = list(mandates_of(meeting.body, today_in(meeting.council)))
    present = frozenset(member for member, one in marks.items() if one.is_present)
    roll = electorate_of(meeting, present=present)
    return RollCall(
        groups=[*_seated(mandates, marks, roll), *_with_a_duty(meeting, mandates, marks)],
        finding=quorum_of(meeting, roll),
    )


def _seated(
    mandates: Sequence[Mandate], marks: Mapping[int, Standing], roll: Roll
) -> Iterable[RollGroup]:
    by_bloc: dict[Bloc | None, list[Mandate]] = {}
    for mandate in _each_member_once(mandates):
        by_bloc.setdefault(mandate.seat.bloc, []).append(mandate)
    for bloc in sorted(by_bloc, key=lambda one: (one is None, one.position if one else 0)):
        rows = [_seat_row(mandate, marks) for mandate in by_bloc[bloc]]
        figures = roll.by_bloc.get(bloc.key) if bloc else None
        if bloc and figures:
            counts = (figures.present, figures.entire_membership)
            yield RollGroup(bloc.names, bloc.colour, rows, *counts)
        else:
            yield RollGroup({}, "", rows, _present(rows), len(rows))


def _each_member_once(mandates: Sequence[Mandate]) -> Sequence[Mandate]:
    """Return one mandate of each member, by number of seat; a seat of their own comes first."""
    by_member: dict[int, Mandate] = {}
    for mandate in sorted(mandates, key=lambda one: one.role is MandateRole.ALTERNATE):
        by_member.setdefault(mandate.member_id, mandate)
    return sorted(by_member.values(), key=lambda one: one.seat.number)


def _present(rows: Sequence[RollRow]) -> int:
    return sum(row.standing.is_present for row in rows)


def _with_a_duty(
    meeting: Meeting, mandates: Sequence[Mandate], marks: Mapping[int, Standing]
) -> Iterable[RollGroup]:
    seated = {mandate.member_id for mandate in mandates}
    offices = Office.objects.filter(body_id=meeting.body_id, kind__in=WITH_A_VOICE)
    today = current(offices, today_in(meeting.council)).select_related("member__organisation")
    members = {one.member_id: one.member for one in today if one.member_id not in seated}
    if members:
        rows = [_row(member, marks.get(member.pk, Standing())) for member in members.values()]
        yield RollGroup({}, "", rows, _present(rows), len(rows))


def _seat_row(mandate: Mandate, marks: Mapping[int, Standing]) -> RollRow:
    return _row(mandate.member, marks.get(mandate.member_id, Standing()), mandate)


def _row(member: Member, standing: Standing, mandate: Mandate | None = None) -> RollRow:
    return RollRow(
        member_id=member.pk,
        name=member.public_name,
        language=member.native_language,
        organisation=member.organisation.names if member.organisation else {},
        seat_id=mandate.seat_id if mandate else None,
        seat=mandate.seat.number if mandate else None,
        is_alternate=mandate is not None and mandate.role is MandateRole.ALTERNATE,
        standing=standing,
    )
