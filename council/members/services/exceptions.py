"""Which targets an act may break, and the reasons recorded for doing it all the same."""

from collections.abc import Sequence
from datetime import date

from council.accounts.models import User
from council.members.facts import ExceptionFacts
from council.members.models import (
    Body,
    CompositionCount,
    Organisation,
    SeatingCause,
    TargetException,
)
from council.members.selectors import member_of
from council.members.selectors.counts import holders_on, last_count, rooms_of, told_in
from council.rules.composition import TargetWouldBreak
from council.rules.targets import Standing, verdict


def broken_by(body: Body, count: CompositionCount | None, on: date) -> list[str]:
    """Return the keys of the targets that may not be kept as the body is on the day.

    Args:
        body: With the new holders on its seats.
        count: Of these very people; None: go by the last count and by what is public since.
        on: The day.
    """
    if count is not None:
        told = told_in(count)
        return [one.line.key for one in told if verdict(one) is Standing.BROKEN]
    last = last_count(body)
    if last is None:
        return []
    rooms = rooms_of(body, last, holders_on(body, on), on)
    return [target.key for target, room in rooms if not room.is_kept]


def grant_exceptions(
    *,
    actor: User,
    body: Body,
    keys: Sequence[str],
    cause: SeatingCause,
    exception: ExceptionFacts | None,
    organisation: Organisation | None = None,
) -> list[TargetException]:
    """Record why an act is in order although these targets may then not be kept.

    What an organisation owes has no key: the exception then names the organisation.

    Raises:
        TargetWouldBreak: there is such a target, and no reason was given.
    """
    if not keys:
        return []
    registrar = member_of(actor, body.council_id)
    if exception is None or registrar is None:
        raise TargetWouldBreak(targets=", ".join(keys))
    return [
        TargetException.objects.create(
            body=body,
            key=key,
            organisation=organisation,
            cause=cause,
            ground=exception.ground,
            reasons=dict(exception.reasons),
            granted_by=registrar,
        )
        for key in keys
    ]
