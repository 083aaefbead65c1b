"""What the page of an election shows to one reader."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from council.kernel.names import direction
from council.kernel.permissions import may
from council.members.bylaws.words import METHODS, TIES
from council.members.models import Member
from council.members.selectors import Viewer
from council.texts.selectors import Reading, reading
from deliberation.elections.models import Candidacy, Election
from deliberation.elections.phrases import CANDIDACIES, STAMPS, STATES
from deliberation.elections.selectors.elections import candidates_of, listed, open_meeting_of
from deliberation.elections.selectors.sheet import Shown, sheet_of
from deliberation.meetings.models import Meeting
from deliberation.rules.elections import CandidacyStatus, ElectionStatus
from deliberation.rules.tally.box import CROSSES
from deliberation.rules.tally.rule import BallotKind, ElectionRule, missing_places, read_rule
from deliberation.rules.tally.sheet import Method

ACTS = (
    "call_candidates",
    "stand",
    "nominate",
    "open_voting",
    "close_voting",
    "enter_papers",
    "count",
    "settle_tie",
    "declare",
    "annul",
    "take_up",
)


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above every page of an election."""

    election: Election
    title: Reading
    rule: ElectionRule
    state: Any
    stamp: str
    method: Any
    ties: Any

    @property
    def is_on_paper(self) -> bool:
        """Votes are given on paper."""
        return self.rule.ballots is BallotKind.PAPER


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A candidacy with its statement in the reader's language."""

    candidacy: Candidacy
    statement: Reading | None
    state: Any
    is_gone: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The election, its candidates, the count, and what the reader may do."""

    head: Head
    lines: Sequence[CandidateLine]
    waiting: Sequence[CandidateLine]
    own: CandidateLine | None
    sheet: Shown | None
    may: Mapping[str, bool]
    meeting: Meeting | None
    too_few: int


def head_of(election: Election, language: str) -> Head:
    """Return what stands above every page of the election."""
    rule = read_rule(election.rule)
    return Head(
        election=election,
        title=reading(election.title, language),
        rule=rule,
        state=STATES[election.status],
        stamp=STAMPS.get(election.status, "pending"),
        method=METHODS[rule.method],
        ties=TIES[rule.ties],
    )


def page_of(viewer: Viewer, election: Election, language: str) -> Page:
    """Return the page of an election for one reader.

    What waits for the clerk, and who said no, is shown to clerks and to the person alone.
    """
    people = candidates_of(election)
    head = head_of(election, language)
    shown = [_line(one, language) for one in _public(election, people)]
    keeps = may(viewer, "elections.call_candidates", election)
    own = [one for one in people if viewer.pk and one.member.user_id == viewer.pk]
    allowed = {act: may(viewer, f"elections.{act}", election) for act in ACTS}
    is_listed = election.status is ElectionStatus.LISTED
    return Page(
        head=head,
        lines=shown,
        waiting=[_line(one, language) for one in people if keeps and _waits(election, one)],
        own=_line(own[0], language) if own else None,
        sheet=sheet_of(election, people) if _sees_count(election, allowed) else None,
        may=allowed,
        meeting=open_meeting_of(election) if is_listed and allowed["open_voting"] else None,
        too_few=_too_few(head.rule, shown) if election.status in BEFORE else 0,
    )


BEFORE = (ElectionStatus.CANDIDACIES, ElectionStatus.LISTED)
AFTER = (ElectionStatus.COUNTED, ElectionStatus.DECLARED, ElectionStatus.ANNULLED)


def _sees_count(election: Election, allowed: Mapping[str, bool]) -> bool:
    # Before it is declared the chair and the clerk see it: they settle ties and withdrawals.
    return election.declared_at is not None or (election.status in AFTER and allowed["count"])


def _public(election: Election, people: Sequence[Candidacy]) -> Sequence[Candidacy]:
    if election.status in (ElectionStatus.PREPARED, ElectionStatus.CANDIDACIES):
        return [one for one in people if one.status is CandidacyStatus.ADMITTED]
    return listed(people)


def _waits(election: Election, one: Candidacy) -> bool:
    is_open = election.status is ElectionStatus.CANDIDACIES
    return is_open and one.status is not CandidacyStatus.ADMITTED


def _line(one: Candidacy, language: str) -> CandidateLine:
    return CandidateLine(
        candidacy=one,
        statement=reading(one.statement, language) if one.statement else None,
        state=CANDIDACIES[one.status],
        is_gone=one.status is CandidacyStatus.WITHDRAWN,
    )


def _too_few(rule: ElectionRule, lines: Sequence[CandidateLine]) -> int:
    groups = [one.candidacy.group for one in lines if not one.is_gone]
    kept = sum(missing for _group, missing in missing_places(rule, groups))
    return max(kept, rule.seats - len(groups), 0)


def members_to_nominate(viewer: Viewer, election: Election) -> Sequence[Member]:
    """Return the members whom nobody has put forward yet."""
    rows = Member.objects.filter(council=election.body.council_id, is_active=True)
    return list(rows.exclude(candidacies__election=election).order_by("public_name"))


def witnesses_for(viewer: Viewer, election: Election) -> Sequence[Member]:
    """Return the members who can have seen a lot drawn: all but the viewer."""
    rows = Member.objects.filter(council=election.body.council_id, is_active=True)
    return list(rows.exclude(user=viewer.pk).order_by("public_name"))


@dataclass(frozen=True, slots=True)
class Instruction:
    """What stands on the ballot paper in one language."""

    language: str
    direction: str
    title: str
    words: str


def instructions_for(election: Election) -> Sequence[Instruction]:
    """Return what stands on the paper, in each language of the council that we speak."""
    rule, spoken = read_rule(election.rule), {code for code, _name in settings.LANGUAGES}
    return [
        Instruction(
            code, direction(code), reading(election.title, code).body, _instruction(rule, code)
        )
        for code in election.body.council.languages
        if code in spoken
    ]


def _instruction(rule: ElectionRule, language: str) -> str:
    with translation.override(language):
        if rule.method in CROSSES:
            return _("Tick everybody you want.")
        if rule.method is Method.SCORE:
            told = _("Give everybody a score from 0 to %(best)s; no score means 0.")
            return told % {"best": rule.highest}
        return _(
            "Write 1 against the person you want most, 2 against the next, and so on. "
            "You may stop at any number."
        )
