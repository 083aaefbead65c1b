"""Letting an outside authority stamp with the time what was signed."""

from collections.abc import Sequence

from django.utils import timezone

from council.accounts.models import User
from deliberation.register.authority import authority
from deliberation.register.models import Checkpoint, TimeStamp
from deliberation.rules.stamping import AT_ONCE, require_same_time


def stamp_checkpoints(*, actor: User | None, council_id: int) -> Sequence[TimeStamp]:
    """Ask for a stamp on every checkpoint that has none, the newest first, and keep each.

    A checkpoint stands whether or not it is stamped; what fails today is asked for again in the
    next run. The network is asked outside any transaction.

    Args:
        actor: None: the machine, or whoever may run its commands.
        council_id: Whose register.

    Returns:
        The stamps that were given; none where the site asks no authority.

    Raises:
        StampAuthorityUnknown: the certificates of the authority cannot be read.
        StampAuthoritySilent: it does not answer, or not in time.
        StampDeclined: it gives no stamp.
        StampUntrue: it gives one that is not true.
        ClocksApart: its clock and ours differ.
    """
    asked = authority()
    if asked is None:
        return []
    waiting = Checkpoint.objects.filter(head__council=council_id, stamp=None).order_by("-pk")
    kept = []
    for checkpoint in waiting[:AT_ONCE]:
        stamped = asked.stamp(checkpoint.note)
        require_same_time(stamped.stamped_at, timezone.now())
        stamp, _ = TimeStamp.objects.get_or_create(
            checkpoint=checkpoint,
            defaults={
                "response": stamped.response,
                "authority": stamped.authority,
                "stamped_at": stamped.stamped_at,
            },
        )
        kept.append(stamp)
    return kept
