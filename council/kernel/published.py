"""What every table of which the public is told has beside its own columns."""

from uuid import uuid4

from django.db import models
from django.utils import timezone

from council.kernel.fields import SecondField


class Published(models.Model):
    """A row that programs outside follow: by a name of its own, and by when it changed.

    The database itself writes ``modified`` and ``deleted_at``, whoever changes the row and however
    (``deliberation.publication.tracing``); nothing of ours sets them.

    Attributes:
        uuid: Its name outside, for ever.
        created: When it came to be.
        modified: When it, or something shown within it, changed last.
        deleted_at: Since when the public is shown no more than that there was something.
    """

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    created = SecondField(default=timezone.now, editable=False)
    modified = SecondField(default=timezone.now, editable=False)
    deleted_at = SecondField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
