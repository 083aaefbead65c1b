"""Putting published minutes right: an entry of its own and a note beside them, never an edit."""

from dataclasses import dataclass

from django.db import transaction

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import emit
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.rules.errors import OutOfOrder
from council.texts.fingerprints import clean
from council.texts.services import EmptyText
from deliberation.meetings.models import AgendaItem
from deliberation.minutes.models import Minutes, Place
from deliberation.minutes.selectors.document import anchor_of
from deliberation.register.events import MinutesCorrected
from deliberation.register.models import EntryKind, Erratum, RegisterEntry
from deliberation.register.services.appending import Concealed, append, locked_head, publish_entry
from deliberation.register.services.minuting import held_minutes
from deliberation.register.services.sealing import now_in
from deliberation.register.services.signing import sign_soon
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.merkle import leaf_hash
from deliberation.rules.minutes import MinutesStatus


@dataclass(frozen=True, slots=True)
class Note:
    """How a place of the minutes should read, in one language, and why."""

    place: Place
    item_id: int | None
    language: str
    words: str
    reason: str


@transaction.atomic
def correct_minutes(*, actor: User, minutes_id: int, note: Note) -> Erratum:
    """Put right what published minutes say; they stay as they were adopted, the note beside them.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there are no such minutes, or no such place in them.
        OutOfOrder: they are not published; until their adoption those who were present correct.
        EmptyText: there is no word in it.
        ReasonNeeded: the record must say why.
    """
    minutes = held_minutes(minutes_id)
    authorise(actor, "register.correct_minutes", minutes)
    if minutes.status is not MinutesStatus.PUBLISHED:
        raise OutOfOrder(status=str(minutes.status), act="correct_minutes")
    item = _item_of(minutes, note)
    words, reason = clean(note.words), clean(note.reason)
    if not words:
        raise EmptyText
    if not reason:
        raise ReasonNeeded
    is_public = minutes.meeting.is_public and (item is None or item.is_public)
    entry = _sealed(minutes, note, anchor_of(note.place, item.number if item else ""), is_public)
    made = Erratum.objects.create(
        minutes=minutes,
        place=note.place,
        item=item,
        language=note.language,
        words=words,
        reason=reason,
        entry=entry,
        by=actor,
    )
    audience = Audience.PUBLIC if is_public else Audience.MEMBER
    event = MinutesCorrected(minutes.pk, made.pk)
    emit(journal(actor=actor, meeting_id=minutes.meeting_id, event=event, audience=audience))
    return made


def _item_of(minutes: Minutes, note: Note) -> AgendaItem | None:
    """Return the item that the note is about; None: it is about another part."""
    if (note.place is Place.ITEM) != (note.item_id is not None):
        raise Unseen
    if note.item_id is None:
        return None
    found = AgendaItem.objects.filter(meeting_id=minutes.meeting_id, pk=note.item_id).first()
    if found is None:
        raise Unseen
    return found


def _sealed(minutes: Minutes, note: Note, anchor: str, is_public: bool) -> RegisterEntry:
    council = minutes.meeting.council
    head = locked_head(council)
    clear = {
        "body": minutes.meeting.body.key,
        "meeting": minutes.meeting_id,
        "number": minutes.meeting.number,
        "date": now_in(council),
        "lang": note.language,
        **_superseding(minutes),
    }
    concealed = [
        Concealed(f"prose/{anchor}/{note.language}", clean(note.words), is_public=is_public),
        Concealed("reason", clean(note.reason), is_public=is_public),
    ]
    entry = append(head, EntryKind.CORRECTION, clear, concealed, minutes=minutes)
    publish_entry(entry)
    sign_soon(council.pk)
    return entry


def _superseding(minutes: Minutes) -> dict[str, object]:
    before = RegisterEntry.objects.filter(minutes=minutes).order_by("index").last()
    if before is None:  # published before there was a register
        return {}
    leaf = leaf_hash(before.canonical.encode()).hex()
    return {"supersedes": {"index": before.index, "leaf": leaf}}
