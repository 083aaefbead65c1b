"""Where the signer keeps what nobody else may read or change: its keys and its memory.

A folder per council, outside the database and its backups: whoever restores an old database cannot
make the signer forget what it has signed.
"""

import fcntl
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from deliberation.rules.checkpoints import Checkpoint, PublicKey, public_key_of, read_checkpoint

OWNER_ALONE = 0o600


@dataclass(frozen=True, slots=True)
class KeyFolder:
    """The keys with which a register is signed, and what was signed last."""

    path: Path
    origin: str

    def keys(self) -> Mapping[PublicKey, Ed25519PrivateKey]:
        """Return the keys that sign, in a stable order."""
        found = [
            Ed25519PrivateKey.from_private_bytes(b64decode(path.read_text()))
            for path in sorted(self.path.glob("*.key"))
        ]
        return {public_key_of(self.origin, key): key for key in found}

    def make_key(self) -> PublicKey:
        """Make another key; it signs from now on."""
        key = Ed25519PrivateKey.generate()
        public = public_key_of(self.origin, key)
        raw = b64encode(key.private_bytes_raw()).decode("ascii")
        self._write(self._place_of(public), raw)
        return public

    def retire(self, key: PublicKey) -> None:
        """Let the key sign no more; it is kept, under another name."""
        place = self._place_of(key)
        place.rename(place.with_suffix(".retired"))

    def remembered(self) -> Checkpoint | None:
        """Return what was signed last."""
        place = self._memory
        return read_checkpoint(place.read_text()) if place.exists() else None

    def remember(self, checkpoint: Checkpoint) -> None:
        """Keep what is about to be handed out, before anybody has it."""
        self._write(self._memory, str(checkpoint))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one signer in at a time."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.path / "lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    @property
    def _memory(self) -> Path:
        return self.path / "signed"

    def _place_of(self, key: PublicKey) -> Path:
        return self.path / f"{key.key_id.hex()}.key"

    def _write(self, place: Path, text: str) -> None:
        """Write the file, whole or not at all, and on the disk when this returns."""
        unfinished = place.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ALONE)
        with os.fdopen(file, "w") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        unfinished.replace(place)
        folder = os.open(self.path, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def key_folder(slug: str, origin: str) -> KeyFolder:
    """Return the folder of a council's register."""
    return KeyFolder(Path(settings.REGISTER_DIR) / slug, origin)
