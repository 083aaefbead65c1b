"""Writing the journal, and doing an act once however often it is asked for."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.db import transaction

from council.accounts.models import User
from council.kernel.audience import Audience
from council.kernel.events import Event
from council.ledger.models import Act, Entry, Journal


@transaction.atomic
def journal(
    *, actor: User | None, meeting_id: int, event: Event, audience: Audience = Audience.PUBLIC
) -> Entry:
    """Write ``event`` as the next entry of the meeting's journal.

    The counter stays locked until the surrounding transaction ends, so that numbers have no gaps
    and follow the order of commits; call this last.
    """
    Journal.objects.get_or_create(meeting_id=meeting_id)
    counter = Journal.objects.select_for_update(of=("self",)).get(meeting_id=meeting_id)
    counter.last_seq += 1
    counter.save(update_fields=["last_seq"])
    return Entry.objects.create(
        meeting_id=meeting_id,
        seq=counter.last_seq,
        kind=event.kind,
        payload=event.payload(),
        audience=audience,
        actor=actor,
    )


@transaction.atomic
def once(*, actor: User, key: UUID, name: str, act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Carry out ``act`` unless ``actor`` did so before under ``key``; return what was answered.

    The key's row is written first, in the act's own transaction: of two requests that arrive
    together the second waits and then reads the first one's answer.
    """
    row, is_new = Act.objects.get_or_create(actor=actor, key=key, defaults={"name": name})
    if is_new:
        row.answer = act()
        row.save(update_fields=["answer"])
    answer: dict[str, Any] = row.answer
    return answer
