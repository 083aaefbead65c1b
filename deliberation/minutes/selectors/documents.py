"""The way to minutes: who may read them, as they stand or as they were adopted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer, member_of
from council.rules.bylaws.documents import read_document
from council.texts.selectors import current_versions, reading_fallbacks
from deliberation.meetings.models import Meeting
from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.selectors.sight import meeting_for
from deliberation.meetings.selectors.standing import audience_for
from deliberation.minutes.models import Correction, Minutes, Passage
from deliberation.minutes.selectors.document import (
    Adoption,
    CorrectionShown,
    Document,
    Prose,
    anchor_of,
)
from deliberation.minutes.selectors.library import Library, library_for
from deliberation.minutes.selectors.rendering import items_shown, people_shown
from deliberation.minutes.selectors.sources import source_of
from deliberation.rules.convocation import due_by
from deliberation.rules.minutes import MinutesStatus, is_late
from deliberation.rules.record.compiling import compile_facts
from deliberation.rules.record.facts import Facts

READERS = {
    MinutesStatus.DRAFT: Audience.DESK,
    MinutesStatus.CIRCULATED: Audience.MEMBER,
    MinutesStatus.ADOPTED: Audience.MEMBER,
    MinutesStatus.PUBLISHED: Audience.PUBLIC,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the minutes of a meeting stand, for one reader; everybody may know as much."""

    meeting: Meeting
    minutes: Minutes | None
    audience: Audience
    due_at: datetime | None  # the draft, under the by-laws; None while the meeting is not over
    is_late: bool
    may_read: bool

    @property
    def state(self) -> str:
        """The status, or ``none`` before there is a draft."""
        return "none" if self.minutes is None else str(self.minutes.status)


def standing_for(viewer: Viewer, meeting_id: int) -> Standing:
    """Return where the minutes of the meeting stand.

    Raises:
        Unseen: there is no such meeting, or not for this viewer.
    """
    meeting = meeting_for(viewer, meeting_id)
    minutes = one_or_none(whole_minutes().filter(meeting_id=meeting_id))
    audience = audience_for(viewer, meeting)
    due = due_at(meeting)
    circulated = minutes.circulated_at if minutes else None
    return Standing(
        meeting=meeting,
        minutes=minutes,
        audience=audience,
        due_at=due,
        is_late=due is not None and is_late(due, at=timezone.now(), circulated_at=circulated),
        may_read=minutes is not None and audience.sees(READERS[minutes.status]),
    )


def due_at(meeting: Meeting) -> datetime | None:
    """Return by when the draft is to be circulated; None while the meeting is not over."""
    if meeting.closed_at is None:
        return None
    return due_by(bylaws_in(meeting).record.minutes, meeting.closed_at, zone_of(meeting.council))


def whole_minutes() -> "QuerySet[Minutes]":
    """Return minutes with their meeting and all that it refers to."""
    return Minutes.objects.select_related(
        "meeting__council", "meeting__body__council", "meeting__bylaws", "item__meeting", "poll"
    )


def minutes_for(viewer: Viewer, meeting_id: int) -> Minutes:
    """Return the minutes of the meeting.

    Raises:
        Unseen: there are none, or the viewer may not read them yet.
    """
    found = standing_for(viewer, meeting_id)
    if found.minutes is None or not found.may_read:
        raise Unseen
    return found.minutes


def document_for(
    viewer: Viewer, meeting_id: int, language: str, facts: Facts | None = None
) -> Document:
    """Return the minutes of the meeting as the viewer may read them.

    ``facts`` are given where the caller has compiled them already.

    Raises:
        Unseen: there are none, or the viewer may not read them yet.
    """
    minutes = minutes_for(viewer, meeting_id)
    member = member_of(viewer, minutes.meeting.council_id)
    fallbacks = reading_fallbacks(member.reads if member else ())
    audience = audience_for(viewer, minutes.meeting)
    return document_of(minutes, audience, language, fallbacks, facts)


