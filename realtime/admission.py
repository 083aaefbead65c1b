"""Who may listen to a meeting, and as whom: read from the database, at the door and ever after."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http.request import split_domain_port, validate_host

from council.accounts import sessions
from council.accounts.models import User
from council.kernel.audience import Audience
from deliberation.meetings.selectors.readers import audiences_of
from realtime import tickets
from realtime.news import Readers
from realtime.protocol import Close
from realtime.tickets import Ticket

Headers = Mapping[bytes, bytes]


@dataclass(frozen=True, slots=True)
class Place:
    """A reader's place in a meeting; when anything of it changes, the socket is closed."""

    meeting_id: int
    user_id: int | None
    audience: Audience
    epoch: int
    language: str
    session_key: str | None = field(default=None, repr=False)
    limit: Audience | None = None

    @property
    def readers(self) -> Readers:
        """The people who are shown the same."""
        return Readers(self.language, self.audience)

    @property
    def session(self) -> str:
        """A short name of the session, by which its sockets are found."""
        return tickets.fingerprint(self.session_key)


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself when it opens its line."""

    since: int | None = None
    ticket: str = field(default="", repr=False)
    language: str = ""
    limit: Audience | None = None


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at the door: at which meeting, with which session, for which page."""

    meeting_id: int
    session_key: str | None = field(default=None, repr=False)
    page: Page = Page()


def admit(knocks: Sequence[Knock]) -> list[Place | Close]:
    """Return each reader's place in their meeting, or why there is none for them."""
    return [_entered(*each) for each in zip(knocks, places_of(knocks), strict=True)]


def places_of(knocks: Sequence[Knock]) -> list[Place | None]:
    """Look up who the readers are now, and what they may see of their meetings.

    With a limit they are shown no more than that audience, though they may see more: the wall of
    the hall shows what everybody may see, whoever has opened it. However many knock, the database
    is asked two questions, and four more for each meeting.
    """
    users = sessions.holders([each.session_key for each in knocks if each.session_key])
    people: defaultdict[int, set[int | None]] = defaultdict(set)
    for knock in knocks:
        people[knock.meeting_id].add(_id_of(users.get(knock.session_key or "")))
    audiences = {meeting_id: audiences_of(ids, meeting_id) for meeting_id, ids in people.items()}
    return [_place(each, users.get(each.session_key or ""), audiences) for each in knocks]


def place_of(
    meeting_id: int, *, session_key: str | None, language: str, limit: Audience | None = None
) -> Place | None:
    """Look up one reader."""
    page = Page(language=language, limit=limit)
    return places_of([Knock(meeting_id, session_key, page)])[0]


def place_for(user: User | AnonymousUser, reader: Place) -> Place:
    """Return the place of a page whose request has just been signed in and looked through."""
    is_known = user.is_authenticated
    return replace(
        reader,
        user_id=user.pk if is_known else None,
        epoch=user.auth_epoch if isinstance(user, User) else 0,
        session_key=reader.session_key if is_known else None,
    )


def still(places: Sequence[Place]) -> list[bool]:
    """Say which places are still their readers', by the database and not by memory."""
    knocks = [
        Knock(each.meeting_id, each.session_key, Page(language=each.language, limit=each.limit))
        for each in places
    ]
    return [now == then for now, then in zip(places_of(knocks), places, strict=True)]


def account(session_key: str | None) -> User | None:
    """Return the account that acts, or None for readers who are not signed in."""
    return sessions.holders([session_key]).get(session_key) if session_key else None


def ticket_for(place: Place) -> str:
    """Return a ticket for the socket of a page that was made for this place."""
    return tickets.issue(_ticket_of(place))


def is_from_here(headers: Headers) -> bool:
    """Say whether a handshake names one of our hosts and comes from our own pages.

    Ours are the pages under ``PUBLIC_URL``, and those of the very host and port that are asked.
    Channels' AllowedHostsOriginValidator would accept any port, and http for https.
    """
    host = headers.get(b"host", b"").decode("latin1").lower()
    domain, _ = split_domain_port(host)
    if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
        return False
    public = urlsplit(settings.PUBLIC_URL)
    ours = {f"{public.scheme}://{public.netloc}", f"{public.scheme}://{host}"}
    return headers.get(b"origin", b"").decode("latin1").lower() in ours


def address_in(client: Iterable[Any] | None, headers: Headers) -> str:
    """Return where the handshake comes from; behind proxies of ours, what the first of them saw.

    What stands further left in ``X-Forwarded-For`` anybody may have written.
    """
    hops = settings.TRUSTED_PROXIES
    seen = headers.get(b"x-forwarded-for", b"").decode("latin1").split(",")
    if hops and len(seen) >= hops and seen[-hops].strip():
        return seen[-hops].strip()
    return str(next(iter(client), "")) if client else ""


def _entered(knock: Knock, place: Place | None) -> Place | Close:
    if place is None or not knock.page.ticket:
        return place or Close.NOT_ADMITTED
    try:
        shown = tickets.read(knock.page.ticket)
    except tickets.Forged:
        return Close.NOT_ADMITTED
    place = replace(place, language=shown.language)
    if shown.meeting_id != place.meeting_id:
        return Close.NOT_ADMITTED
    # Else the page was made for somebody who is no longer the one who shows it.
    return place if shown == _ticket_of(place) else Close.REVOKED


def _place(
    knock: Knock, user: User | None, audiences: Mapping[int, Mapping[int | None, Audience | None]]
) -> Place | None:
    audience = audiences[knock.meeting_id][_id_of(user)]
    if audience is None:
        return None
    limit, language = knock.page.limit, knock.page.language
    return Place(
        meeting_id=knock.meeting_id,
        user_id=_id_of(user),
        audience=limit if limit is not None and audience.sees(limit) else audience,
        epoch=user.auth_epoch if user else 0,
        language=language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE,
        session_key=knock.session_key if user else None,
        limit=limit,
    )


def _id_of(user: User | None) -> int | None:
    return user.pk if user else None


def _ticket_of(place: Place) -> Ticket:
    return Ticket(
        meeting_id=place.meeting_id,
        user_id=place.user_id,
        audience=place.audience,
        language=place.language,
        epoch=place.epoch,
        session=place.session,
    )
