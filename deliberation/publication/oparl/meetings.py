"""Meeting, AgendaItem, Location, and a paper's passage through a meeting (Consultation)."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from council.kernel.audience import Audience
from council.texts.selectors import bodies, current_versions
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.meetings.phrases import ITEM_KINDS, ITEM_RESULTS, MEETING_KINDS
from deliberation.publication.addresses import page
from deliberation.publication.oparl.files import decision_files
from deliberation.publication.oparl.kinds import Kind, Source
from deliberation.publication.oparl.protocols import protocol_file
from deliberation.publication.oparl.votes import vote_of
from deliberation.publication.oparl.wording import Told, address, base, label, moment, name_of
from deliberation.register.selectors.decisions import DecisionShown, shown
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.meetings import ItemStatus, MeetingStatus
from deliberation.rules.minutes import MinutesStatus
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Poll

STATES: Mapping[MeetingStatus, str] = {  # the standard's words, which are German
    MeetingStatus.CONVENED: "eingeladen",
    MeetingStatus.OPEN: "eingeladen",
    MeetingStatus.RECESSED: "eingeladen",
    MeetingStatus.ADJOURNED: "eingeladen",
    MeetingStatus.RECORDED: "durchgeführt",
}
MEETING_SEEN = {"is_public": True, "convened_at__isnull": False}
OF_SEEN = Q(meeting__is_public=True, meeting__convened_at__isnull=False)
OF_GONE = Q(meeting__is_public=False, meeting__deleted_at__isnull=False)
ON_PAPER = Q(proposal__isnull=False)
NAME = _("%(body)s, meeting %(number)s")
NOT_PUBLIC = pgettext_lazy("on an agenda", "Non-public item")
ROLE = pgettext_lazy("what a body does with a paper", "Decision")


def _tell_meeting(meeting: Meeting, _within: bool) -> Told:
    language = meeting.council.main_language
    body = name_of(meeting.body.names, language)
    return {
        **base("meeting", "Meeting", meeting),
        "name": label(NAME, language) % {"body": body, "number": meeting.number},
        "meetingState": STATES.get(meeting.status),
        "cancelled": meeting.status is MeetingStatus.CANCELLED,
        "start": moment(meeting.opened_at or meeting.starts_at),
        "end": moment(meeting.closed_at),
        "location": _tell_place(meeting, True),
        "organization": [address("organization", meeting.body.uuid)],
        "resultsProtocol": _tell_protocol(meeting),
        "agendaItem": [_tell_item(item, True) for item in meeting.items.all()],
        "web": page("meetings:meeting", meeting.pk),
        "majlis:state": str(meeting.status),
        "majlis:kind": label(MEETING_KINDS[meeting.kind], language),
        "majlis:calendar": page("meetings:calendar", meeting.pk),
    }


def _tell_protocol(meeting: Meeting) -> Told | None:
    """Return the minutes, once everybody may read them; nobody keeps a verbatim record."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.status is not MinutesStatus.PUBLISHED:
        return None
    return protocol_file(minutes)


def _tell_place(meeting: Meeting, within: bool) -> Told:
    council = meeting.council
    return {
        **base("location", "Location", meeting),
        "description": name_of(meeting.place, council.main_language),
        "locality": name_of(council.place, council.main_language),
        "meetings": None if within else [address("meeting", meeting.uuid)],
        "bodies": None if within else [address("body", council.uuid)],
    }


def _tell_item(item: AgendaItem, within: bool) -> Told:
    language = item.meeting.council.main_language
    return {
        **base("agenda-item", "AgendaItem", item),
        "meeting": None if within else address("meeting", item.meeting.uuid),
        "number": item.number,
        "order": item.order,  # type: ignore[attr-defined]  # annotated
        "public": item.is_public,
        "name": label(NOT_PUBLIC, language),
        **(_tell_open_item(item, language) if item.is_public else {}),
    }


def _tell_open_item(item: AgendaItem, language: str) -> Told:
    words = bodies(item.title)
    decision, polls = decided(item), item.told_polls  # type: ignore[attr-defined]  # prefetched
    return {
        "name": words.get(language) or words[item.title.language],
        "consultation": address("consultation", item.uuid) if item.proposal_id else None,
        "result": _result(item, language),
        "start": moment(item.called_at),
        "end": moment(item.disposed_at),
        "web": page("meetings:meeting", item.meeting_id),
        "majlis:kind": label(ITEM_KINDS[item.kind], language),
        "majlis:state": str(item.status),
        "majlis:translations": translations(item.title),
        "majlis:vote": vote_of(polls[-1]) if polls else None,
        **(_tell_decision(decision, item) if decision else {}),
    }


