"""The keys of a register, as the register itself announces them."""

import json
from dataclasses import dataclass
from datetime import datetime

from deliberation.register.models import EntryKind, RegisterEntry
from deliberation.rules.checkpoints import PublicKey, read_key


@dataclass(frozen=True, slots=True)
class AnnouncedKey:
    """A key, and from when to when it signs."""

    key: PublicKey
    since: datetime
    until: datetime | None


def keys_of(head_id: int) -> list[AnnouncedKey]:
    """Return every key that the register ever announced, oldest first."""
    rows = RegisterEntry.objects.filter(head_id=head_id, kind=EntryKind.KEY_CHANGE)
    found: dict[str, AnnouncedKey] = {}
    for canonical, at in rows.order_by("index").values_list("canonical", "appended_at"):
        said = json.loads(canonical)
        for vkey in said.get("retires", ()):
            found[vkey] = AnnouncedKey(found[vkey].key, found[vkey].since, at)
        if vkey := said.get("adds"):
            found[vkey] = AnnouncedKey(read_key(vkey), at, None)
    return list(found.values())
