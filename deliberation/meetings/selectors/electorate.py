"""Who has a vote in a meeting now, and whether enough of them are present."""

import json
from collections.abc import Iterable, Mapping, Set
from functools import lru_cache

from django.db.models import OuterRef, Q, QuerySet, Subquery

from council.members.models import Body, Mandate, MandateRole, Seat
from council.members.selectors import current, mandates_of, today_in
from council.rules.bylaws import Bylaws, parse
from deliberation.meetings.models import Attendance, Meeting, Recusal, Substitution
from deliberation.rules.quorum import QuorumFinding, find_quorum
from deliberation.rules.roll import Roll, SeatFacts, build_roll

KEPT = 64  # by-laws; a process seldom serves more bodies at a time


def bylaws_in(meeting: Meeting) -> Bylaws:
    """Return the rules of procedure the meeting runs under: those it was convened with."""
    return _read(json.dumps(meeting.bylaws.document))


@lru_cache(KEPT)
def _read(document: str) -> Bylaws:
    """Return the by-laws in ``document``; acts and pages of a meeting ask again and again."""
    return parse(json.loads(document))


def electorate_of(
    meeting: Meeting, item_id: int | None = None, present: Set[int] | None = None
) -> Roll:
    """Return who is entitled to a ballot now, with all figures, overall and by bloc.

    An alternate counts only where a substitution was recorded, for the item or for the meeting,
    and only while the titular member is away.

    Args:
        meeting: The meeting; its body's seats make up the electorate.
        item_id: The item before the meeting, for recusals and substitutions of its own.
        present: Ids of those in attendance, where the caller knows them already.
    """
    return build_roll(
        seats_in(meeting, item_id),
        present=present_ids(meeting) if present is None else present,
        recused=recused_ids(item_id),
        alternates=bylaws_in(meeting).alternates,
    )


def quorum_of(
    meeting: Meeting, roll: Roll | None = None, rules: Bylaws | None = None
) -> QuorumFinding:
    """Compare presence with the quorum of the body, or with that of a second call.

    ``roll`` and ``rules`` are given where the caller has them already.
    """
    bylaws = rules or bylaws_in(meeting)
    return find_quorum(
        bylaws.quorum,
        (roll or electorate_of(meeting)).electorate,
        second_call=meeting.second_call_of_id is not None,
        executive_size=executive_size(meeting, bylaws),
    )


def executive_size(meeting: Meeting, bylaws: Bylaws) -> int:
    """Return the number of members of the executive board [persons].

    Without a board of its own the body counts the least number its by-laws name for one.
    """
    if meeting.second_call_of_id is None:
        return 0  # matters in a second call only
    board = meeting.body.executive
    return bylaws.executive if board is None else _titulars_of(board)


def present_ids(meeting: Meeting) -> frozenset[int]:
    """Return the ids of the members in attendance now, with and without a vote."""
    here = Attendance.objects.filter(meeting=meeting, left_at=None)
    return frozenset(here.values_list("member_id", flat=True))


def recused_ids(item_id: int | None) -> frozenset[int]:
    """Return the ids of the members who take no part in the item."""
    if item_id is None:
        return frozenset()
    rows = Recusal.objects.filter(item_id=item_id, withdrawn_at=None)
    return frozenset(rows.values_list("member_id", flat=True))


def seats_in(meeting: Meeting, item_id: int | None = None) -> list[SeatFacts]:
    """Return every seat of the body with the people who may act for it."""
    acting = standing_in(meeting, item_id)
    seats = Seat.objects.filter(body_id=meeting.body_id, is_abolished=False)
    with_titulars = seats.annotate(titular=Subquery(_titular_of_seat(meeting)))
    rows = with_titulars.order_by("number").values_list("pk", "bloc__key", "titular")
    return [
        SeatFacts(seat, bloc or "", titular, tuple(acting.get(seat, ())))
        for seat, bloc, titular in rows
    ]


def _titular_of_seat(meeting: Meeting) -> QuerySet[Mandate, int]:
    titulars = Mandate.objects.filter(seat=OuterRef("pk"), role=MandateRole.TITULAR)
    today = current(titulars, today_in(meeting.council))
    return today.order_by("pk").values_list("member_id", flat=True)[:1]


def standing_in(meeting: Meeting, item_id: int | None) -> Mapping[int, Iterable[int]]:
    """Return the ids of those who act for a seat now, by id of the seat, in that order."""
    rows = Substitution.objects.filter(Q(item=None) | Q(item_id=item_id), meeting=meeting)
    found: dict[int, list[int]] = {}
    # Whoever was named for the item goes before whoever acts for the whole meeting.
    for seat, alternate, item in rows.filter(until=None).values_list(
        "seat_id", "alternate_id", "item_id"
    ):
        found.setdefault(seat, []).insert(0 if item else len(found.get(seat, ())), alternate)
    return found


def _titulars_of(board: Body) -> int:
    mandates = mandates_of(board, today_in(board.council)).filter(role=MandateRole.TITULAR)
    return mandates.values("member_id").distinct().count()
