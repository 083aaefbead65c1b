"""Signing what the register holds: checkpoints, and the keys that sign them."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.phrases import sentence
from council.members.models import Council
from council.rules.errors import RuleViolation
from deliberation.register.keys import KeyFolder, key_folder
from deliberation.register.models import Checkpoint, EntryKind, RegisterHead
from deliberation.register.selectors.keys import AnnouncedKey, keys_of
from deliberation.register.selectors.tree import ask_tree, checkpoint_now
from deliberation.register.services.appending import append, locked_head
from deliberation.rules.checkpoints import Checkpoint as Statement
from deliberation.rules.checkpoints import PublicKey, open_note, sign
from deliberation.rules.merkle import consistency_proof
from deliberation.rules.signing import (
    SigningKeyMissing,
    SigningMemoryMissing,
    require_continuation,
    require_successor,
)

logger = logging.getLogger("council.register")


@dataclass(frozen=True, slots=True)
class Change:
    """What is done with the keys before the register is signed."""

    makes_key: bool = False
    retires: str = ""  # the id of a key, in hexadecimal digits
    replaces_lost: bool = False
    witnessed: str = ""  # an older checkpoint with its signatures, as others have kept it


NOTHING = Change()


def sign_soon(council_id: int) -> None:
    """Sign the register after the commit, where this process is the one that signs.

    Whether it can be signed does not touch what was committed: a refusal goes to the log, and the
    daily ``register_checkpoint`` meets it again.
    """
    if settings.REGISTER_SIGNS_AT_ONCE:
        transaction.on_commit(partial(_try_to_sign, council_id), robust=True)


def _try_to_sign(council_id: int) -> None:
    try:
        sign_checkpoint(actor=None, council_id=council_id)
    except RuleViolation as refusal:
        logger.critical("The register was not signed: %s", sentence(refusal))


def sign_checkpoint(*, actor: User | None, council_id: int, change: Change = NOTHING) -> Checkpoint:
    """Sign the register as it stands, and keep the checkpoint.

    The first key is made here, and every key is announced in the register before it signs. What is
    signed is remembered beside the keys first, so that a crash can only make the signer repeat
    itself.

    Args:
        actor: None: the machine, or whoever may read its keys.
        council_id: Whose register.
        change: What happens to the keys before.

    Raises:
        RegisterRewritten: the register is not a continuation of what was signed last.
        RegisterDamaged: hashes are missing.
        SigningKeyMissing: the register was signed before, and no key is here.
        SigningMemoryMissing: it was signed before, and what was signed is not remembered here.
        KeyNeededLonger: the key that should retire has no successor for 90 days yet.
        UnusableNote: no key of the register signed the checkpoint that others have kept.
    """
    council = Council.objects.get(pk=council_id)
    with transaction.atomic():
        head = locked_head(council)
    folder = key_folder(council.slug, head.origin)
    with folder.locked():
        _require_memory(folder, head, change)
        _continued(folder, head.pk)
        for key in _change_keys(folder, council, change):
            folder.retire(key)
        return _signed(folder, head.pk)


def _require_memory(folder: KeyFolder, head: RegisterHead, change: Change) -> None:
    if folder.remembered() is None and change.witnessed:
        known = [each.key for each in keys_of(head.pk)]
        folder.remember(open_note(change.witnessed, known))
    if folder.remembered() is None and head.checkpoints.exists():
        raise SigningMemoryMissing


def _continued(folder: KeyFolder, head_id: int) -> Statement:
    """Return what is to be signed, if the register only grew since it was signed last."""
    now = checkpoint_now(RegisterHead.objects.get(pk=head_id))
    remembered = folder.remembered()
    if remembered is not None:
        require_continuation(remembered, now, partial(_prove, head_id))
    return now


def _prove(head_id: int, old: int, size: int) -> list[bytes]:
    return ask_tree(head_id, partial(consistency_proof, old, size))


@transaction.atomic(durable=True)
def _change_keys(folder: KeyFolder, council: Council, change: Change) -> list[PublicKey]:
    """Make and announce keys, also one whose announcement was lost; return those that leave."""
    head = locked_head(council)
    announced = keys_of(head.pk)
    if not folder.keys() and announced and not change.replaces_lost:
        raise SigningKeyMissing
    if change.makes_key or not folder.keys():
        folder.make_key()
    known = {each.key for each in announced}
    for key in sorted(folder.keys().keys() - known, key=str):
        _introduce(head, folder, key, announced, change)
    return _leaving(head, folder, change.retires) if change.retires else []


def _introduce(
    head: RegisterHead,
    folder: KeyFolder,
    key: PublicKey,
    announced: list[AnnouncedKey],
    change: Change,
) -> None:
    if not change.replaces_lost:
        _announce(head, {"reason": "planned" if announced else "first", "adds": str(key)})
        return
    here, good = folder.keys(), folder.remembered()
    lost = [each.key for each in announced if each.until is None and each.key not in here]
    _announce(
        head,
        {
            "reason": "lost",
            "adds": str(key),
            "retires": [str(each) for each in lost],
            "last_good": good.size if good else 0,
        },
    )


def _announce(head: RegisterHead, said: Mapping[str, Any]) -> None:
    date = timezone.now().isoformat(timespec="minutes")
    append(head, EntryKind.KEY_CHANGE, {"date": date, **said})


def _leaving(head: RegisterHead, folder: KeyFolder, key_id: str) -> list[PublicKey]:
    here = folder.keys()
    leaving = [key for key in here if key.key_id.hex() == key_id]
    if not leaving:
        raise SigningKeyMissing
    staying = [
        each.since for each in keys_of(head.pk) if each.key in here and each.key not in leaving
    ]
    require_successor(staying, timezone.now())
    _announce(head, {"reason": "planned", "retires": [str(key) for key in leaving]})
    return leaving


def _signed(folder: KeyFolder, head_id: int) -> Checkpoint:
    statement = _continued(folder, head_id)
    note = sign(statement, folder.keys().values())
    folder.remember(statement)
    kept, _ = Checkpoint.objects.get_or_create(
        head_id=head_id, note=note, defaults={"size": statement.size, "root": statement.root}
    )
    return kept
