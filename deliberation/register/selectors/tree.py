"""The tree over a council's register, as far as a question needs it: one query."""

from collections.abc import Callable
from typing import TypeVar

from deliberation.register.models import RegisterHead, TreeNode
from deliberation.rules.checkpoints import Checkpoint
from deliberation.rules.merkle import HASH, Node, place_of, root
from deliberation.rules.signing import RegisterDamaged

Answer = TypeVar("Answer")


def ask_tree(head_id: int, question: Callable[[Node], Answer]) -> Answer:
    """Return what ``question`` answers about the tree.

    It is asked twice: once to learn which hashes it needs, and once with them.

    Raises:
        RegisterDamaged: a hash that must be there is not.
    """
    wanted: list[int] = []

    def blank(level: int, index: int) -> bytes:
        wanted.append(place_of(level, index))
        return bytes(HASH)

    answer = question(blank)
    if not wanted:
        return answer
    rows = TreeNode.objects.filter(head_id=head_id, place__in=wanted)
    kept = {place: bytes(digest) for place, digest in rows.values_list("place", "digest")}
    if missing := sorted(set(wanted) - kept.keys()):
        raise RegisterDamaged(place=missing[0])
    return question(lambda level, index: kept[place_of(level, index)])


def checkpoint_now(head: RegisterHead) -> Checkpoint:
    """Return what is to be signed of the register as it stands."""
    hashed = ask_tree(head.pk, lambda node: root(head.size, node))
    return Checkpoint(head.origin, head.size, hashed)