def facts_of(minutes: Minutes) -> Facts:
    """Return the facts: those adopted, or before the adoption those that the meeting yields."""
    if minutes.facts is not None:
        return read_document(Facts, minutes.facts)
    return compile_facts(source_of(minutes))


def document_of(
    minutes: Minutes,
    audience: Audience,
    language: str,
    fallbacks: Sequence[str] = (),
    facts: Facts | None = None,
) -> Document:
    """Return the minutes for readers of the language and audience.

    Whoever shows them has made sure that the audience may read them. The number of queries does
    not depend on what happened in the meeting.
    """
    facts, meeting = facts or facts_of(minutes), minutes.meeting
    passages = passages_of(minutes)
    library = library_for(
        facts,
        passages,
        council_id=meeting.council_id,
        audience=audience,
        language=language,
        fallbacks=fallbacks,
    )
    return Document(
        minutes_id=minutes.pk,
        meeting_id=meeting.pk,
        council_slug=meeting.council.slug,
        council_names=meeting.council.names,
        body_names=meeting.body.names,
        body_key=meeting.body.key,
        time_zone=meeting.council.time_zone,
        place=meeting.place,
        link=meeting.link,
        kind=MEETING_KINDS[facts.frame.kind],
        language=language,
        audience=audience,
        status=minutes.status,
        frame=facts.frame,
        opening=facts.opening,
        people=people_shown(facts.people, library),
        items=items_shown(facts, library),
        interruptions=facts.interruptions,
        prose=_prose(passages, library),
        corrections=_corrections(minutes, library),
        circulated_at=minutes.circulated_at,
        objections_until=minutes.objections_until,
        adoption=_adoption(minutes),
        published_at=minutes.published_at,
    )


def passages_of(minutes: Minutes) -> Sequence[Passage]:
    """Return what the clerk wrote, with the current words in every language."""
    rows = Passage.objects.filter(minutes=minutes).select_related("text")
    return list(rows.prefetch_related(current_versions("text__versions")).order_by("pk"))


def _prose(passages: Sequence[Passage], library: Library) -> dict[str, Prose]:
    found = {str(one.place): library.prose(one.place) for one in passages if one.item_id is None}
    return {place: prose for place, prose in found.items() if prose is not None}


def _corrections(minutes: Minutes, library: Library) -> Sequence[CorrectionShown]:
    """Return the corrections, which are read by those who may read the minutes before the public.

    Once adopted the minutes speak for themselves; that they were corrected is told there.
    """
    if library.audience is Audience.PUBLIC:
        return ()
    rows = Correction.objects.filter(minutes=minutes).select_related(
        "member", "words", "reason", "answer", "item"
    )
    texts = rows.prefetch_related(
        *(current_versions(f"{name}__versions") for name in ("words", "reason", "answer"))
    )
    return [_correction(one, library) for one in texts.order_by("number")]


def _correction(one: Correction, library: Library) -> CorrectionShown:
    number = one.item.number if one.item else ""
    return CorrectionShown(
        pk=one.pk,
        number=one.number,
        place=one.place,
        item_id=one.item_id,
        item_number=number,
        anchor=anchor_of(one.place, number),
        person=library.named(one.member),
        words=library.read(one.words),
        reason=library.read(one.reason) if one.reason else None,
        status=one.status,
        answer=library.read(one.answer) if one.answer else None,
        proposed_at=one.proposed_at,
        answered_at=one.answered_at,
    )


def _adoption(minutes: Minutes) -> Adoption | None:
    if minutes.adopted_at is None:
        return None
    meeting = minutes.item.meeting if minutes.item else None
    return Adoption(
        at=minutes.adopted_at,
        is_corrected=minutes.is_corrected,
        meeting_id=meeting.pk if meeting else None,
        meeting_number=meeting.number if meeting else None,
        poll_id=minutes.poll_id,
    )
