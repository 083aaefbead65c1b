"""Reading the journal."""

from collections.abc import Collection, Mapping, Sequence

from council.ledger.models import Entry, Journal


def last_seq(meeting_id: int) -> int:
    """Return the number of the meeting's newest entry; 0 before the first."""
    row = Journal.objects.filter(meeting_id=meeting_id).values_list("last_seq", flat=True).first()
    return row or 0


def last_seqs(meeting_ids: Collection[int]) -> Mapping[int, int]:
    """Return the number of the newest entry of each meeting that has entries."""
    rows = Journal.objects.filter(meeting_id__in=meeting_ids)
    return dict(rows.values_list("meeting_id", "last_seq"))


def entries_since(meeting_id: int, seq: int, limit: int = 2000) -> Sequence[Entry]:
    """Return the meeting's entries after number ``seq``, oldest first, at most ``limit``."""
    return list(Entry.objects.filter(meeting_id=meeting_id, seq__gt=seq).order_by("seq")[:limit])


def entries_of_kinds(meeting_id: int, kinds: Collection[str]) -> Sequence[Entry]:
    """Return the meeting's entries of these kinds, oldest first."""
    rows = Entry.objects.filter(meeting_id=meeting_id, kind__in=kinds)
    return list(rows.order_by("seq"))
