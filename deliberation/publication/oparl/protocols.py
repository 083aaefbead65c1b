"""File: published minutes, as paper for archives and as the source that travels inside it."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy

from deliberation.minutes.models import Minutes
from deliberation.publication.addresses import page
from deliberation.publication.akn.minutes import minutes_xml
from deliberation.publication.minuted.whole import language_for, languages_of
from deliberation.publication.oparl.files import Format, tell_file
from deliberation.publication.oparl.kinds import NOBODY, Source
from deliberation.publication.oparl.wording import Told, address, label
from deliberation.publication.printed import minutes_pdf
from deliberation.rules.minutes import MinutesStatus

PDF = Format("pdf", "application/pdf")
AKN = Format("akn.xml", "application/akn+xml")
PAPER, SOURCE = "minutes-", "minutes-source-"
TITLE = gettext_lazy("Minutes of meeting %(number)s")


def protocol_file(minutes: Minutes) -> Told:
    """Return the paper, in the language whose words count; the others stand beside it."""
    meeting = minutes.meeting
    council = meeting.council
    title = label(TITLE, council.main_language) % {"number": meeting.number}
    paper = page("publication:minutes_paper", meeting.pk)
    told = tell_file(f"{PAPER}{meeting.uuid}", title, minutes.published_at, meeting.modified, PDF)
    return told | {
        "masterFile": address("file", f"{SOURCE}{meeting.uuid}"),
        "web": page("minutes:minutes", meeting.pk),
        "majlis:translations": {
            code: {
                "name": label(TITLE, code) % {"number": meeting.number},
                "accessUrl": f"{paper}?lang={code}",
            }
            for code in languages_of(minutes)
        },
    }


def protocol_pdf(minutes: Minutes) -> bytes:
    """Return the paper.

    Raises:
        PrintingUnavailable: this machine cannot set type.
    """
    return minutes_pdf(minutes, language_for(minutes, ""))


def protocol_xml(minutes: Minutes) -> bytes:
    """Return the source, to whose bytes the register commits."""
    return minutes_xml(minutes, language_for(minutes, ""))


def _tell_paper(minutes: Minutes, _within: bool) -> Told:
    return protocol_file(minutes) | {"meeting": [address("meeting", minutes.meeting.uuid)]}


def _tell_source(minutes: Minutes, _within: bool) -> Told:
    meeting = minutes.meeting
    title = label(TITLE, meeting.council.main_language) % {"number": meeting.number}
    told = tell_file(f"{SOURCE}{meeting.uuid}", title, minutes.published_at, meeting.modified, AKN)
    return told | {
        "meeting": [address("meeting", meeting.uuid)],
        "derivativeFile": [address("file", f"{PAPER}{meeting.uuid}")],
    }


def _rows() -> "QuerySet[Any]":
    rows = Minutes.objects.filter(status=MinutesStatus.PUBLISHED)
    return rows.annotate(
        created=F("published_at"), modified=F("meeting__modified"), of_meeting=F("meeting__uuid")
    )


def _whole(rows: "QuerySet[Any]") -> "QuerySet[Any]":
    return rows.select_related(
        "meeting__council", "meeting__body__council", "meeting__bylaws", "item__meeting", "poll"
    )


def _named(name: str, prefix: str) -> Q:
    try:
        uuid = UUID(name.removeprefix(prefix))
        return Q(meeting__uuid=uuid) if name.startswith(prefix) else NOBODY
    except ValueError:
        return NOBODY


def _source(prefix: str, tell: Callable[[Minutes, bool], Told]) -> Source:
    return Source(
        _rows,
        "meeting__council",
        tell,
        _whole,
        seen=Q(meeting__is_public=True),
        gone=Q(meeting__is_public=False, meeting__deleted_at__isnull=False),
        name=lambda row: f"{prefix}{row.of_meeting}",
        named=partial(_named, prefix=prefix),
    )


PROTOCOLS = _source(PAPER, _tell_paper)
SOURCES_OF_PROTOCOLS = _source(SOURCE, _tell_source)
