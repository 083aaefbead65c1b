"""File: the words of papers and of decisions, each in a file of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from council.texts.selectors import bodies, current_versions
from deliberation.proposals.models import Amendment, Proposal
from deliberation.publication.oparl.kinds import NOBODY, Source, by_uuid
from deliberation.publication.oparl.wording import SCHEMA, Told, address, moment
from deliberation.register.models import DecisionText
from deliberation.register.selectors.decisions import DecisionShown
from deliberation.rules.decisions import DecisionStatus

PLAIN = "text/plain; charset=utf-8"
IN_ITS_LANGUAGE = re.compile(r"decision-(?P<number>.+)-(?P<language>[a-z-]{2,12})")


class Gone(Exception):
    """The words of a file were shown once and are not any more."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a file is written."""

    ending: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds."""

    name: str
    media_type: str
    raw: bytes


TEXT = Format("txt", PLAIN)


def tell_file(
    name: str, title: str, created: datetime | None, modified: datetime, written: Format = TEXT
) -> Told:
    """Return what is told of a file wherever it is named."""
    own = address("file", name)
    return {
        "id": own,
        "type": f"{SCHEMA}File",
        "created": moment(created),
        "modified": moment(modified),
        "name": title,
        "fileName": f"{name}.{written.ending}".replace("/", "-"),
        "mimeType": written.media_type.partition(";")[0],
        "accessUrl": f"{own}/content",
        "downloadUrl": f"{own}/download",
    }


def paper_file(proposal: Proposal, title: str) -> Told:
    """Return the file with the words of a proposal."""
    return tell_file(f"paper-{proposal.uuid}", title, proposal.created, proposal.modified)


def amendment_file(amendment: Amendment, title: str) -> Told:
    """Return the file with the words of an amendment."""
    return tell_file(f"amendment-{amendment.uuid}", title, amendment.created, amendment.modified)


def decision_name(number: str, language: str) -> str:
    """Return the name of a decision's file in a language.

    >>> decision_name("GMM-2026/014", "tr")
    'decision-GMM-2026-014-tr'
    """
    return f"decision-{number.replace('/', '-')}-{language}"


def decision_files(decision: DecisionShown, owner: Any) -> Sequence[Told]:  # noqa: ANN401 - item or paper
    """Return the files with the words of a decision, the binding ones first.

    ``owner`` is the item or paper they belong to: it is new whenever the words are.
    """
    return [
        tell_file(
            decision_name(decision.number, one.language),
            f"{decision.number} ({one.language})",
            decision.published_at,
            owner.modified,
        )
        for one in decision.wordings
        if one.title and (one.is_checked or one.is_binding)
    ]


def _tell_paper(proposal: Proposal, _within: bool) -> Told:
    title = bodies(proposal.title)[proposal.title.language]
    return paper_file(proposal, title) | {"paper": [address("paper", proposal.uuid)]}


def _tell_amendment(amendment: Amendment, _within: bool) -> Told:
    title = f"{amendment.proposal.reference}/{amendment.number}"
    return amendment_file(amendment, title) | {"paper": [address("paper", amendment.uuid)]}


def _tell_words(text: DecisionText, _within: bool) -> Told:
    decision, proposal = text.decision, text.decision.proposal
    item = decision.poll.item
    told = tell_file(
        decision_name(decision.number, text.language),
        f"{decision.number} ({text.language})",
        decision.published_at,
        item.modified,
    )
    return told | {
        "paper": [address("paper", proposal.uuid)] if proposal else None,
        "agendaItem": [address("agenda-item", item.uuid)],
    }


def _words() -> "QuerySet[DecisionText]":
    """Return the first words of each published decision in each language, with what holds now."""
    later = DecisionText.objects.filter(
        decision=OuterRef("decision"), language=OuterRef("language")
    ).order_by("-revision")
    rows = DecisionText.objects.filter(
        ~Q(decision__status=DecisionStatus.ADOPTED),
        revision=0,
        decision__is_public=True,
        decision__poll__item__is_public=True,
    )
    return rows.annotate(
        created=F("decision__published_at"),
        modified=F("decision__poll__item__modified"),
        now_title=Subquery(later.values("title")[:1]),
        now_withheld=Subquery(later.values("withheld_at")[:1]),
        now_checked=Subquery(later.values("is_checked")[:1]),
    )


def _with_decision(rows: "QuerySet[DecisionText]") -> "QuerySet[DecisionText]":
    return rows.select_related("decision__proposal", "decision__poll__item")


IS_OF_RECORD = Q(now_checked=True) | Q(language=F("decision__binding_language"))
IS_WITHHELD = Q(now_withheld__isnull=False) | Q(decision__withheld_at__isnull=False)
WORDS_GONE = (IS_WITHHELD | Q(now_title="")) & IS_OF_RECORD
WORDS_SHOWN = Q(now_withheld=None, decision__withheld_at=None) & ~Q(now_title="") & IS_OF_RECORD


def _named_words(name: str) -> Q:
    found = IN_ITS_LANGUAGE.fullmatch(name)
    if found is None:
        return NOBODY
    body_and_year, _, serial = found["number"].rpartition("-")
    return Q(decision__number=f"{body_and_year}/{serial}", language=found["language"])


def _papers(rows: "QuerySet[Proposal]") -> "QuerySet[Proposal]":
    return rows.select_related("title").prefetch_related(current_versions("title__versions"))


PAPERS = Source(
    Proposal.objects.all,
    "council",
    _tell_paper,
    _papers,
    seen=~Q(reference=""),
    name=lambda row: f"paper-{row.uuid}",
    named=partial(by_uuid, prefix="paper-"),
)
AMENDMENTS = Source(
    Amendment.objects.all,
    "proposal__council",
    _tell_amendment,
    lambda rows: rows.select_related("proposal__title", "text"),
    seen=~Q(proposal__reference=""),
    name=lambda row: f"amendment-{row.uuid}",
    named=partial(by_uuid, prefix="amendment-"),
)
WORDS = Source(
    _words,
    "decision__council",
    _tell_words,
    _with_decision,
    seen=WORDS_SHOWN,
    gone=WORDS_GONE,
    name=lambda row: decision_name(row.decision.number, row.language),
    named=_named_words,
)
