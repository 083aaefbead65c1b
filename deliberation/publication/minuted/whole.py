"""Whole minutes, part by part, as everybody may read them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from council.kernel.audience import Audience
from council.kernel.locales import date_text, datetime_text, number_text, own_language_name
from council.kernel.names import Name, pick
from council.kernel.visibility import Unseen
from deliberation.minutes.models import Minutes, Place
from deliberation.minutes.phrases import PLACES
from deliberation.minutes.selectors.document import Attendee, Document
from deliberation.minutes.selectors.documents import document_of, minutes_for, whole_minutes
from deliberation.publication.minuted.items import item_part
from deliberation.publication.minuted.parts import (
    Line,
    Part,
    Words,
    fact,
    hours,
    named,
    own,
    people,
    person,
    said,
    written,
)
from deliberation.rules.minutes import MinutesStatus


@dataclass(frozen=True, slots=True)
class Minuted:
    """Minutes in one language, with what their files are called and named after."""

    minutes: Minutes
    document: Document
    language: str
    title: str
    body: Name
    council: Name
    parts: Sequence[Part]

    @property
    def is_binding(self) -> bool:
        """The words that count are in this language."""
        return self.language == self.document.frame.binding


def published_minutes(meeting_id: int) -> Minutes:
    """Return minutes that everybody may read.

    Raises:
        Unseen: there are none, or not for the public.
    """
    minutes = minutes_for(AnonymousUser(), meeting_id)
    if minutes.status is not MinutesStatus.PUBLISHED:
        raise Unseen
    return minutes


def languages_of(minutes: Minutes) -> Sequence[str]:
    """Return the languages in which there are files: those of the council that the site speaks."""
    spoken = dict(settings.LANGUAGES)
    return [one for one in minutes.meeting.council.languages if one in spoken] or [*spoken][:1]


def language_for(minutes: Minutes, asked: str) -> str:
    """Return the language of a file: the one asked for, or the one whose words count."""
    offered = languages_of(minutes)
    binding = (minutes.facts or {}).get("frame", {}).get("binding", "")
    wanted = (asked, binding, minutes.meeting.council.main_language, *offered)
    return str(next(code for code in wanted if code in offered))


def minuted(minutes: Minutes, language: str) -> Minuted:
    """Return adopted minutes as everybody reads them in the language."""
    zone = ZoneInfo(minutes.meeting.council.time_zone)
    with translation.override(language), timezone.override(zone):
        document = document_of(minutes, Audience.PUBLIC, language)
        title = _("Minutes of meeting %(number)s") % {"number": document.frame.number}
        return Minuted(
            minutes=minutes,
            document=document,
            language=language,
            title=title,
            body=pick(document.body_names, language),
            council=pick(document.council_names, language),
            parts=list(_parts(document)),
        )


def minutes_by_id(minutes_id: int) -> Minutes:
    """Return minutes with their meeting, whoever may read them."""
    return whole_minutes().get(pk=minutes_id)


def _parts(document: Document) -> Iterator[Part]:
    yield _part(Place.FRAME, document, _frame(document))
    yield _part(Place.PEOPLE, document, _people(document))
    yield _part(Place.OPENING, document, _opening(document), is_quorate=bool(document.opening))
    yield from map(item_part, document.items)
    yield _part(Place.CLOSING, document, _closing(document))


def _part(
    place: Place, document: Document, lines: Iterator[Line], *, is_quorate: bool = False
) -> Part:
    prose = document.prose.get(str(place))
    told = [*lines, *([written(prose.reading)] if prose else [])]
    return Part(str(place), own(PLACES[place]), said(told), is_quorate=is_quorate)


def _frame(document: Document) -> Iterator[Line]:
    frame, place = document.frame, pick(document.place, document.language)
    second = f" · {_('Second call')}" if frame.is_second_call else ""
    yield named(_("Body"), pick(document.body_names, document.language))
    yield fact(_("Kind of meeting"), f"{document.kind}{second}")
    yield fact(_("Number"), number_text(frame.number))
    yield named(pgettext("of a meeting", "Where"), place)
    if frame.opened_at:
        yield fact(pgettext("a meeting", "Opened"), datetime_text(frame.opened_at))
    if frame.closed_at:
        yield fact(pgettext("a meeting", "Ended"), datetime_text(frame.closed_at))
    for one in document.interruptions:
        since, until = datetime_text(one.since), datetime_text(one.until)
        yield fact(pgettext("a meeting", "Interrupted"), f"{since} – {until}")
    binding = Words(own_language_name(frame.binding), frame.binding)
    yield Line([binding], _("Binding language"))


def _people(document: Document) -> Iterator[Line]:
    found = document.people
    yield people(pgettext("who", "Presided"), [found.chair])
    yield people(_("Presidium"), found.presidium)
    yield people(pgettext("who", "Kept the minutes"), [found.clerk])
    many = len(found.present)
    there = ngettext("%(number)s member present", "%(number)s members present", many)
    yield Line([own(there % {"number": number_text(many)})])
    yield from map(_attendee, found.present)
    if found.others:
        yield Line([own(_("With a voice or a duty, without a vote"))])
        yield from map(_attendee, found.others)
    if found.hidden:
        more = ngettext(
            "%(number)s more person was there whose presence is not shown in public.",
            "%(number)s more people were there whose presence is not shown in public.",
            found.hidden,
        )
        yield Line([own(more % {"number": number_text(found.hidden)})])
    yield people(pgettext("attendance", "Excused"), found.excused)
    yield people(pgettext("attendance", "Absent"), found.absent)
    if found.guests is not None:
        yield fact(_("Guests"), number_text(found.guests))


def _attendee(one: Attendee) -> Line:
    return Line([own(_stay(one))], who=person(one.person))


def _stay(one: Attendee) -> str:
    told = [hours(one.stays)]
    if one.is_remote:
        told.append(pgettext("attendance", "Remote"))
    if one.acts_for:
        told.append(f"{pgettext('an alternate acts for', 'for')} {one.acts_for}")
    return " · ".join(told)


def _opening(document: Document) -> Iterator[Line]:
    frame, found = document.frame, document.opening
    if frame.convened_at:
        called = ngettext(
            "%(number)s member was called on %(day)s.",
            "%(number)s members were called on %(day)s.",
            frame.invited,
        )
        facts = {"number": number_text(frame.invited), "day": date_text(frame.convened_at)}
        yield Line([own(called % facts)])
    if frame.urgency_reason:
        yield Line([Words(frame.urgency_reason, "")], _("Called at short notice because:"))
    if found:
        words = _(
            "Quorum at the opening: present %(present)s, needed %(needed)s, entitled %(entitled)s."
        )
        figures = {"present": found.present, "needed": found.needed, "entitled": found.entitled}
        yield Line([own(words % {name: number_text(one) for name, one in figures.items()})])


def _closing(document: Document) -> Iterator[Line]:
    if document.circulated_at:
        circulated = datetime_text(document.circulated_at)
        yield fact(pgettext("minutes", "Circulated"), circulated)
    if adoption := document.adoption:
        corrected = pgettext("minutes", "Approved as corrected")
        approved = corrected if adoption.is_corrected else pgettext("minutes", "Approved")
        where = [own(_("meeting %(number)s") % {"number": adoption.meeting_number})]
        silent = [own(_("nobody objected in time"))]
        how = where if adoption.meeting_number else silent
        yield Line([own(datetime_text(adoption.at)), *how], approved)
    yield people(_("Signed by the chair"), [document.people.chair])
    yield people(_("Signed by the clerk"), [document.people.clerk])
