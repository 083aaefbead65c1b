"""Charts drawn on the server: no script, they print, mirror for right-to-left and carry words.

Everything is drawn with classes, so a strict CSP is enough and dark mode or print restyle the
same markup. Geometry is written as text here: a template would write 90.5 as ``90,5`` in Arabic.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

INNER = 0.42  # radius of the hole, as a share of the outer radius
WIDTH, HEIGHT, MARGIN = 320.0, 172.0, 10.0
PLAIN_FILL, FAINT_FILL = "#45545b", "#c9c3b4"
PALETTE = {  # for documents where the page's style sheet does not reach; the same as in tokens.css
    "com": "#0b7285",
    "civ": "#c2570c",
    "cit": "#5b4fc4",
    "uni": "#a3316f",
    "nei": "#6d7a12",
    "exp": "#2b66b1",
    "you": "#875526",
    "oth": "#5d6c72",
}


@dataclass(frozen=True, slots=True)
class Sector:
    """The seats of one bloc: its key in the palette and a vote per seat, in seating order.

    Votes are ``for``, ``against``, ``abstain``, ``none`` (present, did not vote) and ``absent``.
    """

    key: str
    votes: Sequence[str]

    @property
    def fill(self) -> str:
        """The bloc's colour on paper."""
        return PALETTE.get(self.key, PLAIN_FILL)


def _rings(seats: int) -> list[tuple[float, int]]:
    """Return radius (0..1) and number of seats for each ring of a half circle."""
    for rings in count(1):
        radii = [INNER + (1 - INNER) * (ring + 0.5) / rings for ring in range(rings)]
        pitch = (1 - INNER) / rings
        if sum(int(math.pi * radius / (pitch * 0.96)) + 1 for radius in radii) >= seats:
            return list(zip(radii, _share(seats, radii), strict=True))
    raise AssertionError  # count() never ends


def _share(seats: int, radii: Sequence[float]) -> list[int]:
    """Share ``seats`` over rings by their length, so that the gaps are even."""
    counts = [round(seats * radius / sum(radii)) for radius in radii]
    while sum(counts) != seats:
        spare = [radius / max(held, 0.5) for radius, held in zip(radii, counts, strict=True)]
        fewer = sum(counts) < seats
        counts[spare.index(max(spare) if fewer else min(spare))] += 1 if fewer else -1
    return counts


def _places(rings: Sequence[tuple[float, int]], *, rtl: bool) -> list[tuple[str, str]]:
    """Return coordinates of the seats from the reader's start side, sector by sector."""
    polar = [(math.pi * (i + 0.5) / n, radius) for radius, n in rings for i in range(n)]
    polar.sort(key=lambda place: (place[0], -place[1]))
    outer = WIDTH / 2 - MARGIN
    side = 1 if rtl else -1
    return [
        (
            f"{WIDTH / 2 + side * math.cos(angle) * radius * outer:.1f}",
            f"{HEIGHT - MARGIN - math.sin(angle) * radius * outer:.1f}",
        )
        for angle, radius in polar
    ]


def _seat(place: tuple[str, str], radius: float, vote: str, sector: Sector) -> str:
    """Draw one seat: colour tells the bloc, shape tells the vote."""
    x, y = place
    kind = f'class="seat bloc-{escape(sector.key)} v-{escape(vote)}"'
    fill = sector.fill
    at = f'cx="{x}" cy="{y}"'
    if vote == "for":
        return f'<circle {kind} {at} r="{radius:.2f}" fill="{fill}"/>'
    if vote == "against":
        d = radius * 0.52
        cross = f"M{float(x) - d:.1f} {float(y) - d:.1f}l{2 * d:.2f} {2 * d:.2f}"
        cross += f"m0 {-2 * d:.2f}l{-2 * d:.2f} {2 * d:.2f}"
        return (
            f'<g {kind}><circle {at} r="{radius:.2f}" fill="{fill}"/>'
            f'<path d="{cross}" stroke="#fff" stroke-width="1.6" fill="none"/></g>'
        )
    if vote == "abstain":
        ring = f'fill="none" stroke="{fill}" stroke-width="1.9"'
        return f'<circle {kind} {at} r="{max(radius - 1.1, 0.6):.2f}" {ring}/>'
    return f'<circle {kind} {at} r="{radius * 0.34:.2f}" fill="{FAINT_FILL}"/>'


def hemicycle(
    sectors: Sequence[Sector], *, title: str, desc: str, uid: str, rtl: bool = False
) -> SafeString:
    """Draw a half circle of seats, read from the right in right-to-left languages.

    Args:
        sectors: Blocs in seating order, at least one seat altogether.
        title: What was voted on, read out by screen readers.
        desc: The numbers in a sentence.
        uid: Makes the ids unique within the page.
        rtl: The reader's language runs from right to left.
    """
    seats = [(sector, vote) for sector in sectors for vote in sector.votes]
    rings = _rings(len(seats))
    radius = (1 - INNER) / len(rings) * (WIDTH / 2 - MARGIN) * 0.40
    drawn = "".join(
        _seat(place, radius, vote, sector)
        for place, (sector, vote) in zip(_places(rings, rtl=rtl), seats, strict=True)
    )
    name = escape(uid)
    return mark_safe(  # noqa: S308  every value above and below is escaped or a number
        f'<svg class="hemicycle" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" role="img" '
        f'aria-labelledby="{name}-t {name}-d"><title id="{name}-t">{escape(title)}</title>'
        f'<desc id="{name}-d">{escape(desc)}</desc>{drawn}</svg>'
    )


def ring(percent: int, *, size: int = 64, stroke: int = 6) -> SafeString:
    """Draw how much of a time is left; decoration beside the number, which is real text."""
    radius = (size - stroke) / 2
    at = f'cx="{size / 2:g}" cy="{size / 2:g}" r="{radius:g}"'
    left = min(max(percent, 0), 100)
    return mark_safe(  # noqa: S308  numbers only
        f'<svg class="ring" viewBox="0 0 {size} {size}" aria-hidden="true">'
        f'<circle class="ring-track" {at} fill="none" stroke="{FAINT_FILL}"/>'
        f'<circle class="ring-bar" {at} fill="none" stroke="{PLAIN_FILL}" pathLength="100" '
        f'stroke-dasharray="{left} 100" transform="rotate(-90 {size / 2:g} {size / 2:g})"/></svg>'
    )


def bar(parts: Sequence[tuple[str, int]], *, total: int, label: str = "") -> SafeString:
    """Draw one stacked bar; the style sheet mirrors it for right-to-left readers.

    Args:
        parts: (class, count) in order; classes are ``bloc-com``, ``bar-yes``, ``bar-no`` …
        total: Count that fills the bar; 0 leaves it empty.
        label: Words for screen readers; empty when the numbers stand beside the bar.
    """
    drawn, start = [], 0.0
    for kind, n in parts:
        width = 100 * n / total if total else 0.0
        fill = PALETTE.get(kind.removeprefix("bloc-"), PLAIN_FILL)
        at = f'x="{start:.2f}" width="{width:.2f}" height="8" fill="{fill}"'
        if width:
            drawn.append(f'<rect class="{escape(kind)}" {at}/>')
        start += width
    words = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return mark_safe(  # noqa: S308  every value is escaped or a number
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" {words}>'
        f'<rect class="bar-track" width="100" height="8" fill="{FAINT_FILL}"/>'
        f"{''.join(drawn)}</svg>"
    )
