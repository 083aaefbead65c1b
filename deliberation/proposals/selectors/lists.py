"""The list of proposals: by stage, by words, page by page; and the clerk's desk."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from council.kernel.visibility import Unseen
from council.members.models import Council, Office
from council.members.selectors import STAFF, Viewer, current
from council.rules.naming import fold
from council.texts.selectors import Reading, current_versions, reading_fallbacks
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.readers import Reader
from deliberation.proposals.selectors.sight import proposals_for
from deliberation.rules.proposals import AmendmentStatus, ProposalStatus

PER_PAGE = 20
STAGES: Mapping[str, Sequence[ProposalStatus]] = {
    "drafts": (ProposalStatus.DRAFT,),
    "under_way": (
        ProposalStatus.SUBMITTED,
        ProposalStatus.ADMITTED,
        ProposalStatus.ON_AGENDA,
        ProposalStatus.REFERRED,
    ),
    "adopted": (ProposalStatus.ADOPTED,),
    "rejected": (ProposalStatus.REJECTED,),
    "over": (ProposalStatus.WITHDRAWN, ProposalStatus.LAPSED),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A proposal as it stands in a list."""

    proposal: Proposal
    title: Reading


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    page: "Page[Proposal]"
    lines: Sequence[Line]


@dataclass(frozen=True, slots=True)
class Desk:
    """What waits for the clerk: proposals to admit, amendments to admit."""

    proposals: Sequence[Line]
    amendments: Sequence[tuple[Amendment, Reading]]  # with the proposal's title


def page_of_proposals(
    viewer: Viewer, language: str, *, stage: str = "", search: str = "", number: str = "1"
) -> Listing:
    """Return one page of the proposals that the viewer sees, newest first.

    Args:
        stage: A key of ``STAGES``; anything else: all.
        search: Words that all have to occur, in any language and spelling.
        number: Of the page; out of range: the nearest.
    """
    rows = _titled(_found(proposals_for(viewer), stage, search))
    page = Paginator(rows, PER_PAGE).get_page(number)
    return Listing(page, _lines(page, language))


def desk_for(viewer: Viewer, language: str) -> Desk:
    """Return what waits for the viewer as clerk, the oldest first.

    Raises:
        Unseen: the viewer is clerk of no council.
    """
    councils = kept_councils(viewer)
    if not councils:
        raise Unseen
    waiting = Proposal.objects.filter(council__in=councils, status=ProposalStatus.SUBMITTED)
    rows = waiting.select_related("body", "mover").order_by("submitted_at", "pk")
    moved = Amendment.objects.filter(
        proposal__council__in=councils, status=AmendmentStatus.SUBMITTED
    ).select_related("mover", "proposal__title")
    moved = moved.prefetch_related(current_versions("proposal__title__versions"))
    reader = Reader(language, reading_fallbacks([]))
    return Desk(
        proposals=_lines(_titled(rows), language),
        amendments=[(one, reader.read(one.proposal.title)) for one in moved.order_by("pk")],
    )


def kept_councils(viewer: Viewer) -> Sequence[Council]:
    """Return the councils of which the viewer is clerk or registrar today."""
    if not viewer.is_authenticated or not viewer.is_active:
        return []
    offices = Office.objects.filter(member__user=viewer, member__is_active=True, kind__in=STAFF)
    return list(Council.objects.filter(bodies__offices__in=current(offices)).distinct())


def _found(rows: "QuerySet[Proposal]", stage: str, search: str) -> "QuerySet[Proposal]":
    if stage in STAGES:
        rows = rows.filter(status__in=STAGES[stage])
    wanted = Q()
    for word in fold(search).split():
        wanted &= Q(folded__contains=word)
    return rows.filter(wanted)


def _titled(rows: "QuerySet[Proposal]") -> "QuerySet[Proposal]":
    return rows.select_related("title").prefetch_related(current_versions("title__versions"))


def _lines(rows: Iterable[Proposal], language: str) -> list[Line]:
    reader = Reader(language, reading_fallbacks([]))
    return [Line(proposal, reader.read(proposal.title)) for proposal in rows]
