"""Writing the minutes: the draft, the clerk's prose, its languages."""

from dataclasses import dataclass

from django.db import transaction

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.members.selectors import member_of
from council.rules.errors import OutOfOrder
from council.texts.models import Text, TextKind, TextVersion
from council.texts.services import check_version, create_text, revise_text, translate_text
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.minutes.events import MinutesDrafted
from deliberation.minutes.models import Minutes, Passage, Place
from deliberation.minutes.selectors.passages import passage_at, rendering_of, version_in
from deliberation.minutes.services.locks import locked_minutes, require_place
from deliberation.rules.meetings import MeetingStatus
from deliberation.rules.minutes import (
    MeetingNotOver,
    MinutesStatus,
    WordsChangedMeanwhile,
    require_editable,
)


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody writes in one place, and what they had before them.

    ``seen`` is the version on which the new words are based; 0: there was none.
    """

    place: Place
    language: str
    body: str
    item_id: int | None = None
    seen: int = 0


@transaction.atomic
def draft_minutes(*, actor: User, meeting_id: int) -> Minutes:
    """Begin the minutes of a meeting that has ended; the clerk who asks keeps them.

    Asked for again it returns the draft that is there.

    Raises:
        PermissionDenied: the actor does not keep the council's record.
        MeetingNotOver: the meeting has not ended.
    """
    meeting = locked_meeting(meeting_id)
    authorise(actor, "minutes.draft_minutes", meeting)
    if meeting.status not in {MeetingStatus.ADJOURNED, MeetingStatus.RECORDED}:
        raise MeetingNotOver(status=str(meeting.status))
    minutes, is_new = Minutes.objects.get_or_create(
        meeting=meeting, defaults={"clerk": member_of(actor, meeting.council_id)}
    )
    if is_new:
        event = MinutesDrafted(minutes.pk)
        emit(journal(actor=actor, meeting_id=meeting.pk, event=event, audience=Audience.DESK))
    return minutes


@transaction.atomic
def write_passage(*, actor: User, minutes_id: int, wording: Wording) -> Passage:
    """Put the clerk's words in a place of the draft; facts stand beside them and are not written.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        OutOfOrder: the draft was circulated: from then on corrections change it.
        MinutesLocked: the minutes were adopted.
        WordsChangedMeanwhile: somebody else wrote here since; nothing of either is lost.
        EmptyText: there is no word in it.
    """
    minutes = locked_minutes(minutes_id)
    authorise(actor, "minutes.edit_minutes", minutes)
    require_editable(minutes.status, "write")
    if minutes.status is not MinutesStatus.DRAFT:
        raise OutOfOrder(status=str(minutes.status), act="write")
    return reword(actor, minutes, wording)


@transaction.atomic
def translate_passage(*, actor: User, minutes_id: int, wording: Wording) -> TextVersion:
    """Write a passage in another language than its original; somebody else has to check it.

    Raises:
        PermissionDenied: the actor neither interprets this way, nor keeps the record, nor knows
            both languages.
        Unseen: nothing was written there.
        MinutesLocked: the minutes were adopted.
        WordsChangedMeanwhile: somebody else wrote here since.
        EmptyText: there is no word in it.
        SameLanguage: it is the language of the original.
    """
    minutes = locked_minutes(minutes_id)
    rendering = rendering_of(minutes, wording.place, wording.item_id, wording.language)
    authorise(actor, "minutes.translate_passage", rendering)
    require_editable(minutes.status, "translate")
    _require_seen(rendering.passage, wording)
    return translate_text(
        actor=actor,
        text_id=rendering.passage.text_id,
        language=wording.language,
        body=wording.body,
        author_name=_name(actor, minutes),
    )


@transaction.atomic
def check_passage(
    *, actor: User, minutes_id: int, place: Place, language: str, item_id: int | None = None
) -> TextVersion:
    """Answer for the words of a passage in a language: the actor compared them with the original.

    Raises:
        PermissionDenied: the actor neither interprets this way, nor keeps the record, nor knows
            both languages.
        Unseen: there are no such words.
        MinutesLocked: the minutes were adopted.
        OwnTranslation: the actor wrote them.
    """
    minutes = locked_minutes(minutes_id)
    rendering = rendering_of(minutes, place, item_id, language)
    authorise(actor, "minutes.check_passage", rendering)
    require_editable(minutes.status, "check")
    version = version_in(rendering.passage, language)
    if version is None:
        raise Unseen
    return check_version(actor=actor, version_id=version.pk)


@transaction.atomic
def count_guests(*, actor: User, minutes_id: int, guests: int | None) -> Minutes:
    """Note how many guests listened [persons]; None: nobody counted them.

    Raises:
        PermissionDenied: the actor does not keep the minutes.
        OutOfOrder: the draft was circulated.
        MinutesLocked: the minutes were adopted.
    """
    minutes = locked_minutes(minutes_id)
    authorise(actor, "minutes.edit_minutes", minutes)
    require_editable(minutes.status, "count_guests")
    if minutes.status is not MinutesStatus.DRAFT:
        raise OutOfOrder(status=str(minutes.status), act="count_guests")
    minutes.guests = guests
    minutes.save(update_fields=["guests"])
    return minutes


def reword(actor: User, minutes: Minutes, wording: Wording) -> Passage:
    """Give the place new words, in minutes that are held.

    Words in another language than the original's are a translation of it.
    """
    require_place(minutes, wording.place, wording.item_id)
    passage = passage_at(minutes, wording.place, wording.item_id)
    _require_seen(passage, wording)
    if passage is None:
        text = _written(actor, minutes, wording)
        return Passage.objects.create(
            minutes=minutes, place=wording.place, item_id=wording.item_id, text=text
        )
    if wording.language == passage.text.language:
        revise_text(actor=actor, text_id=passage.text_id, body=wording.body)
    else:
        translate_text(
            actor=actor,
            text_id=passage.text_id,
            language=wording.language,
            body=wording.body,
            author_name=_name(actor, minutes),
        )
    return passage


def _require_seen(passage: Passage | None, wording: Wording) -> None:
    standing = version_in(passage, wording.language)
    if (standing.pk if standing else 0) != wording.seen:
        raise WordsChangedMeanwhile(place=str(wording.place))


def _written(actor: User, minutes: Minutes, wording: Wording) -> Text:
    return create_text(
        actor=actor,
        kind=TextKind.OPERATIVE,
        language=wording.language,
        body=wording.body,
        author_name=_name(actor, minutes),
        is_confidential=not minutes.meeting.is_public,
    )


def _name(actor: User, minutes: Minutes) -> str:
    member = member_of(actor, minutes.meeting.council_id)
    return member.public_name if member else ""
