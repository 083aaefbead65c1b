"""What anybody may take from a register: checkpoints, proofs, entries with their values, tiles."""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from django.db.models import Max

from council.kernel.visibility import Unseen
from council.members.models import Council
from deliberation.register.models import Checkpoint, Disclosure, RegisterEntry, RegisterHead
from deliberation.register.selectors.stamps import stamped_proof
from deliberation.register.selectors.tree import ask_tree
from deliberation.rules.checkpoints import write_proof
from deliberation.rules.merkle import (
    TILE_HEIGHT,
    TILE_WIDTH,
    Tile,
    consistency_proof,
    inclusion_proof,
    part_of,
    tile_number,
    tiles_of,
)

EARLIER = 12  # checkpoints listed on the page; all of them are kept


def head_or_none(council: Council) -> RegisterHead | None:
    """Return the head of the council's register, which begins with its first entry."""
    return RegisterHead.objects.filter(council=council).first()


def head_of(council: Council) -> RegisterHead:
    """Return the head of the council's register.

    Raises:
        Unseen: nothing has been entered yet.
    """
    head = head_or_none(council)
    if head is None:
        raise Unseen
    return head


def latest_checkpoint(head: RegisterHead) -> Checkpoint | None:
    """Return what was signed last."""
    return Checkpoint.objects.filter(head=head).order_by("pk").last()


def earlier_checkpoints(head: RegisterHead) -> Sequence[Checkpoint]:
    """Return checkpoints that somebody may have kept, newest first, but the last one."""
    return list(Checkpoint.objects.filter(head=head).order_by("-pk")[1 : EARLIER + 1])


def checkpoint_at(head: RegisterHead, size: int) -> Checkpoint:
    """Return the last checkpoint of that size.

    Raises:
        Unseen: none was signed at it.
    """
    found = Checkpoint.objects.filter(head=head, size=size).order_by("pk").last()
    if found is None:
        raise Unseen
    return found


def proof_of(head: RegisterHead, index: int) -> str | None:
    """Return the proof that the entry is in the register, down to the signature.

    Returns:
        None while the entry is newer than the last checkpoint.

    Raises:
        Unseen: there is no such entry.
    """
    checkpoint = _covering(head, index)
    if checkpoint is None:
        return None
    hashes = ask_tree(head.pk, partial(inclusion_proof, index, checkpoint.size))
    return write_proof(index, hashes, checkpoint.note)


def bundle_of(head: RegisterHead, index: int, since: int | None = None) -> Mapping[str, Any] | None:
    """Return an entry with the values that may be seen and its proof, as the verifier reads it.

    Args:
        head: Whose register.
        index: Place of the entry.
        since: Size of an older checkpoint from which the register is to be shown to have grown.

    Returns:
        None while the entry is newer than the last checkpoint.

    Raises:
        Unseen: there is no such entry, or the older size is none.
    """
    proof = proof_of(head, index)
    if proof is None:
        return None
    entry = RegisterEntry.objects.get(head=head, index=index)
    shown = Disclosure.objects.filter(
        entry=entry, published_at__isnull=False, withheld_at__isnull=True
    )
    bundle: dict[str, Any] = {
        "entry": entry.canonical,
        "disclosures": list(shown.order_by("name").values_list("text", flat=True)),
        "proof": proof,
    }
    if stamped := stamped_proof(head, index):
        bundle["stamp"] = stamped
    if since is None:
        return bundle
    return bundle | {"consistency": {str(since): consistency_of(head, since)}}


def consistency_of(head: RegisterHead, since: int, size: int | None = None) -> list[str]:
    """Return the hashes that show how the register grew from one size to another.

    Args:
        head: Whose register.
        since: The smaller size, at least 1.
        size: The larger one; None: that of the last checkpoint.

    Raises:
        Unseen: the register was never of these sizes.
    """
    signed = latest_checkpoint(head)
    most = signed.size if signed else 0
    size = most if size is None else size
    if not 0 < since <= size <= most:
        raise Unseen
    hashes = ask_tree(head.pk, partial(consistency_proof, since, size))
    return [b64encode(each).decode("ascii") for each in hashes]


def tile_of(head: RegisterHead, tile: Tile) -> bytes:
    """Return a tile of hashes, as far as the register is signed.

    Raises:
        Unseen: there is no such tile yet.
    """
    _require_signed(head, (tile.index * TILE_WIDTH + tile.width) << (TILE_HEIGHT * tile.level))
    return ask_tree(head.pk, tile.hashes)


def entries_in(head: RegisterHead, index: int, width: int = TILE_WIDTH) -> bytes:
    """Return a tile of entries, each after its length, as far as the register is signed.

    Raises:
        Unseen: there is no such tile yet.
    """
    first = index * TILE_WIDTH
    _require_signed(head, first + width)
    rows = RegisterEntry.objects.filter(head=head, index__gte=first, index__lt=first + width)
    entries = [each.encode() for each in rows.order_by("index").values_list("canonical", flat=True)]
    return b"".join(len(each).to_bytes(2, "big") + each for each in entries)


def files_of(head: RegisterHead) -> Iterator[tuple[str, bytes]]:
    """Yield path and contents of everything a mirror serves; the checkpoint comes last."""
    signed = latest_checkpoint(head)
    if signed is None:
        return
    for tile in tiles_of(signed.size):
        yield tile.path, tile_of(head, tile)
        if tile.level == 0:
            place = f"tile/entries/{tile_number(tile.index)}{part_of(tile.width)}"
            yield place, entries_in(head, tile.index, tile.width)
    for checkpoint in _handed_out(head):
        yield f"checkpoints/{checkpoint.size}", checkpoint.note.encode()
        if stamp := getattr(checkpoint, "stamp", None):
            yield f"checkpoints/{checkpoint.size}.tsr", bytes(stamp.response)
    yield "checkpoint", signed.note.encode()


def _handed_out(head: RegisterHead) -> Iterator[Checkpoint]:
    """Yield the last checkpoint of every size, with its stamp."""
    rows = Checkpoint.objects.filter(head=head)
    last = rows.order_by().values("size").annotate(last=Max("pk")).values("last")
    yield from rows.filter(pk__in=last).select_related("stamp").order_by("pk").iterator()


def _covering(head: RegisterHead, index: int) -> Checkpoint | None:
    checkpoint = latest_checkpoint(head)
    if checkpoint is not None and index < checkpoint.size:
        return checkpoint
    if not RegisterEntry.objects.filter(head=head, index=index).exists():
        raise Unseen
    return None


def _require_signed(head: RegisterHead, size: int) -> None:
    signed = latest_checkpoint(head)
    if signed is None or size > signed.size:
        raise Unseen
