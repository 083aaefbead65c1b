"""When an outside authority saw what was signed."""

from base64 import b64encode
from collections.abc import Mapping
from functools import partial

from council.kernel.visibility import Unseen
from deliberation.register.models import Checkpoint, RegisterHead, TimeStamp
from deliberation.register.selectors.tree import ask_tree
from deliberation.rules.checkpoints import write_proof
from deliberation.rules.merkle import inclusion_proof


def latest_stamp(head: RegisterHead) -> TimeStamp | None:
    """Return the stamp on the newest checkpoint that has one."""
    rows = TimeStamp.objects.filter(checkpoint__head=head).select_related("checkpoint")
    return rows.order_by("checkpoint_id").last()


def stamp_at(head: RegisterHead, size: int) -> TimeStamp:
    """Return the stamp on the checkpoint that is handed out for a size.

    Raises:
        Unseen: none was signed at it, or it is not stamped.
    """
    rows = Checkpoint.objects.filter(head=head, size=size).select_related("stamp")
    signed = rows.order_by("pk").last()
    found: TimeStamp | None = getattr(signed, "stamp", None)
    if found is None:
        raise Unseen
    return found


def first_stamp_over(head: RegisterHead, index: int) -> TimeStamp | None:
    """Return the earliest stamp on a checkpoint that covers the entry."""
    rows = TimeStamp.objects.filter(checkpoint__head=head, checkpoint__size__gt=index)
    return rows.select_related("checkpoint").order_by("stamped_at", "pk").first()


def stamped_proof(head: RegisterHead, index: int) -> Mapping[str, str] | None:
    """Return the proof that an entry was there when an authority stamped the register."""
    stamp = first_stamp_over(head, index)
    if stamp is None:
        return None
    signed = stamp.checkpoint
    hashes = ask_tree(head.pk, partial(inclusion_proof, index, signed.size))
    return {
        "proof": write_proof(index, hashes, signed.note),
        "response": b64encode(bytes(stamp.response)).decode("ascii"),
    }
