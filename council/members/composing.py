"""Composition targets in the reader's words: whom, how many, what the next person must bring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from council.kernel.locales import number_text
from council.kernel.names import Name, pick
from council.members.models import OfficeKind, SeatGroup, TargetException
from council.members.selectors.counts import Status
from council.members.words import Word, word_for
from council.rules.targets import (
    SEAT,
    Amount,
    Contradiction,
    Finding,
    Group,
    Room,
    Rounding,
    Standing,
    Target,
    Told,
    verdict,
)

Names = Mapping[str, str]  # of blocs, by key

STANDINGS: Mapping[Standing, tuple[Word, str]] = {
    Standing.HOLDS: (gettext_lazy("Holds"), "good"),
    Standing.AT_RISK: (gettext_lazy("At risk"), "warn"),
    Standing.BROKEN: (gettext_lazy("Broken"), "bad"),
}
ROUNDED: Mapping[Rounding, Word] = {
    Rounding.UP: gettext_lazy("rounded up"),
    Rounding.DOWN: gettext_lazy("rounded down"),
    Rounding.NEAREST: gettext_lazy("rounded to the nearest"),
}
PRESET_NAMES: Mapping[str, Word] = {
    "parity": gettext_lazy("As many women as men, within one"),
    "youth": gettext_lazy("One in ten is young (15 to 29 years)"),
    "disability": gettext_lazy("One member with a disability, and three in a hundred"),
    "co_chairs": gettext_lazy("Two chairs: a woman and a man"),
}


def group_words(predicate: Iterable[Iterable[Group]]) -> str:
    """Say whom a target counts: alternatives, each of them all of its groups."""
    ways = [_together(alternative) for alternative in predicate]
    return pgettext("between alternatives", " or ").join(ways)


def _together(groups: Iterable[Group]) -> str:
    named = [str(word_for(group)) for group in sorted(groups, key=list(Group).index)]
    return " + ".join(named) or _("Everybody")


def scope_words(traits: Iterable[str], names: Names) -> str:
    """Say of which places a target or a need speaks; nothing for all seats of the body."""
    parts = [_trait(*trait.partition(":")[::2], names) for trait in sorted(traits) if trait != SEAT]
    return ", ".join(parts)


def _trait(kind: str, value: str, names: Names) -> str:
    if kind == "bloc":
        return names.get(value, value)
    if kind == "office":
        return str(word_for(OfficeKind(value)))
    return _("kept for: %(group)s") % {"group": word_for(SeatGroup(value))}


def bounds_words(target: Target) -> str:
    """Say how many a target asks for, as the by-laws say it."""
    parts = []
    if target.least:
        parts.append(_("at least %(much)s") % {"much": _much(target.least)})
    if target.most:
        parts.append(_("at most %(much)s") % {"much": _much(target.most)})
    return ", ".join(parts)


def _much(amount: Amount) -> str:
    if amount.share is None:
        return str(amount.count)
    share = f"{amount.share.numerator}/{amount.share.denominator}"
    return f"{share} ({ROUNDED[amount.rounding]})"


@dataclass(frozen=True)
class TargetLine:
    """A target as the office sees it; what was counted only as the public may see it too.

    ``standing`` is empty where it is not shown.
    """

    key: str
    title: str
    scope: str
    bounds: str
    least: int
    most: int
    places: int
    counted: int | None
    standing: Word
    tone: str


def target_lines(status: Status, names: Names) -> list[TargetLine]:
    """Return the targets in force in words, with what the last count told of each."""
    told = {one.line.key: one for one in status.told}
    return [_target_line(one, told.get(one.target.key), names) for one in status.findings]


def _target_line(finding: Finding, told: Told | None, names: Names) -> TargetLine:
    target = finding.target
    found = verdict(told) if told else None
    standing, tone = STANDINGS[found] if found else ("", "")
    return TargetLine(
        target.key,
        group_words(target.group),
        scope_words(target.scope, names),
        bounds_words(target),
        finding.least,
        finding.most,
        finding.places,
        told.line.counted if told else None,
        standing,
        tone,
    )


def need_sentences(rooms: Iterable[tuple[Target, Room]]) -> list[str]:
    """Say what the next appointments must bring, where there is anything to say."""
    return [sentence for target, room in rooms for sentence in _needs(target, room)]


WANTED_TOO_MANY = gettext_lazy(
    "%(group)s: %(wanted)s are wanted yet, and the number of vacant seats is %(vacant)s."
)
WANTED = gettext_lazy(
    "%(group)s: of the next appointments (%(vacant)s), at least %(wanted)s must count toward this"
    " group."
)
ALLOWED = gettext_lazy(
    "%(group)s: of the next appointments (%(vacant)s), at most %(allowed)s may count toward this"
    " group."
)


def _needs(target: Target, room: Room) -> Iterable[str]:
    facts = {
        "group": group_words(target.group),
        "wanted": number_text(room.wanted),
        "vacant": number_text(room.vacant),
        "allowed": number_text(max(room.allowed, 0)),
    }
    if room.wanted:
        phrase = WANTED_TOO_MANY if room.wanted > room.vacant else WANTED
        yield str(phrase) % facts
    if room.allowed < room.vacant:
        yield str(ALLOWED) % facts


@dataclass(frozen=True)
class Conflict:
    """Why targets cannot hold together, whoever comes, and each smallest way to give way."""

    sentence: str
    ways: Sequence[str]

    @property
    def sentences(self) -> list[str]:
        """All of it, sentence by sentence."""
        any_of = [_("This would do: %(change)s.") % {"change": way} for way in self.ways]
        return [self.sentence, *any_of]


def conflicts_in(
    contradictions: Iterable[Contradiction], titles: Names, shorter: Names
) -> list[Conflict]:
    """Say which targets cannot hold together, and each smallest way to give way.

    Args:
        contradictions: What was found.
        titles: Of the targets, with what they ask for.
        shorter: The same without, for the new numbers to be named.
    """
    return [_conflict(one, titles, shorter) for one in contradictions]


def _conflict(one: Contradiction, titles: Names, shorter: Names) -> Conflict:
    named = "; ".join(titles[key] for key in one.keys)
    if len(one.keys) == 1:
        told = _("Whoever sits here, this cannot be reached: %(target)s.") % {"target": named}
    else:
        told = _("Whoever sits here, these cannot all be reached: %(targets)s.") % {
            "targets": named
        }
    return Conflict(told, [_way(each.least, each.most, shorter) for each in one.relaxations])


def _way(
    least: Iterable[tuple[str, int]], most: Iterable[tuple[str, int]], titles: Mapping[str, str]
) -> str:
    lower = [
        _("%(target)s: at least %(number)s") % {"target": titles[key], "number": number}
        for key, number in least
    ]
    higher = [
        _("%(target)s: at most %(number)s") % {"target": titles[key], "number": number}
        for key, number in most
    ]
    return "; ".join(lower + higher)


def titles_of(targets: Iterable[Target], names: Names) -> dict[str, str]:
    """Return whom each target counts and where, by key."""
    return {one.key: _title(one, names) for one in targets}


def _title(target: Target, names: Names) -> str:
    scope = scope_words(target.scope, names)
    title = group_words(target.group)
    return f"{title} ({scope})" if scope else title


def described(targets: Iterable[Target], names: Names) -> dict[str, str]:
    """Return whom each target counts, where, and how many it asks for, by key."""
    return {one.key: f"{_title(one, names)}: {bounds_words(one)}" for one in targets}


def published_lines(lines: Sequence[Mapping[str, Any]], titles: Names) -> list[dict[str, Any]]:
    """Return the lines of a report with the titles of their targets."""
    return [{**one, "title": titles.get(one["key"], one["key"])} for one in lines]


@dataclass(frozen=True)
class ExceptionLine:
    """An exception as everybody reads it: the act, why, and the registrar's own words."""

    row: TargetException
    sentence: str
    reason: Name


def exception_lines(rows: Iterable[TargetException], titles: Names) -> list[ExceptionLine]:
    """Return the exceptions in the reader's words."""
    return [_exception_line(one, titles) for one in rows]


def _exception_line(row: TargetException, titles: Names) -> ExceptionLine:
    facts = {
        "target": titles.get(row.key, row.key),
        "act": word_for(row.cause),
        "ground": word_for(row.ground),
    }
    if row.key:
        sentence = _("%(act)s: exception on “%(target)s”, because %(ground)s.") % facts
    else:
        sentence = _("%(act)s: exception from the rule on delegates, because %(ground)s.") % facts
    return ExceptionLine(row, sentence, pick(row.reasons, get_language() or "en"))