def _tell_decision(decision: DecisionShown, item: AgendaItem) -> Told:
    binding = next((one for one in decision.wordings if one.is_binding), None)
    files = decision_files(decision, item)
    return {
        "resolutionText": "\n\n".join([binding.title, *binding.paragraphs]) if binding else None,
        "resolutionFile": files[0] if files else None,
        "majlis:decision": decision.number,
        "majlis:register": page("register:register", decision.council_slug),
    }


def _result(item: AgendaItem, language: str) -> str | None:
    closed = {ItemStatus.POSTPONED: "postponed", ItemStatus.WITHDRAWN: "withdrawn"}
    key = item.result or closed.get(item.status)
    return label(ITEM_RESULTS[key], language) if key in ITEM_RESULTS else None


def decided(item: AgendaItem) -> DecisionShown | None:
    """Return the decision on the item, if the public may read it."""
    for poll in reversed(item.told_polls):  # type: ignore[attr-defined]  # prefetched
        decision = getattr(poll, "decision", None)
        if decision is not None and decision.status is not DecisionStatus.ADOPTED:
            return shown(decision, Audience.PUBLIC)
    return None


def translations(text: Any) -> Told:  # noqa: ANN401 - a text with its versions read
    """Return a title in each language, where it comes from and whether somebody checked it."""
    return {
        one.language: {
            "name": one.body,
            "origin": str(one.origin),
            "reviewed": one.language == text.language or one.checked_at is not None,
        }
        for one in text.versions.all()
        if one.is_current
    }


def _tell_passage(item: AgendaItem, _within: bool) -> Told:
    return tell_passage(item)


def tell_passage(item: AgendaItem, *, within: bool = False) -> Told:
    """Return a paper's passage through a meeting; within the paper it does not name it."""
    proposal = item.proposal
    assert proposal is not None  # noqa: S101 - only items on papers are asked for
    return {
        **base("consultation", "Consultation", item),
        "paper": None if within else address("paper", proposal.uuid),
        "agendaItem": address("agenda-item", item.uuid),
        "meeting": address("meeting", item.meeting.uuid),
        "organization": [address("organization", item.meeting.body.uuid)],
        "authoritative": True,
        "role": label(ROLE, item.meeting.council.main_language),
    }


def numbered() -> "QuerySet[AgendaItem]":
    """Return items, each with its place on its agenda, from 0."""
    before = AgendaItem.objects.filter(meeting=OuterRef("meeting")).filter(
        Q(position__lt=OuterRef("position"))
        | Q(position=OuterRef("position"), pk__lt=OuterRef("pk"))
    )
    counted = before.order_by().values("meeting").annotate(n=Count("pk")).values("n")
    order = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
    return AgendaItem.objects.annotate(order=order)


def with_votes(items: "QuerySet[AgendaItem]") -> "QuerySet[AgendaItem]":
    """Read with items what is told of them."""
    polls = Poll.objects.filter(status=PollStatus.DECLARED, amendment=None).order_by("pk")
    whole = polls.select_related(
        "outcome", "decision__body", "decision__meeting", "decision__council"
    ).prefetch_related("decision__texts")
    return items.select_related(
        "meeting__council", "meeting__body", "title", "proposal"
    ).prefetch_related(current_versions("title__versions"), Prefetch("polls", whole, "told_polls"))


def _with_agenda(rows: "QuerySet[Meeting]") -> "QuerySet[Meeting]":
    agenda = with_votes(numbered()).order_by("position", "pk")
    whole = rows.select_related("council", "body", "minutes")
    return whole.prefetch_related(Prefetch("items", agenda))


MEETINGS = Kind(
    "meeting",
    "Meeting",
    [
        Source(
            Meeting.objects.all,
            "council",
            _tell_meeting,
            _with_agenda,
            seen=Q(**MEETING_SEEN),
            gone=Q(is_public=False, deleted_at__isnull=False),
        )
    ],
)
ITEMS = Kind(
    "agenda-item",
    "AgendaItem",
    [Source(numbered, "meeting__council", _tell_item, with_votes, seen=OF_SEEN, gone=OF_GONE)],
)
PLACES = Kind(
    "location",
    "Location",
    [
        Source(
            Meeting.objects.all,
            "council",
            _tell_place,
            lambda rows: rows.select_related("council"),
            seen=Q(**MEETING_SEEN),
            gone=Q(is_public=False, deleted_at__isnull=False),
        )
    ],
)
PASSAGES = Kind(
    "consultation",
    "Consultation",
    [
        Source(
            AgendaItem.objects.all,
            "meeting__council",
            _tell_passage,
            lambda rows: rows.select_related("proposal", "meeting__council", "meeting__body"),
            seen=OF_SEEN & ON_PAPER & Q(is_public=True),
            gone=ON_PAPER & (OF_GONE | (OF_SEEN & Q(is_public=False))),
        )
    ],
)
