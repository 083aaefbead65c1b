"""What the pages about minutes show besides the minutes: what one reader can do with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from council.kernel.names import Name
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.members.selectors import Viewer, is_clerk, member_of
from council.rules.bylaws import Adoption
from council.texts.models import TextVersion
from council.texts.selectors import current_versions, reading
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.selectors.people import name_for
from deliberation.minutes.models import Correction, FactCorrection, FactKind, Minutes, Place
from deliberation.minutes.phrases import STAMPS, STATES
from deliberation.minutes.selectors.agenda import is_approved, is_placed, next_meeting_of
from deliberation.minutes.selectors.desk import GapShown, gaps_of
from deliberation.minutes.selectors.document import Document, Person
from deliberation.minutes.selectors.documents import (
    Standing,
    document_for,
    facts_of,
    minutes_for,
    standing_for,
)
from deliberation.minutes.selectors.passages import passage_at
from deliberation.minutes.selectors.readers import to_be_told
from deliberation.minutes.selectors.restated import moment_in, stays_in
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.minutes import MinutesStatus
from deliberation.rules.record.facts import Stay


@dataclass(frozen=True, slots=True)
class Restatement:
    """A fact that was stated anew, with its reason."""

    kind: FactKind
    person: Person | None
    stays: Sequence[Stay]
    at: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class Powers:
    """What one reader can do with minutes now."""

    may_start: bool = False
    may_write: bool = False  # prose of the draft
    may_restate: bool = False  # facts
    may_circulate: bool = False
    may_correct: bool = False
    may_answer: bool = False
    may_place: bool = False
    may_adopt: bool = False
    may_publish: bool = False
    member_id: int | None = None


@dataclass(frozen=True, slots=True)
class MinutesPage:
    """The page of the minutes for one reader; without a document they learn where it stands."""

    standing: Standing
    document: Document | None
    powers: Powers
    gaps: Sequence[GapShown]
    restated: Sequence[Restatement]
    adopts_by_silence: bool
    to_be_told: Sequence[Name] = ()  # the clerk sees who was present and has no mail address

    @property
    def state(self) -> object:
        """Where the minutes stand, in words."""
        return STATES[self.standing.state]

    @property
    def stamp(self) -> str:
        """Where they stand, as a mark."""
        return STAMPS[self.standing.state]


def page_for(viewer: Viewer, meeting_id: int, language: str) -> MinutesPage:
    """Return the page of a meeting's minutes for the viewer.

    Raises:
        Unseen: there is no such meeting, or not for this viewer.
    """
    standing = standing_for(viewer, meeting_id)
    minutes = standing.minutes if standing.may_read else None
    facts = facts_of(minutes) if minutes else None
    document = document_for(viewer, meeting_id, language, facts) if minutes else None
    powers = _powers(viewer, standing, document)
    is_draft = standing.state == MinutesStatus.DRAFT
    return MinutesPage(
        standing=standing,
        document=document,
        powers=powers,
        gaps=gaps_of(minutes, facts) if minutes and is_draft and powers.may_write else (),
        restated=_restated(minutes, language) if minutes and document else (),
        adopts_by_silence=bylaws_in(standing.meeting).record.adoption is Adoption.SILENCE,
        to_be_told=[name_for(one, language) for one in to_be_told(facts)]
        if facts and powers.may_answer
        else (),
    )


def _powers(viewer: Viewer, standing: Standing, document: Document | None) -> Powers:
    member = member_of(viewer, standing.meeting.council_id)
    if member is None:
        return Powers()
    minutes, state = standing.minutes, standing.state
    if not is_clerk(viewer, standing.meeting.council_id):
        return Powers(may_correct=_may_correct(member, standing, document), member_id=member.pk)
    is_over = standing.meeting.status in {MeetingStatus.ADJOURNED, MeetingStatus.RECORDED}
    is_circulated = state == MinutesStatus.CIRCULATED
    return Powers(
        may_start=minutes is None and is_over,
        may_write=state == MinutesStatus.DRAFT,
        may_restate=state in {MinutesStatus.DRAFT, MinutesStatus.CIRCULATED},
        may_circulate=state == MinutesStatus.DRAFT,
        may_correct=is_circulated and _is_running(minutes),
        may_answer=is_circulated,
        may_place=minutes is not None and is_circulated and _may_place(minutes),
        may_adopt=minutes is not None and is_circulated and _may_adopt(minutes),
        may_publish=state == MinutesStatus.ADOPTED,
        member_id=member.pk,
    )


def _may_correct(member: Member, standing: Standing, document: Document | None) -> bool:
    if document is None or standing.state != MinutesStatus.CIRCULATED:
        return False
    people = document.people
    here = {one.person.member_id for one in [*people.present, *people.others]}
    return member.pk in here and _is_running(standing.minutes)


def _is_running(minutes: Minutes | None) -> bool:
    until = minutes.objections_until if minutes else None
    return until is None or timezone.now() <= until


def _may_place(minutes: Minutes) -> bool:
    return not is_placed(minutes) and next_meeting_of(minutes) is not None


def _may_adopt(minutes: Minutes) -> bool:
    if is_approved(minutes):
        return True
    by_silence = bylaws_in(minutes.meeting).record.adoption is Adoption.SILENCE
    return by_silence and not _is_running(minutes)


def _restated(minutes: Minutes, language: str) -> Sequence[Restatement]:
    rows = FactCorrection.objects.filter(minutes=minutes).select_related("member").order_by("pk")
    return [
        Restatement(
            kind=one.kind,
            person=Person(one.member.pk, name_for(one.member, language)) if one.member else None,
            stays=stays_in(one) if one.kind is FactKind.PRESENCE else (),
            at=None if one.kind is FactKind.PRESENCE else moment_in(one),
            reason=one.reason,
        )
        for one in rows
    ]


@dataclass(frozen=True, slots=True)
class Spot:
    """One place of the minutes that somebody writes or corrects: its words, its heading."""

    minutes: Minutes
    place: Place
    item: AgendaItem | None
    heading: object
    versions: Mapping[str, TextVersion]
    original: str  # language; empty: nothing was written here

    @property
    def item_id(self) -> int | None:
        """The id of the item, if it is about one."""
        return None if self.item is None else self.item.pk

    def seen(self, language: str) -> int:
        """Return the id of the words in the language, as an editor sends it back; 0: none."""
        found = self.versions.get(language)
        return 0 if found is None else found.pk


def spot_for(
    viewer: Viewer, meeting_id: int, place: Place, item_id: int | None, language: str
) -> Spot:
    """Return the place in minutes that the viewer may read.

    Raises:
        Unseen: there are no such minutes for the viewer, or no such place in them.
    """
    minutes = minutes_for(viewer, meeting_id)
    item = _item(minutes, item_id) if item_id is not None else None
    passage = passage_at(minutes, place, item_id)
    versions = passage.text.versions.all() if passage else ()
    return Spot(
        minutes=minutes,
        place=place,
        item=item,
        heading=reading(item.title, language) if item else None,
        versions={one.language: one for one in versions if one.is_current},
        original=passage.text.language if passage else "",
    )


def _item(minutes: Minutes, item_id: int) -> AgendaItem:
    rows = AgendaItem.objects.filter(pk=item_id, meeting_id=minutes.meeting_id)
    titled = rows.select_related("title").prefetch_related(current_versions("title__versions"))
    found = titled.first()
    if found is None:
        raise Unseen
    return found


def correction_for(viewer: Viewer, correction_id: int) -> Correction:
    """Return a correction in minutes that the viewer may read.

    Raises:
        Unseen: there is none.
    """
    found = Correction.objects.filter(pk=correction_id).select_related("minutes", "member").first()
    if found is None:
        raise Unseen
    found.minutes = minutes_for(viewer, found.minutes.meeting_id)
    return found


def attended(minutes: Minutes, language: str) -> Sequence[tuple[int, Name]]:
    """Return who was at the meeting: they can ask for corrections, also at the counter."""
    ids = [one.member_id for one in facts_of(minutes).people.present]
    members = Member.objects.filter(pk__in=ids).order_by("public_name")
    return [(one.pk, name_for(one, language)) for one in members]


def stays_of(minutes: Minutes, member_id: int) -> tuple[Member, Sequence[Stay]]:
    """Return a member of the council with the stretches of time in which they were there.

    Raises:
        Unseen: the council has no such member.
    """
    member = Member.objects.filter(pk=member_id, council=minutes.meeting.council_id).first()
    if member is None:
        raise Unseen
    present = facts_of(minutes).people.present
    return member, next((one.stays for one in present if one.member_id == member_id), ())
