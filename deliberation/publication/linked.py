"""What pages tell search engines: schema.org in JSON-LD, from what the page shows anyway."""

from collections.abc import Mapping
from typing import Any

from council.kernel.names import pick
from council.members.models import Body
from deliberation.meetings.models import Meeting
from deliberation.publication.addresses import page, whole
from deliberation.register.selectors.decisions import DecisionShown
from deliberation.rules.meetings import MeetingStatus

Linked = dict[str, Any]
CONTEXT = "https://schema.org"
OFF, ON = f"{CONTEXT}/EventCancelled", f"{CONTEXT}/EventScheduled"
IN_PLACE = f"{CONTEXT}/OfflineEventAttendanceMode"


def event_of(meeting: Meeting, language: str) -> Linked:
    """Return a meeting; who is invited or comes is nobody's business."""
    is_off = meeting.status is MeetingStatus.CANCELLED
    ended = meeting.closed_at
    body = pick(meeting.body.names, language).text
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": page("meetings:meeting", meeting.pk),
        "url": page("meetings:meeting", meeting.pk),
        "name": body,
        "startDate": meeting.starts_at.isoformat(timespec="minutes"),
        **({"endDate": ended.isoformat(timespec="minutes")} if ended else {}),
        "eventStatus": OFF if is_off else ON,
        "eventAttendanceMode": IN_PLACE,
        "location": {
            "@type": "Place",
            "name": pick(meeting.place, language).text,
            "address": pick(meeting.council.place, language).text,
        },
        "organizer": {"@type": "GovernmentOrganization", "name": body},
    }


def legislation_of(decision: DecisionShown, language: str) -> Linked:
    """Return a decision: its number, who passed it and when, its words in one language."""
    words = decision.in_language(language)
    told: Linked = {
        "@context": CONTEXT,
        "@type": "Legislation",
        "@id": page("register:decision", decision.number),
        "url": page("register:decision", decision.number),
        "legislationIdentifier": decision.number,
        "legislationDate": f"{decision.adopted_at:%Y-%m-%d}",
        "legislationPassedBy": {
            "@type": "GovernmentOrganization",
            "name": pick(decision.body_names, language).text,
        },
    }
    if words:
        told |= {"name": words.title, "inLanguage": words.language}
    if decision.published_at:
        told |= {"datePublished": f"{decision.published_at:%Y-%m-%d}"}
    return told


def organization_of(body: Body, language: str) -> Linked:
    """Return a body and the council it belongs to."""
    council = body.council
    return {
        "@context": CONTEXT,
        "@type": "GovernmentOrganization",
        "@id": page("members:body", council.slug, body.key),
        "url": page("members:body", council.slug, body.key),
        "name": pick(body.names, language).text,
        "alternateName": _others(body.names, language),
        "parentOrganization": {
            "@type": "GovernmentOrganization",
            "name": pick(council.names, language).text,
            "url": page("members:council", council.slug),
        },
    }


def site_of(language: str) -> Linked:
    """Return the site."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": whole("/"),
        "url": whole("/"),
        "name": "Majlis",
        "inLanguage": language,
    }


def _others(names: Mapping[str, str], language: str) -> list[str]:
    shown = pick(names, language).language
    return [words for code, words in names.items() if code != shown and words]
