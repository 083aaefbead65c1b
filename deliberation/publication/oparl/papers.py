"""Paper: proposals, and amendments below them."""

from collections.abc import Sequence

from django.db.models import Prefetch, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from council.kernel.audience import Audience
from council.members.models import Member
from council.texts.selectors import bodies, current_versions
from deliberation.meetings.models import AgendaItem
from deliberation.proposals.models import Amendment, Proposal
from deliberation.publication.addresses import page
from deliberation.publication.oparl.files import amendment_file, decision_files, paper_file
from deliberation.publication.oparl.kinds import Kind, Source
from deliberation.publication.oparl.meetings import OF_SEEN, tell_passage, translations
from deliberation.publication.oparl.wording import Told, address, base, label, moment
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import shown
from deliberation.rules.decisions import DecisionStatus

PROPOSAL = pgettext_lazy("type of a paper", "Proposal")
AMENDMENT = pgettext_lazy("type of a paper", "Amendment")


def _tell_proposal(proposal: Proposal, _within: bool) -> Told:
    council = proposal.council
    title = bodies(proposal.title)[proposal.title.language]
    papers = [
        file
        for decision in proposal.told_decisions  # type: ignore[attr-defined]  # prefetched
        for file in decision_files(shown(decision, Audience.PUBLIC), proposal)
    ]
    return {
        **_head(proposal, PROPOSAL, title),
        "body": address("body", council.uuid),
        "reference": proposal.reference,
        "date": moment(proposal.submitted_at or proposal.created_at)[:10],  # type: ignore[index]  # of a moment
        "mainFile": paper_file(proposal, title),
        "auxiliaryFile": papers,
        "originatorPerson": _mover(proposal.mover),
        "underDirectionOf": [address("organization", proposal.body.uuid)],
        "subordinatedPaper": [address("paper", one.uuid) for one in proposal.amendments.all()],
        "consultation": [tell_passage(one, within=True) for one in proposal.items.all()],
        "web": page("proposals:proposal", proposal.pk),
        "majlis:state": str(proposal.status),
        "majlis:translations": translations(proposal.title),
    }


def _tell_amendment(amendment: Amendment, _within: bool) -> Told:
    proposal = amendment.proposal
    name = f"{proposal.reference}/{amendment.number}"
    return {
        **_head(amendment, AMENDMENT, name),
        "body": address("body", proposal.council.uuid),
        "reference": name,
        "date": moment(amendment.created_at)[:10],  # type: ignore[index]  # of a moment
        "mainFile": amendment_file(amendment, name),
        "originatorPerson": _mover(amendment.mover),
        "superordinatedPaper": [address("paper", proposal.uuid)],
        "web": page("proposals:amendments", proposal.pk),
        "majlis:state": str(amendment.status),
    }


def _head(row: Proposal | Amendment, kind: Promise, name: str) -> Told:
    council = row.council if isinstance(row, Proposal) else row.proposal.council
    return {
        **base("paper", "Paper", row),
        "name": name,
        "paperType": label(kind, council.main_language),
    }


def _mover(member: Member) -> Sequence[str]:
    """Return who moved it; those who left the public site are not named."""
    return [address("person", member.uuid)] if member.is_active else []


def _with_passages(rows: "QuerySet[Proposal]") -> "QuerySet[Proposal]":
    public = AgendaItem.objects.filter(OF_SEEN, is_public=True).order_by("pk")
    passages = public.select_related("proposal", "meeting__council", "meeting__body")
    amendments = Amendment.objects.only("uuid", "proposal", "number").order_by("number")
    decisions = Decision.objects.exclude(status=DecisionStatus.ADOPTED).filter(annulled_at=None)
    whole = decisions.select_related("body", "meeting", "council").prefetch_related("texts")
    return rows.select_related("council", "body", "mover", "title").prefetch_related(
        current_versions("title__versions"),
        Prefetch("items", passages),
        Prefetch("amendments", amendments),
        Prefetch("decisions", whole.order_by("pk"), "told_decisions"),
    )


PAPERS = Kind(
    "paper",
    "Paper",
    [
        Source(
            Proposal.objects.all, "council", _tell_proposal, _with_passages, seen=~Q(reference="")
        ),
        Source(
            Amendment.objects.all,
            "proposal__council",
            _tell_amendment,
            lambda rows: rows.select_related("proposal__council", "mover"),
            seen=~Q(proposal__reference=""),
        ),
    ],
)
