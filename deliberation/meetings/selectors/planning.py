"""Meetings as they are announced: the list, and the page of each one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from council.kernel.names import Name
from council.kernel.phrases import Phrase
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.members.selectors import Viewer
from council.texts.models import Text
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import (
    AgendaItem,
    Excuse,
    Meeting,
    WishStatus,
)
from deliberation.meetings.phrases import ITEM_KINDS, MEETING_KINDS, MEETING_STATES
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.focus import audience_of
from deliberation.meetings.selectors.letters import sittings_of
from deliberation.meetings.selectors.people import name_for
from deliberation.meetings.selectors.preparing import Place, place_in
from deliberation.meetings.selectors.second_call import second_call_until
from deliberation.rules.meetings import MeetingStatus

PER_PAGE = 20
IN_SESSION = (MeetingStatus.OPEN, MeetingStatus.RECESSED)
TO_COME = (MeetingStatus.CONVENED,)
OVER = (
    MeetingStatus.ADJOURNED,
    MeetingStatus.RECORDED,
    MeetingStatus.INQUORATE,
    MeetingStatus.CANCELLED,
)


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting in the list; its hour is read where the council sits."""

    meeting: Meeting
    starts_at: datetime

    @property
    def kind(self) -> Phrase:
        """What it is convened for, in words."""
        return MEETING_KINDS[self.meeting.kind]

    @property
    def state(self) -> Phrase:
        """Where it stands, in words."""
        return MEETING_STATES[self.meeting.status]


@dataclass(frozen=True, slots=True)
class Calendar:
    """The meetings that a viewer may know of; drafts only for members."""

    now: Sequence[MeetingLine]
    to_come: Sequence[MeetingLine]
    drafts: Sequence[MeetingLine]
    past: Sequence[MeetingLine]
    page: Page[Meeting]

    @property
    def is_empty(self) -> bool:
        """There is no meeting at all."""
        return not (self.now or self.to_come or self.drafts or self.past)


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """An item as it is announced; of a confidential one the public learns the number alone."""

    item: AgendaItem
    title: Reading | None
    description: Reading | None
    languages: Sequence[str]
    proposed_by: Name | None

    @property
    def kind(self) -> Phrase:
        """What is to be done on it, in words."""
        return ITEM_KINDS[self.item.kind]


@dataclass(frozen=True, slots=True)
class Announcement:
    """What the page of a meeting shows to one reader."""

    meeting: Meeting
    place: Place
    lines: Sequence[PlannedItem]
    sittings: Sequence[datetime]
    is_excused: bool
    is_open_to_wishes: bool
    waiting: int
    second_call_until: datetime | None
    next_call: Meeting | None


def meetings_for(viewer: Viewer, page: str | None = None) -> Calendar:
    """Return the meetings that are open now, to come, in preparation and past."""
    rows = _visible_to(viewer).select_related("body", "council")
    ahead = list(rows.exclude(status__in=OVER).order_by("starts_at", "pk"))
    past = rows.filter(status__in=OVER).order_by("-starts_at", "-pk")
    shown = Paginator(past, PER_PAGE).get_page(page)
    return Calendar(
        now=_lines(ahead, IN_SESSION),
        to_come=_lines(ahead, TO_COME),
        drafts=_lines(ahead, (MeetingStatus.DRAFT,)),
        past=_lines(shown.object_list, OVER),
        page=shown,
    )


def announcement_for(viewer: Viewer, meeting_id: int, language: str) -> Announcement:
    """Return what is announced about the meeting.

    Raises:
        Unseen: there is none, or it is not for the viewer.
    """
    rows = Meeting.objects.select_related("council", "body__council", "bylaws", "second_call_of")
    known = rows.annotate(waiting=_waiting(), is_excused=_is_excused(viewer))
    meeting = known.filter(pk=meeting_id).first()
    if meeting is None:
        raise Unseen
    place = place_in(viewer, meeting.body)
    if place.member is None and not _is_public(meeting):
        raise Unseen
    return Announcement(
        meeting=meeting,
        place=place,
        lines=planned_items(meeting, place, language),
        sittings=sittings_of(meeting),
        is_excused=meeting.is_excused,
        is_open_to_wishes=place.has_seat and is_open_to_wishes(meeting),
        waiting=meeting.waiting if place.prepares else 0,
        second_call_until=second_call_until(meeting) if place.prepares else None,
        next_call=_next_call(meeting),
    )


def planned_items(meeting: Meeting, place: Place, language: str) -> Sequence[PlannedItem]:
    """Return the agenda in order, for a reader who stands there and reads the language."""
    items = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")
    rows = items.select_related("title", "description", "proposal", "proposed_by")
    texts = rows.prefetch_related(
        current_versions("title__versions"), current_versions("description__versions")
    )
    return [_planned(item, place, language) for item in texts]


def is_open_to_wishes(meeting: Meeting) -> bool:
    """Say whether members may still propose items."""
    is_ahead = meeting.status in {MeetingStatus.DRAFT, MeetingStatus.CONVENED}
    until = meeting.proposals_until
    return is_ahead and (until is None or timezone.now() <= until)


def _lines(rows: Iterable[Meeting], states: Sequence[MeetingStatus]) -> Sequence[MeetingLine]:
    return [
        MeetingLine(one, one.starts_at.astimezone(zone_of(one.council)))
        for one in rows
        if one.status in states
    ]


def _visible_to(viewer: Viewer) -> QuerySet[Meeting]:
    public = Q(is_public=True) & ~Q(status=MeetingStatus.DRAFT)
    if not viewer.is_authenticated:
        return Meeting.objects.filter(public)
    own = Member.objects.filter(user=viewer, is_active=True).values("council")
    return Meeting.objects.filter(public | Q(council__in=own))


def _is_public(meeting: Meeting) -> bool:
    return meeting.is_public and meeting.status is not MeetingStatus.DRAFT


def _planned(item: AgendaItem, place: Place, language: str) -> PlannedItem:
    if not place.audience.sees(audience_of(item)):
        return PlannedItem(item, None, None, (), None)
    fallbacks = place.member.reads if place.member else ()
    author = item.proposed_by
    return PlannedItem(
        item=item,
        title=reading(item.title, language, fallbacks),
        description=reading(item.description, language, fallbacks) if item.description else None,
        languages=_languages(item.title),
        proposed_by=name_for(author, language) if author else None,
    )


def _languages(text: Text) -> Sequence[str]:
    return [one.language for one in text.versions.all() if one.is_current]


def _waiting() -> Count:
    return Count("proposed_items", filter=Q(proposed_items__status=WishStatus.WAITING))


def _is_excused(viewer: Viewer) -> Exists:
    words = Excuse.objects.filter(meeting=OuterRef("pk"), withdrawn_at=None)
    return Exists(words.filter(member__user=viewer.pk))


def _next_call(meeting: Meeting) -> Meeting | None:
    if meeting.status is not MeetingStatus.INQUORATE:
        return None
    return Meeting.objects.filter(second_call_of=meeting).first()
