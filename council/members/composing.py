"""Composition targets in the reader's words: whom, how many, what the next person must bring."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from council.members.models import OfficeKind, SeatGroup
from council.members.words import Word, word_for
from council.rules.targets import (
    SEAT,
    Amount,
    Check,
    Contradiction,
    Finding,
    Group,
    Need,
    Rounding,
    Standing,
    Target,
)
from council.rules.targets.reporting import Line, report

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
    """A target as the office sees it; numbers only where the public may see them too."""

    key: str
    title: str
    scope: str
    bounds: str
    least: int
    most: int
    places: int
    standing: Word
    tone: str
    told: Line
    waits_for_answers: bool


def target_lines(check: Check, names: Names) -> list[TargetLine]:
    """Return the targets of a check in words."""
    lines = zip(check.findings, report(check.findings), strict=True)
    return [_target_line(finding, told, names) for finding, told in lines]


def _target_line(finding: Finding, told: Line, names: Names) -> TargetLine:
    target = finding.target
    standing, tone = STANDINGS[finding.standing]
    return TargetLine(
        target.key,
        group_words(target.group),
        scope_words(target.scope, names),
        bounds_words(target),
        finding.least,
        finding.most,
        finding.places,
        standing,
        tone,
        told,
        finding.depends_on_declarations,
    )


def need_sentences(needs: Sequence[Need], names: Names) -> list[str]:
    """Say for each sort of vacant place what the next person must bring."""
    return [_need(one, scope_words(one.traits, names) or _("Any vacant seat")) for one in needs]


def _need(need: Need, place: str) -> str:
    asked = [_("must count toward: %(groups)s") % {"groups": group_words(d)} for d in need.demands]
    if need.never:
        barred = ", ".join(str(word_for(group)) for group in sorted(need.never))
        asked.append(_("must not count toward: %(groups)s") % {"groups": barred})
    return _("%(place)s – the next person %(asked)s.") % {
        "place": place,
        "asked": "; ".join(asked),
    }


@dataclass(frozen=True)
class Conflict:
    """Why targets cannot hold, by what they could, and whether further answers might do."""

    sentence: str
    ways: Sequence[str]
    waits_for_answers: bool


def conflicts_in(check: Check, titles: Names) -> list[Conflict]:
    """Say which targets cannot hold together, and each smallest way to give way."""
    waiting = {one.target.key for one in check.findings if one.depends_on_declarations}
    return [_conflict(one, titles, waiting) for one in check.contradictions()]


def _conflict(one: Contradiction, titles: Names, waiting: set[str]) -> Conflict:
    named = ", ".join(titles[key] for key in one.keys)
    if len(one.keys) == 1:
        sentence = _("By the answers given so far, this cannot be reached: %(target)s.")
        told = sentence % {"target": named}
    else:
        told = _("By the answers given so far, these cannot all be reached: %(targets)s.") % {
            "targets": named
        }
    ways = [_way(each.least, each.most, titles) for each in one.relaxations]
    return Conflict(told, ways, not waiting.isdisjoint(one.keys))


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
