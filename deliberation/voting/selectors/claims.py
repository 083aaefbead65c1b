"""What people bring to the ballot box, read for many of them at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from council.kernel.rows import rows_by
from deliberation.voting.models import Poll

Key = tuple[int, int]  # account, poll
# By hand, for it is asked before every ballot: to have it written anew by Django would take as
# long as to answer it. Lines are found by their active member, as in ``entry_of``.
LINES = """
SELECT m.user_id, r.poll_id, r.id, r.is_active, b.choice, b.seq, EXISTS (
    SELECT 1 FROM meetings_attendance a
    WHERE a.meeting_id = p.meeting_id AND a.member_id = r.member_id AND a.left_at IS NULL
)
FROM voting_rollentry r
JOIN voting_poll p ON p.id = r.poll_id
JOIN members_member m ON m.id = r.member_id
LEFT JOIN voting_ballot b ON b.entry_id = r.id
WHERE r.poll_id IN ({polls}) AND m.user_id IN ({users}) AND m.is_active
"""
COLUMNS = 7


@dataclass(frozen=True, slots=True)
class Claim:
    """A person's claim to a ballot: the poll, and their line on its roll if they have one."""

    user_id: int
    poll: Poll
    entry_id: int = 0  # 0: they have none
    is_active: bool = False  # they have one, and were not taken off it
    choice: str = ""  # of the ballot in the box
    seq: int = 0  # its number; 0: there is none
    is_present: bool = False


def claims_to(wanted: Iterable[Key]) -> Mapping[Key, Claim]:
    """Return the claims by account and poll, in two queries; polls that do not exist are left out.

    A line is found by its active member, and presence is theirs too, as in ``entry_of`` and
    ``is_present``.
    """
    keys = set(wanted)
    polls = Poll.objects.in_bulk({poll_id for _, poll_id in keys})
    found = {key: Claim(key[0], polls[key[1]]) for key in keys if key[1] in polls}
    for user_id, poll_id, entry_id, is_active, choice, seq, is_present in _lines(found):
        if (user_id, poll_id) in found:
            found[user_id, poll_id] = Claim(
                user_id, polls[poll_id], entry_id, bool(is_active), choice or "", seq or 0,
                bool(is_present),
            )  # fmt: skip
    return found


def _lines(keys: Collection[Key]) -> Iterable[tuple[Any, ...]]:
    if not keys:
        return []
    polls, users = {poll_id for _, poll_id in keys}, {user_id for user_id, _ in keys}
    statement = LINES.format(polls=_places(polls), users=_places(users))
    return rows_by(statement, [*polls, *users], width=COLUMNS)


def _places(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))
