"""Files that come with an answer, and their erasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha512

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from deliberation.followup.models import Answer, AnswerFile
from deliberation.followup.selectors.held import locked_referral
from deliberation.rules.attachments import require_attachable, require_few, shown_name


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file as it came in."""

    name: str
    content: bytes


def digests_of(files: Sequence[Attachment]) -> set[str]:
    """Return the fingerprints of the files (SHA-512, hexadecimal)."""
    return {sha512(one.content).hexdigest() for one in files}


def attach(answer: Answer, files: Sequence[Attachment]) -> None:
    """Keep the files with an answer that is being taken.

    Raises:
        TooManyFiles, FileTooLarge, FileKindUnknown: they cannot be attached.
    """
    require_few(files)
    for one in files:
        media_type, ending = require_attachable(one.name, one.content)
        AnswerFile.objects.create(
            answer=answer,
            name=shown_name(one.name, ending),
            media_type=media_type,
            size=len(one.content),
            sha512=sha512(one.content).hexdigest(),
            content=one.content,
        )


@transaction.atomic
def erase_file(*, actor: User, file_id: int) -> AnswerFile:
    """Erase a file for good, with its name; that there was one, and its fingerprint, stay.

    Raises:
        PermissionDenied: the actor is not clerk of the council.
        Unseen: there is no such file.
    """
    rows = AnswerFile.objects.filter(pk=file_id)
    referral_id = rows.values_list("answer__referral_id", flat=True).first()
    if referral_id is None:
        raise Unseen
    referral = locked_referral(referral_id)
    authorise(actor, "followup.erase_file", referral)
    found = rows.get()
    if found.erased_at is None:
        found.name, found.content = "", b""
        found.erased_at, found.erased_by = timezone.now(), actor
        found.save(update_fields=["name", "content", "erased_at", "erased_by"])
    return found
