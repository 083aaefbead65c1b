"""System, Body, LegislativeTerm and Organization: the site, its councils, their organs."""

from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max, Min, Prefetch, Q, QuerySet
from django.utils.translation import pgettext_lazy

from council.members.models import Body, Council, Mandate, Office, Organisation, Term
from council.members.words import ORGANISATION_KINDS, word_for
from deliberation.publication.addresses import page, whole
from deliberation.publication.oparl.kinds import Kind, Source
from deliberation.publication.oparl.wording import (
    ROOT,
    SCHEMA,
    Told,
    address,
    base,
    day,
    label,
    moment,
    name_of,
)

LISTS = {  # of a body, by the property that holds the address
    "organization": "organization",
    "person": "person",
    "meeting": "meeting",
    "paper": "paper",
    "agendaItem": "agenda-item",
    "consultation": "consultation",
    "file": "file",
    "locationList": "location",
    "legislativeTermList": "legislative-term",
    "membership": "membership",
}
# Translators: what a term of a council is called, with its number
TERM = pgettext_lazy("name of a term", "Term %(number)s")


def tell_system() -> Told:
    """Return the way in."""
    times = Council.objects.aggregate(created=Min("created"), modified=Max("modified"))
    return {
        "id": whole(f"{ROOT}/"),
        "type": f"{SCHEMA}System",
        "oparlVersion": SCHEMA,
        "body": whole(f"{ROOT}/body"),
        "name": "Majlis",
        "website": whole("/"),
        "product": settings.SOURCE_URL,
        "created": moment(times["created"]) or "2026-01-01T00:00:00+00:00",
        "modified": moment(times["modified"]) or "2026-01-01T00:00:00+00:00",
    }


def last_day(ends_on: date | None, starts_on: date) -> str | None:
    """Return the last day of what we keep by the first day without it."""
    return None if ends_on is None else day(max(starts_on, ends_on - timedelta(days=1)))


def _tell_council(council: Council, _within: bool) -> Told:
    own = address("body", council.uuid)
    language = council.main_language
    return {
        **base("body", "Body", council),
        "system": whole(f"{ROOT}/"),
        "name": name_of(council.names, language),
        "shortName": council.slug,
        "website": page("members:council", council.slug),
        "web": page("members:council", council.slug),
        **{name: f"{own}/{place}" for name, place in LISTS.items()},
        "legislativeTerm": [_tell_term(term, True) for term in council.terms.all()],
        "majlis:translations": {code: {"name": words} for code, words in council.names.items()},
    }


def _tell_term(term: Term, within: bool) -> Told:
    council = term.council
    return {
        **base("legislative-term", "LegislativeTerm", term),
        "body": None if within else address("body", council.uuid),
        "name": label(TERM, council.main_language) % {"number": term.number},
        "startDate": day(term.starts_on),
        "endDate": last_day(term.ends_on, term.starts_on),
    }


def _tell_organ(body: Body, _within: bool) -> Told:
    council, own = body.council, address("organization", body.uuid)
    language = council.main_language
    seats = [mandate for seat in body.seats.all() for mandate in seat.mandates.all()]
    held = [*seats, *body.offices.all()]
    return {
        **base("organization", "Organization", body),
        "body": address("body", council.uuid),
        "name": name_of(body.names, language),
        "shortName": body.key,
        "organizationType": "Gremium",
        "classification": label(word_for(body.kind), language),
        "membership": [address("membership", one.uuid) for one in held],
        "meeting": f"{own}/meeting",
        "majlis:consultation": f"{own}/consultation",
        "subOrganizationOf": address("organization", body.parent.uuid) if body.parent else None,
        "web": page("members:body", council.slug, body.key),
        "majlis:translations": {code: {"name": words} for code, words in body.names.items()},
    }


def _tell_sender(organisation: Organisation, _within: bool) -> Told:
    council = organisation.council
    kind = ORGANISATION_KINDS.get(organisation.kind)
    return {
        **base("organization", "Organization", organisation),
        "body": address("body", council.uuid),
        "name": name_of(organisation.names, council.main_language),
        "organizationType": "Institution",
        "classification": label(kind, council.main_language) if kind else None,
    }


def _with_terms(rows: "QuerySet[Council]") -> "QuerySet[Council]":
    terms = Term.objects.select_related("council").order_by("number")
    return rows.prefetch_related(Prefetch("terms", terms))


def _with_people(rows: "QuerySet[Body]") -> "QuerySet[Body]":
    mandates = Mandate.objects.filter(member__is_active=True).order_by("pk")
    offices = Office.objects.filter(member__is_active=True).order_by("pk")
    return rows.select_related("council", "parent").prefetch_related(
        Prefetch("seats__mandates", mandates), Prefetch("offices", offices)
    )


BODIES = Kind(
    "body",
    "Body",
    [Source(Council.objects.all, "pk", _tell_council, _with_terms)],
)
TERMS = Kind(
    "legislative-term",
    "LegislativeTerm",
    [Source(Term.objects.all, "council", _tell_term, lambda rows: rows.select_related("council"))],
)
ORGANIZATIONS = Kind(
    "organization",
    "Organization",
    [
        Source(Body.objects.all, "council", _tell_organ, _with_people),
        Source(
            Organisation.objects.all,
            "council",
            _tell_sender,
            lambda rows: rows.select_related("council"),
            seen=Q(is_active=True),
            gone=Q(is_active=False),
        ),
    ],
)
