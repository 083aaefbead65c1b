"""A clock that can be set: the demo's past is lived through by the services themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, tzinfo
from typing import Any

from django.utils import timezone


@contextmanager
def moment(at: datetime) -> Iterator[None]:
    """Let Django's clock stand at ``at``, an aware moment, for this process.

    So every rule is asked as it would have been asked then, and what the services write bears the
    date of the story. Only for filling a demo database, before anything is served.
    """

    class Standing(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:  # noqa: ANN401 - as datetime has it
            return at.astimezone(tz)

    running = timezone.datetime  # type: ignore[attr-defined]  # what timezone.now() asks
    timezone.datetime = Standing  # type: ignore[attr-defined]  # as above
    try:
        yield
    finally:
        timezone.datetime = running  # type: ignore[attr-defined]  # as above
