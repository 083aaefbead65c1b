"""A lot in the reader's words: where it stands, what was done, which groups, what cannot be."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from council.kernel.phrases import phrases
from council.lots.kinds import ActKind, ChosenStatus
from council.lots.models import Computation, Lot, LotRecord
from council.lots.phrases import FAULTS
from council.members.composing import group_words
from council.members.phrases import FAULTS as FILE_FAULTS
from council.rules.imports import Fault
from council.rules.lot.procedure import LotStatus
from council.rules.lot.quotas import Quota, read_quota
from council.rules.targets import Group

Word = str | Promise
FACT = re.compile(r"%\((\w+)\)s")

STATUSES: Mapping[LotStatus, tuple[Word, str]] = {
    LotStatus.COLLECTING: (pgettext_lazy("lot", "Taking volunteers"), "info"),
    LotStatus.COMPUTING: (pgettext_lazy("lot", "Being computed"), "warn"),
    LotStatus.COMPUTED: (pgettext_lazy("lot", "Ready to publish"), "warn"),
    LotStatus.PUBLISHED: (pgettext_lazy("lot", "List published"), "info"),
    LotStatus.DRAWN: (pgettext_lazy("lot", "Drawn"), "good"),
    LotStatus.SEATED: (pgettext_lazy("lot", "Seats filled"), "good"),
    LotStatus.ABANDONED: (pgettext_lazy("lot", "Given up"), "bad"),
}
FATES: Mapping[ChosenStatus, tuple[Word, str]] = {
    ChosenStatus.DRAWN: (pgettext_lazy("person in a lot", "Drawn"), "info"),
    ChosenStatus.DECLINED: (pgettext_lazy("person in a lot", "Declined"), "bad"),
    ChosenStatus.SEATED: (pgettext_lazy("person in a lot", "Seated"), "good"),
}
STEPS: Sequence[tuple[Word, frozenset[LotStatus]]] = (
    (pgettext_lazy("step of a lot", "Pool"), frozenset({LotStatus.COLLECTING})),
    (
        pgettext_lazy("step of a lot", "Computation"),
        frozenset({LotStatus.COMPUTING, LotStatus.COMPUTED}),
    ),
    (pgettext_lazy("step of a lot", "Ceremony"), frozenset({LotStatus.PUBLISHED})),
    (pgettext_lazy("step of a lot", "Drawn"), frozenset({LotStatus.DRAWN})),
    (pgettext_lazy("step of a lot", "Seats"), frozenset({LotStatus.SEATED})),
)
ACTS: Mapping[ActKind, Word] = {
    ActKind.OPENED: gettext_lazy("The lot was opened for seats: %(seats)s."),
    ActKind.POOL_READ: gettext_lazy("Volunteers were read from a file: %(people)s."),
    ActKind.QUOTAS_CHANGED: gettext_lazy("The quotas were set. %(reason)s"),
    ActKind.COMPUTATION_STARTED: gettext_lazy("The pool was closed and the computation started."),
    ActKind.COMPUTATION_CANCELLED: gettext_lazy("The computation was cancelled."),
    ActKind.COMPUTATION_FAILED: gettext_lazy("The computation broke off; the pool is open again."),
    ActKind.FOUND_INFEASIBLE: gettext_lazy(
        "No panel could keep all quotas; the pool is open again."
    ),
    ActKind.LOTTERY_COMPUTED: gettext_lazy("The list of %(panels)s panels was computed."),
    ActKind.REOPENED: gettext_lazy("The list was discarded unpublished; the pool is open again."),
    ActKind.PUBLISHED: gettext_lazy("The list was published with the commitment."),
    ActKind.WORDS_CONFIRMED: gettext_lazy("Entered by two people: %(source)s – “%(words)s”."),
    ActKind.WORDS_STRUCK: gettext_lazy("Struck out: %(source)s – “%(words)s”."),
    ActKind.DRAWN: gettext_lazy("The secret was revealed and panel %(number)s drawn."),
    ActKind.DECLINED: gettext_lazy("Ticket %(ticket)s declined or left."),
    ActKind.REPLACED: gettext_lazy(
        "Ticket %(by)s, alternate number %(place)s, takes the place of ticket %(ticket)s: the first"
        " alternate with whom the quotas are kept."
    ),
    ActKind.NOBODY_REPLACES: gettext_lazy(
        "No alternate can take the place of ticket %(ticket)s and keep the quotas. The seat needs a"
        " new lot."
    ),
    ActKind.SEATED: gettext_lazy("People took their seats: %(people)s."),
    ActKind.ABANDONED: gettext_lazy("The lot was given up. %(reason)s"),
}


@dataclass(frozen=True)
class RecordLine:
    """One act of the record, in words."""

    record: LotRecord
    words: SafeString


def record_lines(records: Iterable[LotRecord]) -> list[RecordLine]:
    """Say what was done, in order."""
    return [RecordLine(one, _told(one)) for one in records]


def _told(record: LotRecord) -> SafeString:
    sentence = _isolating(ACTS[record.kind], record.facts)
    passed = record.facts.get("passed")
    if not passed:
        return sentence
    more = ngettext(
        "Passed over, because the quotas could not be kept: ticket %(tickets)s.",
        "Passed over, because the quotas could not be kept: tickets %(tickets)s.",
        len(passed),
    )
    return format_html("{} {}", sentence, _isolating(more, {"tickets": ", ".join(passed)}))


def _isolating(phrase: Word, facts: Mapping[str, Any]) -> SafeString:
    """Fill the facts in, each of them kept from turning round what stands beside it."""
    if not facts:
        return format_html("{}", phrase)
    form = FACT.sub(r"{\1}", str(phrase))
    return format_html(form, **{name: format_html("<bdi>{}</bdi>", facts[name]) for name in facts})


def steps_of(lot: Lot) -> list[dict[str, Any]]:
    """Return the stages of a lot for the row of steps."""
    at = next((n for n, (_word, held) in enumerate(STEPS) if lot.status in held), len(STEPS))
    return [{"label": word, "state": _state(n, at, lot)} for n, (word, _held) in enumerate(STEPS)]


def _state(step: int, at: int, lot: Lot) -> str:
    if lot.status is LotStatus.ABANDONED:
        return ""
    if step < at or lot.status is LotStatus.SEATED:
        return "done"
    return "now" if step == at else ""


def group_name(ways: Iterable[Iterable[str]]) -> str:
    """Say whom a quota counts."""
    named = []
    for way in ways:
        known = [group for group in way if group in set(Group)]
        own = [group.replace("=", ": ", 1) for group in way if group not in set(Group)]
        named.append(" + ".join([*own, *([group_words([map(Group, known)])] if known else [])]))
    return pgettext("between alternatives", " or ").join(named)


def quota_words(quota: Quota, seats: int) -> str:
    """Say whom a quota counts and how many are to be drawn."""
    facts = {"group": group_name(quota.ways), "least": quota.least, "most": quota.most}
    if quota.most >= seats:
        return _("%(group)s: at least %(least)s") % facts
    return _("%(group)s: %(least)s to %(most)s") % facts


def quotas_in_words(lot: Lot, seats: int) -> list[str]:
    """Say what the lot asks of those drawn."""
    quotas = [read_quota(plain) for plain in lot.quotas]
    return [quota_words(one, seats) for one in quotas if one.says_something(seats)]


@dataclass(frozen=True)
class Contradiction:
    """Why no panel can be drawn, and the smallest ways out."""

    sentence: str
    ways: Sequence[str]


def contradiction_in(lot: Lot, computation: Computation, seats: int) -> Contradiction | None:
    """Say which quotas cannot be kept together with those who volunteered."""
    if not computation.findings:
        return None
    quotas = {one.key: one for one in map(read_quota, lot.quotas)}
    found = computation.findings
    if not set(found["groups"]) <= set(quotas):
        return None  # the quotas have been changed since
    named = "; ".join(quota_words(quotas[key], seats) for key in found["groups"])
    if len(found["groups"]) == 1:
        sentence = _("With those who volunteered, this cannot be reached: %(quotas)s.")
    else:
        sentence = _("With those who volunteered, these cannot all be kept: %(quotas)s.")
    ways = [
        "; ".join(_way(quotas[key], least, most, seats) for key, least, most in way)
        for way in found["ways"]
    ]
    return Contradiction(sentence % {"quotas": named}, ways)


def _way(quota: Quota, least: int, most: int, seats: int) -> str:
    return quota_words(Quota(quota.key, quota.ways, least, most), seats)


def fault_words(fault: Fault) -> str:
    """Say what is wrong with a place in the file."""
    phrase = FAULTS.get(fault.code) or FILE_FAULTS.get(fault.code) or phrases().get(fault.code)
    words = str(phrase) % fault.facts if phrase else _("cannot be taken in")
    if not fault.column:
        return _("Row %(row)s: %(fault)s") % {"row": fault.row, "fault": words}
    facts = {"row": fault.row, "column": fault.column, "fault": words}
    return _("Row %(row)s, column “%(column)s”: %(fault)s") % facts
