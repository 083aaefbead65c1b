"""Sending the draft to those who were present, and onto the agenda of the next meeting."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from council.accounts.models import User
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.ledger.services import journal
from council.texts.models import Text, TextKind
from council.texts.services import create_standard_text
from deliberation.meetings.models import AgendaItem, ItemKind, Meeting
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.meetings.services.agenda import ItemPlan, add_item, move_item
from deliberation.minutes.events import MinutesCirculated
from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.agenda import free_item_of, is_placed, next_meeting_of
from deliberation.minutes.selectors.desk import gaps_of
from deliberation.minutes.services.locks import locked_minutes
from deliberation.minutes.services.telling import tell_present
from deliberation.rules.lifecycle import advance
from deliberation.rules.minutes import (
    MINUTES_PROCEDURE,
    MinutesAct,
    MinutesIncomplete,
    NoMeetingToCome,
    objections_end,
    require_circulated,
)


@transaction.atomic
def circulate_minutes(*, actor: User, minutes_id: int) -> Minutes:
    """Lay the draft before those who were present, with the time they have for corrections.

    Whoever has a mail address is told, in their language, that it waits for them.

    Where a next meeting is being prepared its agenda gets the minutes at once; otherwise they
    come onto the agenda of the meeting that is convened next.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        OutOfOrder: the draft was circulated before.
        MinutesIncomplete: something that minutes must say is missing.
    """
    minutes = locked_minutes(minutes_id)
    authorise(actor, "minutes.circulate_minutes", minutes)
    status = advance(MINUTES_PROCEDURE, minutes.status, MinutesAct.CIRCULATE)
    if gaps := gaps_of(minutes):
        raise MinutesIncomplete(missing=len(gaps))
    minutes.status, minutes.circulated_at = status, timezone.now()
    minutes.objections_until = _objections_end(minutes, minutes.circulated_at)
    minutes.save(update_fields=["status", "circulated_at", "objections_until"])
    if next_meeting_of(minutes) is not None:
        _place(actor, minutes)
    tell_present(minutes)
    event = MinutesCirculated(minutes.pk)
    emit(journal(actor=actor, meeting_id=minutes.meeting_id, event=event))
    return minutes


@transaction.atomic
def place_minutes(*, actor: User, minutes_id: int) -> Minutes:
    """Put circulated minutes on the agenda of the next meeting, if they are on none.

    Raises:
        PermissionDenied: the actor prepares no meetings of the body.
        OutOfOrder: the minutes are a draft, or adopted.
        NoMeetingToCome: no meeting is being prepared.
    """
    minutes = locked_minutes(minutes_id)
    require_circulated(minutes.status, "place")
    if not is_placed(minutes):
        _place(actor, minutes)
    return minutes


def _place(actor: User, minutes: Minutes) -> None:
    meeting = next_meeting_of(minutes)
    if meeting is None:
        raise NoMeetingToCome
    item = free_item_of(meeting)
    if item is None:
        item = _new_item(actor, minutes, meeting)
    minutes.item = item
    minutes.save(update_fields=["item"])


def _new_item(actor: User, minutes: Minutes, meeting: Meeting) -> AgendaItem:
    """Put the item after the first one of the agenda, which opens the meeting."""
    title = _title(actor, minutes)
    language = title.language
    words = {language: title.versions.get(language=language).body}
    plan = ItemPlan(language=language, title=words, kind=ItemKind.MINUTES, planned_minutes=5)
    item = add_item(actor=actor, meeting_id=meeting.pk, plan=plan)
    item.title = title  # in every language, ready for the question on it
    item.save(update_fields=["title"])
    behind = AgendaItem.objects.filter(meeting=meeting).count() - 2
    return move_item(actor=actor, item_id=item.pk, steps=-behind) if behind > 0 else item


def _title(actor: User, minutes: Minutes) -> Text:
    return create_standard_text(
        actor=actor,
        kind=TextKind.TITLE,
        bodies={code: _words(code, minutes.meeting.number) for code, _name in settings.LANGUAGES},
        language=minutes.meeting.council.main_language,
    )


def _words(language: str, number: int) -> str:
    with translation.override(language):
        # Translators: the title of an item on the agenda; meetings are numbered in their term.
        return _("Minutes of meeting %(number)s") % {"number": number}


def _objections_end(minutes: Minutes, circulated_at: datetime) -> datetime | None:
    meeting = minutes.meeting
    following = next_meeting_of(minutes)
    return objections_end(
        bylaws_in(meeting).record.objections,
        circulated_at=circulated_at,
        next_meeting=following.starts_at if following else None,
        tz=zone_of(meeting.council),
    )
