"""When a register may be signed, and when a key may cease to sign it."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, timedelta

from council.rules.errors import RuleViolation
from deliberation.rules.checkpoints import Checkpoint
from deliberation.rules.merkle import proves_consistency

Prove = Callable[[int, int], Sequence[bytes]]

OVERLAP = timedelta(days=90)  # in which the old key and the new one sign together


class RegisterRewritten(RuleViolation):
    """The register is not a continuation of what was signed before."""

    code = "register_rewritten"


class RegisterDamaged(RuleViolation):
    """Hashes of the register are missing."""

    code = "register_damaged"


class SigningKeyMissing(RuleViolation):
    """The register has been signed before, and its key is not here."""

    code = "signing_key_missing"


class SigningMemoryMissing(RuleViolation):
    """It is not remembered here what was signed last."""

    code = "signing_memory_missing"


class KeyNeededLonger(RuleViolation):
    """The key must go on signing: no other has signed beside it for long enough."""

    code = "key_needed_longer"


def require_continuation(remembered: Checkpoint, now: Checkpoint, prove: Prove) -> None:
    """Do nothing if the register holds all that was signed before, in the same order.

    Args:
        remembered: What was signed last, as the signer itself has kept it.
        now: What is to be signed.
        prove: Returns the proof of consistency between two sizes of the register.

    Raises:
        RegisterRewritten: it is shorter, or says something else.
    """
    if now.origin != remembered.origin or now.size < remembered.size:
        raise RegisterRewritten(signed=remembered.size, size=now.size)
    proof = prove(remembered.size, now.size)
    if not proves_consistency(remembered.size, now.size, proof, remembered.root, now.root):
        raise RegisterRewritten(signed=remembered.size, size=now.size)


def require_successor(announced: Collection[datetime], now: datetime) -> None:
    """Do nothing if a key may retire: another has been signing beside it for 90 days.

    Args:
        announced: When the other keys that sign were announced.
        now: This moment.

    Raises:
        KeyNeededLonger: there is no other, or not for so long.
    """
    if not any(now - moment >= OVERLAP for moment in announced):
        raise KeyNeededLonger(days=OVERLAP.days)
