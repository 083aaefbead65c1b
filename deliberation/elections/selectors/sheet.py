"""The count sheet as readers see it: every stage with votes, ties and what became of whom."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deliberation.elections.models import Candidacy, Election
from deliberation.elections.phrases import REMARKS
from deliberation.elections.selectors.elections import listed
from deliberation.meetings.selectors.sentences import isolated
from deliberation.rules.tally.papers import Remark
from deliberation.rules.tally.rule import read_rule

Document = Mapping[str, Any]
SHOWN = Decimal("0.00001")  # the file has every place
ELECTED, FILLED, OUT = "elected", "filled", "out"


@dataclass(frozen=True, slots=True)
class Line:
    """One candidate at one stage: votes, the share of the longest bar, and what they became."""

    candidate: Candidacy
    votes: Decimal
    part: int  # of ``Step.whole``, for the bar
    fate: str

    @property
    def kind(self) -> str:
        """The class of the bar."""
        return {ELECTED: "bar-yes", FILLED: "bar-yes", OUT: "bar-mid"}.get(self.fate, "bar-fill")


@dataclass(frozen=True, slots=True)
class Step:
    """One stage, round or sum, in words and figures."""

    number: int
    title: str
    notes: Sequence[str]
    lines: Sequence[Line]
    whole: int
    quota: Decimal | None = None
    exhausted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole count for readers."""

    steps: Sequence[Step]
    duels: Sequence[tuple[Candidacy, Sequence[int | None]]]
    elected: Sequence[Candidacy]
    open_tie: Sequence[Candidacy]
    open_note: str
    remarks: Sequence[tuple[Promise | str, int]]
    valid: int
    taken: int
    spoilt: int
    seats_changed: int | None
    vacant: int


