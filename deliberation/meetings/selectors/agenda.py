"""What the editor of an agenda shows: the items, the members' wishes, proposals that wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from council.kernel.names import Name
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import AgendaItem, Meeting, ProposedItem, WishStatus
from deliberation.meetings.selectors.people import name_for
from deliberation.meetings.selectors.planning import PlannedItem, planned_items
from deliberation.meetings.selectors.preparing import Place, meeting_to_prepare
from deliberation.proposals.models import Proposal
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.proposals import ProposalStatus


@dataclass(frozen=True, slots=True)
class Wish:
    """An item that a member proposed."""

    pk: int
    title: Reading
    reasons: Reading | None
    member: Name
    status: WishStatus
    decline_reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An admitted proposal that waits for an agenda."""

    pk: int
    reference: str
    title: Reading


@dataclass(frozen=True, slots=True)
class AgendaDesk:
    """The agenda as those who prepare it see it."""

    meeting: Meeting
    lines: Sequence[PlannedItem]
    wishes: Sequence[Wish]
    candidates: Sequence[Candidate]

    @property
    def is_announced(self) -> bool:
        """Members were called with this agenda: items are withdrawn, no longer deleted."""
        return self.meeting.status is not MeetingStatus.DRAFT

    @property
    def may_change(self) -> bool:
        """The meeting has not begun."""
        return self.meeting.status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}

    @property
    def minutes(self) -> int:
        """How long all items are planned to take [minutes]."""
        return sum(line.item.planned_minutes for line in self.lines)


def agenda_desk(meeting: Meeting, place: Place, language: str) -> AgendaDesk:
    """Return the agenda with all that may still come on it."""
    return AgendaDesk(
        meeting=meeting,
        lines=planned_items(meeting, place, language),
        wishes=wishes_in(meeting, language),
        candidates=candidates_for(meeting, language),
    )


def wishes_in(meeting: Meeting, language: str) -> Sequence[Wish]:
    """Return what members proposed and nobody answered yet, oldest first."""
    rows = ProposedItem.objects.filter(meeting=meeting, status=WishStatus.WAITING)
    texts = rows.select_related("title", "reasons", "member").prefetch_related(
        current_versions("title__versions"), current_versions("reasons__versions")
    )
    return [_wish(one, language) for one in texts.order_by("pk")]


def candidates_for(meeting: Meeting, language: str) -> Sequence[Candidate]:
    """Return the council's admitted proposals, oldest first: they wait for an agenda."""
    rows = Proposal.objects.filter(council=meeting.council_id, status=ProposalStatus.ADMITTED)
    texts = rows.select_related("title").prefetch_related(current_versions("title__versions"))
    return [
        Candidate(one.pk, one.reference, reading(one.title, language))
        for one in texts.order_by("admitted_at", "pk")
    ]


def item_to_edit(viewer: Viewer, item_id: int) -> AgendaItem:
    """Return an item with its meeting and texts.

    Raises:
        Unseen: there is none, or the viewer does not belong to the council.
    """
    rows = AgendaItem.objects.select_related("title", "description", "proposal")
    texts = rows.prefetch_related(
        current_versions("title__versions"), current_versions("description__versions")
    )
    item = texts.filter(pk=item_id).first()
    if item is None:
        raise Unseen
    item.meeting = meeting_to_prepare(viewer, item.meeting_id)
    return item


def wish_to_answer(viewer: Viewer, proposed_id: int) -> ProposedItem:
    """Return a proposed item with its meeting.

    Raises:
        Unseen: there is none, or the viewer does not belong to the council.
    """
    rows = ProposedItem.objects.select_related("title", "member")
    wish = rows.prefetch_related(current_versions("title__versions")).filter(pk=proposed_id).first()
    if wish is None:
        raise Unseen
    wish.meeting = meeting_to_prepare(viewer, wish.meeting_id)
    return wish


def _wish(row: ProposedItem, language: str) -> Wish:
    return Wish(
        pk=row.pk,
        title=reading(row.title, language),
        reasons=reading(row.reasons, language) if row.reasons else None,
        member=name_for(row.member, language),
        status=row.status,
        decline_reason=row.decline_reason,
    )
