"""What the minutes are compiled from: the rows of one meeting as plain values."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Max

from council.ledger.selectors import entries_of_kinds
from council.members.models import Mandate, MandateRole, Office, OfficeKind
from council.members.selectors import current
from deliberation.floor.models import RequestKind, SpeakingTurn
from deliberation.meetings.models import (
    AgendaItem,
    Attendance,
    Excuse,
    Invitation,
    Meeting,
    Mode,
    PresidiumMember,
    Recusal,
    Sitting,
    Substitution,
)
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.selectors.participants import local_day
from deliberation.minutes.models import FactCorrection, Minutes
from deliberation.minutes.selectors.restated import bounds_in, restated_in
from deliberation.minutes.selectors.votes import votes_in
from deliberation.proposals.models import Amendment, Paragraph, Proposal, Version
from deliberation.rules.record.compiling import Source
from deliberation.rules.record.facts import (
    AmendmentFacts,
    Frame,
    ItemFacts,
    Opening,
    People,
    PointOfOrder,
    SittingFacts,
    Stay,
)
from deliberation.rules.record.presence import Came

TOLD = ("meeting.opened", "decision.recorded")


def source_of(minutes: Minutes) -> Source:
    """Return everything of the meeting that its minutes state; the same queries for any length."""
    meeting = minutes.meeting
    told = entries_of_kinds(meeting.pk, TOLD)
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("proposal"))
    proposals = [item.proposal for item in items if item.proposal is not None]
    corrections = list(FactCorrection.objects.filter(minutes=minutes).order_by("pk"))
    seats = _titulars(meeting)
    return Source(
        frame=_frame(meeting),
        came=_came(meeting),
        seated=sorted(seats.values()),
        excused=_excused(meeting),
        officers=_officers(minutes),
        opening=_opening([entry.payload for entry in told if entry.kind == "meeting.opened"]),
        items=_items(meeting, items, _numbers_of(told)),
        votes=votes_in(meeting),
        amendments=_amendments(proposals),
        acted_for=_acted_for(meeting, seats),
        bounds=bounds_in(corrections),
        restated=restated_in(corrections),
    )


def _frame(meeting: Meeting) -> Frame:
    held = Sitting.objects.filter(meeting=meeting, opened_at__isnull=False).order_by("number")
    return Frame(
        number=meeting.number,
        kind=str(meeting.kind),
        is_second_call=meeting.second_call_of_id is not None,
        is_public=meeting.is_public,
        convened_at=meeting.convened_at,
        invited=Invitation.objects.filter(meeting=meeting).count(),
        urgency_reason=meeting.urgency_reason,
        opened_at=meeting.opened_at,
        closed_at=meeting.closed_at,
        sittings=tuple(
            SittingFacts(one.number, one.opened_at, one.closed_at) for one in held if one.opened_at
        ),
        binding=bylaws_in(meeting).languages.binding,
    )


def _came(meeting: Meeting) -> Sequence[Came]:
    rows = Attendance.objects.filter(meeting=meeting).order_by("arrived_at", "pk")
    return [
        Came(one.member_id, Stay(one.arrived_at, one.left_at, one.mode is Mode.REMOTE))
        for one in rows
    ]


def _titulars(meeting: Meeting) -> Mapping[int, int]:
    """Return who held each seat of the body on the day of the meeting."""
    held = Mandate.objects.filter(
        seat__body_id=meeting.body_id, seat__is_abolished=False, role=MandateRole.TITULAR
    )
    return dict(current(held, local_day(meeting)).values_list("seat_id", "member_id"))


def _acted_for(meeting: Meeting, titulars: Mapping[int, int]) -> Mapping[int, int]:
    acted = Substitution.objects.filter(meeting=meeting).order_by("pk")
    pairs = acted.values_list("alternate_id", "seat_id")
    return {alternate: titulars[seat] for alternate, seat in pairs if seat in titulars}


def _excused(meeting: Meeting) -> Sequence[int]:
    sent_word = Excuse.objects.filter(meeting=meeting, withdrawn_at=None).order_by("pk")
    return list(sent_word.values_list("member_id", flat=True))


def _officers(minutes: Minutes) -> People:
    presidium = list(
        PresidiumMember.objects.filter(meeting=minutes.meeting).order_by("-is_leading", "pk")
    )
    lead = next((one.member_id for one in presidium if one.is_leading), None)
    return People(
        chair_id=lead or _chair(minutes.meeting),
        clerk_id=minutes.clerk_id,
        presidium=tuple(dict.fromkeys(one.member_id for one in presidium)),
        present=(),
        excused=(),
        absent=(),
        guests=minutes.guests,
    )


def _chair(meeting: Meeting) -> int | None:
    chairs = Office.objects.filter(body_id=meeting.body_id, kind=OfficeKind.CHAIR).order_by("pk")
    return current(chairs, local_day(meeting)).values_list("member_id", flat=True).first()


def _opening(payloads: Sequence[Mapping[str, Any]]) -> Opening | None:
    if not payloads:
        return None
    found = payloads[0]
    return Opening(found["present"], found["needed"], found["entitled"])


def _numbers_of(told: Sequence[Any]) -> Mapping[int, str]:
    """Return the number of the decision on each item, from the journal: it lies below us."""
    found = [entry.payload for entry in told if entry.kind == "decision.recorded"]
    return {payload["item_id"]: payload["number"] for payload in found}


def _items(
    meeting: Meeting, items: Sequence[AgendaItem], numbers: Mapping[int, str]
) -> Sequence[ItemFacts]:
    turns = _turns(meeting)
    recused = _recused(meeting)
    decided = [item.proposal for item in items if item.pk in numbers and item.proposal]
    wording = _wording(decided)
    return [
        _item(item, turns[item.pk], recused[item.pk], numbers.get(item.pk, ""), wording)
        for item in items
    ]


def _item(
    item: AgendaItem,
    turns: Sequence[SpeakingTurn],
    recused: Sequence[int],
    number: str,
    wording: Mapping[int, tuple[int, ...]],
) -> ItemFacts:
    proposal = item.proposal
    orders = [turn for turn in turns if turn.kind is RequestKind.POINT_OF_ORDER]
    return ItemFacts(
        item_id=item.pk,
        number=item.number,
        kind=str(item.kind),
        is_public=item.is_public,
        status=str(item.status),
        result=str(item.result),
        reason=item.reason,
        called_at=item.called_at,
        disposed_at=item.disposed_at,
        proposed_by=item.proposed_by_id,
        proposal_id=item.proposal_id,
        reference=proposal.reference if proposal else "",
        mover_id=proposal.mover_id if proposal else None,
        recused=tuple(recused),
        speeches=len(turns) - len(orders),
        deviations=sum(turn.is_deviation for turn in turns),
        points_of_order=tuple(PointOfOrder(turn.member_id, turn.started_at) for turn in orders),
        decision_number=number,
        wording=wording.get(item.proposal_id or 0, ()),
    )


def _turns(meeting: Meeting) -> Mapping[int, list[SpeakingTurn]]:
    found: defaultdict[int, list[SpeakingTurn]] = defaultdict(list)
    for turn in SpeakingTurn.objects.filter(meeting=meeting, item__isnull=False).order_by("pk"):
        found[turn.item_id or 0].append(turn)
    return found


def _recused(meeting: Meeting) -> Mapping[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    standing = Recusal.objects.filter(item__meeting=meeting, withdrawn_at=None).order_by("pk")
    for item_id, member_id in standing.values_list("item_id", "member_id"):
        found[item_id].append(member_id)
    return found


def _wording(proposals: Sequence[Proposal]) -> Mapping[int, tuple[int, ...]]:
    """Return the texts of each adopted proposal: its title, and the paragraphs as they stand."""
    newest = Version.objects.filter(proposal__in=proposals).values("proposal_id")
    last = dict(newest.annotate(last=Max("number")).values_list("proposal_id", "last"))
    found: dict[int, list[int]] = {one.pk: [one.title_id] for one in proposals}
    rows = Paragraph.objects.filter(version__proposal__in=proposals).order_by("position")
    for proposal_id, number, text_id in rows.values_list(
        "version__proposal_id", "version__number", "text_id"
    ):
        if number == last[proposal_id]:
            found[proposal_id].append(text_id)
    # The same words may stand in two paragraphs; a document lists no text twice.
    return {pk: tuple(dict.fromkeys(texts)) for pk, texts in found.items()}


def _amendments(proposals: Sequence[Proposal]) -> Mapping[int, Sequence[AmendmentFacts]]:
    found: defaultdict[int, list[AmendmentFacts]] = defaultdict(list)
    for one in Amendment.objects.filter(proposal__in=proposals).order_by("number"):
        reason = one.decline_reason or one.withdrawal_reason
        found[one.proposal_id].append(
            AmendmentFacts(one.pk, one.number, one.mover_id, str(one.status), reason)
        )
    return found
