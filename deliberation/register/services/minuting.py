"""Adopted minutes in the register: their facts and words, and each person apart."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.rules.bylaws.documents import write_document
from council.texts.selectors import languages_ready
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.minutes.models import Minutes, Passage, Place
from deliberation.minutes.selectors.document import anchor_of
from deliberation.minutes.selectors.documents import facts_of, passages_of
from deliberation.minutes.services.adopting import (
    publish_minutes,
)
from deliberation.register.models import EntryKind, RegisterEntry
from deliberation.register.services.appending import (
    Concealed,
    append,
    locked_head,
    publish_entry,
)
from deliberation.register.services.sealing import written
from deliberation.register.services.signing import sign_soon
from deliberation.rules.record.facts import Facts, ItemFacts, Presence


@dataclass(frozen=True, slots=True)
class MinutesFile:
    """A file made of the minutes before their entry, which commits to it."""

    role: str  # names no person
    sha512: str  # hexadecimal


@transaction.atomic
def record_minutes(
    *, actor: User | None, minutes_id: int, files: Sequence[MinutesFile] = ()
) -> RegisterEntry:
    """Enter adopted minutes into the register and let everybody read them.

    Args:
        actor: Who keeps the register; None: the task that follows every adoption.
        minutes_id: Adopted minutes.
        files: Made of them before.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there are no such minutes.
        OutOfOrder: they are not adopted, or in the register already.
    """
    minutes = held_minutes(minutes_id)
    if actor is not None:
        authorise(actor, "register.record_minutes", minutes)
    minutes = publish_minutes(actor=actor, minutes_id=minutes.pk)
    entry = append(
        locked_head(minutes.meeting.council),
        EntryKind.MINUTES,
        _clear(minutes, files),
        list(_concealed(minutes)),
        minutes=minutes,
    )
    publish_entry(entry)
    sign_soon(minutes.meeting.council_id)
    return entry


def held_minutes(minutes_id: int) -> Minutes:
    """Return the minutes, their meeting held: locks are taken in one order everywhere."""
    found = Minutes.objects.filter(pk=minutes_id).select_related("meeting").first()
    if found is None:
        raise Unseen
    locked_meeting(found.meeting_id)
    return found


def _clear(minutes: Minutes, files: Sequence[MinutesFile]) -> dict[str, Any]:
    meeting, facts = minutes.meeting, facts_of(minutes)
    adopted_at = minutes.adopted_at
    return {
        "body": meeting.body.key,
        "meeting": meeting.pk,
        "number": meeting.number,
        "adopted": written(adopted_at, meeting.council) if adopted_at else "",
        "corrected": minutes.is_corrected,
        "binding": facts.frame.binding,
        "public": meeting.is_public,
        "files": [{"role": one.role, "sha512": one.sha512} for one in files],
    }


def _concealed(minutes: Minutes) -> Iterator[Concealed]:
    facts, is_public = facts_of(minutes), minutes.meeting.is_public
    items = dict(AgendaItem.objects.filter(meeting=minutes.meeting).values_list("pk", "is_public"))
    yield Concealed("facts/frame", write_document(facts.frame), is_public=is_public)
    for item in facts.items:
        yield Concealed(
            f"facts/{anchor_of(Place.ITEM, item.number)}",
            _figures(item),
            is_public=is_public and item.is_public,
        )
    for passage in passages_of(minutes):
        shown = is_public and items.get(passage.item_id or 0, True)
        yield from _words(passage, facts, is_public=shown)
    yield from _people(facts, is_public=is_public)


def _figures(item: ItemFacts) -> object:
    """Return what was done on the item without anybody's id: people stand apart."""
    votes = [
        replace(vote, roll=(), here=(), away=(), dissent=(), removals=()) for vote in item.votes
    ]
    bare = replace(
        item,
        votes=tuple(votes),
        amendments=tuple(replace(one, mover_id=0) for one in item.amendments),
        proposed_by=None,
        mover_id=None,
        recused=(),
        points_of_order=(),
    )
    return write_document(bare)


def _words(passage: Passage, facts: Facts, *, is_public: bool) -> Iterator[Concealed]:
    numbers = {item.item_id: item.number for item in facts.items}
    anchor = anchor_of(passage.place, numbers.get(passage.item_id or 0, ""))
    ready = languages_ready(passage.text)
    for one in passage.text.versions.all():
        if one.is_current:
            value = {
                "words": one.body,
                "origin": str(one.origin),
                "checked": one.language in ready,
            }
            yield Concealed(f"prose/{anchor}/{one.language}", value, is_public=is_public)


def _people(facts: Facts, *, is_public: bool) -> Iterator[Concealed]:
    """Yield who was there, numbered in random order; one can go and the rest stays."""
    present = list(facts.people.present)
    random.SystemRandom().shuffle(present)
    members = Member.objects.in_bulk([one.member_id for one in present])
    for number, one in enumerate(present, start=1):
        member = members[one.member_id]
        shown = is_public and not member.is_presence_private
        yield Concealed(f"person/{number}", _told(one, member), member.pk, is_public=shown)


def _told(presence: Presence, member: Member) -> dict[str, Any]:
    stays = [write_document(stay) for stay in presence.stays]
    return {"name": member.public_name, "seat": presence.has_seat, "stays": stays}
