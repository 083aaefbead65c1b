"""The clock of a session: members and staff rest and last for different times."""

from django.contrib.sessions.backends.base import SessionBase

HOUR, DAY = 3600, 86400
MEMBER_REST, MEMBER_SPAN = 12 * HOUR, 14 * DAY
STAFF_REST, STAFF_SPAN = HOUR // 2, 12 * HOUR
FIT_FOR_STAFF = "majlis.fit_for_staff"  # where the middleware leaves word for the guards
STEP = 60  # a write per request would make every page wait for the database's one writer

_BEGAN, _SEEN, _STAFF = "clock_began", "clock_seen", "clock_staff"


def is_over(session: SessionBase, now: int) -> bool:
    """Say whether the session has rested or lasted longer than it may, in seconds since 1970."""
    is_staff = session.get(_STAFF, False)
    rest, span = (STAFF_REST, STAFF_SPAN) if is_staff else (MEMBER_REST, MEMBER_SPAN)
    return _exceeds(session, now, rest, span)


def is_fit_for_staff(session: SessionBase, now: int) -> bool:
    """Say whether the session is young and awake enough to begin staff work."""
    return not _exceeds(session, now, STAFF_REST, STAFF_SPAN)


def note(session: SessionBase, now: int) -> None:
    """Write down that the session lives, at most once a minute."""
    if not session.get(_BEGAN):
        session[_BEGAN] = now
    if now - session.get(_SEEN, 0) >= STEP:
        session[_SEEN] = now


def mark_as_staff(session: SessionBase) -> None:
    """Let the shorter times of staff hold for the session from now on."""
    if not session.get(_STAFF):
        session[_STAFF] = True


def _exceeds(session: SessionBase, now: int, rest: int, span: int) -> bool:
    seen, began = session.get(_SEEN, now), session.get(_BEGAN, now)
    return bool(now - seen > rest or now - began > span)