class Reader:
    """Reads one document with the people it names by number."""

    def __init__(self, document: Document, people: Iterable[Candidacy], article: str) -> None:
        self.document, self.result = document, document["result"]
        self.people = {one.key: one for one in people}
        self.unit, self.article = self.result.get("unit", 1), article

    def steps(self) -> Sequence[Step]:
        """Return the stages of a transferable vote, the rounds, or the one sum of the others."""
        if "stages" in self.result:
            return [self._stage(n, each) for n, each in enumerate(self.result["stages"], start=1)]
        if "rounds" in self.result:
            return [self._round(n, each) for n, each in enumerate(self.result["rounds"], start=1)]
        if "points" in self.result:
            return [self._sums()]
        return []

    def duels(self) -> Sequence[tuple[Candidacy, Sequence[int | None]]]:
        """Return for each candidate how many ballots put them above each other one."""
        if "duels" not in self.result:
            return []
        counts = {(a, b): count for a, b, count in self.result["duels"]}
        keys = self.document["candidates"]
        return [(self.people[a], [counts.get((a, b)) for b in keys]) for a in keys]

    def named(self, keys: Iterable[str]) -> str:
        """Return the names, each keeping its own direction."""
        joint = pgettext("between names", ", ")
        return joint.join(isolated(self.people[key].member.public_name) for key in keys)

    def tie(self, tie: Document) -> str:
        """Say who was equal and what told them apart."""
        facts = {"names": self.named(tie["among"]), "chosen": self.named(tie["chosen"])}
        if tie["by"] == "earlier_stage":
            told = _("Equal: %(names)s. Stage %(stage)s told them apart: %(chosen)s.")
            return told % {**facts, "stage": tie["stage"]}
        if tie["by"] == "lot":
            return _("Equal: %(names)s. Drawn by lot: %(chosen)s.") % facts
        if tie["by"] == "casting_vote":
            return _("Equal: %(names)s. The chair decided: %(chosen)s.") % facts
        return _("Equal: %(names)s. Nothing on record tells them apart yet.") % facts

    def _decimal(self, votes: int) -> Decimal:
        found = Decimal(votes) / Decimal(self.unit)
        if votes % self.unit == 0:
            return found.quantize(Decimal(1))
        return found.quantize(SHOWN).normalize()

    def _step(self, number: int, title: str, told: Document, quota: int | None) -> Step:
        gone = {key for each in self._until(number) for key in each.get("excluded", ())}
        sitting = {key for each in self._until(number) for key in each.get("elected", ())}
        filled = set(told.get("filled", ()))
        votes = told["votes"]
        lines = [
            Line(
                self.people[key],
                self._decimal(votes[key]),
                votes[key],
                FILLED if key in filled else OUT if key in gone else self._fate(key, sitting),
            )
            for key in votes
        ]
        return Step(
            number=number,
            title=title,
            notes=[self.tie(each) for each in told.get("ties", ())],
            lines=lines,
            whole=max([*votes.values(), quota or 0, 1]),
            quota=None if quota is None else self._decimal(quota),
            exhausted=self._decimal(told["exhausted"]) if "exhausted" in told else None,
        )

    def _fate(self, key: str, sitting: set[str]) -> str:
        return ELECTED if key in sitting else ""

    def _until(self, number: int) -> Sequence[Document]:
        told: Sequence[Document] = self.result.get("stages") or self.result.get("rounds") or []
        return told[:number]

    def _stage(self, number: int, told: Document) -> Step:
        return self._step(number, self._act(told), told, self.result["droop_quota"])

    def _round(self, number: int, told: Document) -> Step:
        title = _("Round %(number)s") % {"number": number}
        if told["excluded"]:
            out = _("Fewest votes: %(names)s is out, the papers go on")
            title = out % {"names": self.named(told["excluded"])}
        return self._step(number, title, told, told["quota"])

    def _act(self, told: Document) -> str:
        names = {"names": self.named(told["sources"]), "article": isolated(self.article)}
        return {
            "first_preferences": _("First preferences"),
            "surplus": _("The surplus of %(names)s is passed on"),
            "exclusion": _("Fewest votes: %(names)s is out, the papers go on"),
            "withdrawal": _("%(names)s withdrew, the papers go on"),
            "doomed": _(
                "Passed over: %(names)s. The seats left are places kept for others (%(article)s)"
            ),
        }[told["act"]] % names

    def _sums(self) -> Step:
        points = self.result["points"]
        elected = set(self.result["elected"])
        lines = [
            Line(self.people[key], Decimal(sum_), sum_, ELECTED if key in elected else "")
            for key, sum_ in points.items()
        ]
        notes = [self.tie(each) for each in self.result["ties"]]
        return Step(1, _("The sums"), notes, lines, max([*points.values(), 1]))


def sheet_of(election: Election, candidacies: Sequence[Candidacy]) -> Shown | None:
    """Return the count for readers, as far as it has come; ``None`` before it began."""
    sheet = getattr(election, "sheet", None)
    if sheet is None:
        return None
    rule = read_rule(election.rule)
    reader = Reader(sheet.document, listed(candidacies), rule.article)
    tie, ties = reader.result["open_tie"], reader.result.get("ties", ())
    notes = [reader.tie(each) for each in (*ties, *([tie] if tie else ()))]
    elected = [reader.people[key] for key in reader.result["elected"]]
    return Shown(
        steps=reader.steps(),
        duels=reader.duels(),
        elected=elected,
        open_tie=[reader.people[key] for key in tie["among"]] if tie else [],
        open_note=notes[-1] if notes and (tie or "duels" in reader.result) else "",
        remarks=[(REMARKS[Remark(k)], n) for k, n in sheet.document["remarks"].items()],
        valid=sum(each["ballots"] for each in sheet.document["ballots"]),
        taken=sheet.document["taken"],
        spoilt=sheet.document["spoilt"],
        seats_changed=sheet.document.get("seats_changed"),
        vacant=0 if tie else rule.seats - len(elected),
    )
