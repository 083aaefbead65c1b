"""News to subscribe to, as Atom: decisions, meetings, papers, what the register holds.

An entry keeps its id for ever; when what it tells of is corrected, only ``updated`` rises.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from council.kernel.audience import Audience
from council.kernel.locales import datetime_text
from council.kernel.names import pick
from council.kernel.visibility import Unseen
from council.texts.selectors import current_versions, reading
from deliberation.meetings.models import Meeting
from deliberation.meetings.phrases import MEETING_KINDS, MEETING_STATES
from deliberation.proposals.models import Proposal
from deliberation.publication.addresses import page, whole
from deliberation.register.models import Checkpoint, Decision
from deliberation.register.selectors.decisions import shown
from deliberation.rules.decisions import DecisionStatus

MOST = 50  # entries
BEGAN = 2026  # the year in which our names outside began; it never changes
SITE = "Majlis"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news."""

    name: str  # within its feed, for ever
    title: str
    link: str
    words: str
    published: datetime
    updated: datetime


def tag(name: str) -> str:
    """Return a name for ever that needs nobody's leave (RFC 4151).

    >>> tag("decision/GMM-2026/014").split(",")[1]
    '2026:decision/GMM-2026/014'
    """
    return f"tag:{urlsplit(settings.PUBLIC_URL).hostname},{BEGAN}:{name}"


def feed_of(kind: str, language: str) -> str:
    """Return a feed in one language.

    Raises:
        Unseen: there is no feed of that kind.
    """
    if kind not in FEEDS:
        raise Unseen
    title, items = FEEDS[kind]
    place = page("publication:feed", kind)
    with translation.override(language):
        feed = Atom1Feed(
            title=f"{SITE}: {title}",
            link=whole("/"),
            description="",
            language=language,
            author_name=SITE,
            feed_url=f"{place}?{urlencode({'lang': language})}",
            feed_guid=tag(f"feed/{kind}/{language}"),
        )
        for item in items(language):
            _add(feed, item)
        made: str = feed.writeString("utf-8")
    return made


def _add(feed: Atom1Feed, item: Item) -> None:
    feed.add_item(
        title=item.title,
        link=item.link,
        description=item.words,
        unique_id=tag(item.name),
        pubdate=item.published,
        updateddate=item.updated,
    )


def _decisions(language: str) -> Iterable[Item]:
    rows = Decision.objects.exclude(status=DecisionStatus.ADOPTED).select_related(
        "body", "meeting", "council", "poll__item"
    )
    newest = rows.prefetch_related("texts").order_by("-published_at", "-pk")[:MOST]
    for decision in newest:
        told = shown(decision, Audience.PUBLIC)
        words = told.in_language(language)
        title = words.title if words else _("Decision in a non-public item")
        if told.is_disclosed and not words:
            title = _("The words of this decision are not shown")
        published = decision.published_at or decision.adopted_at
        yield Item(
            name=f"decision/{decision.number}",
            title=f"{decision.number}: {title}",
            link=page("register:decision", decision.number),
            words="\n\n".join(words.paragraphs) if words else "",
            published=published,
            updated=max(published, decision.poll.item.modified),
        )


def _meetings(language: str) -> Iterable[Item]:
    rows = Meeting.objects.filter(is_public=True, convened_at__isnull=False)
    for meeting in rows.select_related("body").order_by("-convened_at", "-pk")[:MOST]:
        body = pick(meeting.body.names, language).text
        state = f"{MEETING_KINDS[meeting.kind]} · {MEETING_STATES[meeting.status]}"
        convened = meeting.convened_at or meeting.created
        yield Item(
            name=f"meeting/{meeting.uuid}",
            title=f"{body}: {datetime_text(meeting.starts_at)}",
            link=page("meetings:meeting", meeting.pk),
            words=f"{state} · {pick(meeting.place, language).text}",
            published=convened,
            updated=max(convened, meeting.modified),
        )


def _papers(language: str) -> Iterable[Item]:
    rows = Proposal.objects.exclude(reference="").select_related("title", "body")
    texts = rows.prefetch_related(current_versions("title__versions"))
    for proposal in texts.order_by("-submitted_at", "-pk")[:MOST]:
        submitted = proposal.submitted_at or proposal.created_at
        yield Item(
            name=f"paper/{proposal.uuid}",
            title=f"{proposal.reference}: {reading(proposal.title, language).body}",
            link=page("proposals:proposal", proposal.pk),
            words=pick(proposal.body.names, language).text,
            published=submitted,
            updated=max(submitted, proposal.modified),
        )


def _checkpoints(_language: str) -> Iterable[Item]:
    rows = Checkpoint.objects.select_related("head__council").order_by("-pk")[:MOST]
    for one in rows:
        slug = one.head.council.slug
        mark = sha256(one.note.encode()).hexdigest()[:16]
        yield Item(
            name=f"register/{slug}/{one.size}/{mark}",
            title=f"{one.head.origin}: {one.size}",
            link=page("register:checkpoint_at", slug, one.size),
            words=one.note,
            published=one.signed_at,
            updated=one.signed_at,
        )


FEEDS: Mapping[str, tuple[str | Promise, Callable[[str], Iterable[Item]]]] = {
    "decisions": (pgettext_lazy("title of a feed", "Decisions"), _decisions),
    "meetings": (pgettext_lazy("title of a feed", "Meetings"), _meetings),
    "papers": (pgettext_lazy("title of a feed", "Proposals"), _papers),
    "register": (gettext_lazy("Signed states of the register"), _checkpoints),
}
