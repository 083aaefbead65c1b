"""What a council published in a month, and one decision as it hangs out on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import segno
from django.conf import settings
from django.db.models.functions import TruncMonth
from django.urls import reverse

from council.kernel.audience import Audience
from council.members.models import Council
from council.members.selectors import today_in
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.register.selectors.decisions import (
    DecisionShown,
    Wording,
    decisions_for,
    shown_to,
)


@dataclass(frozen=True, slots=True)
class Issue:
    """The bulletin of one month, and which other months there are."""

    month: date
    months: Sequence[date]
    decisions: Sequence[DecisionShown]


def issue_of(council: Council, wanted: str, audience: Audience) -> Issue:
    """Return the bulletin of the month ``2026-11``; of the newest where none such is asked for."""
    zone = zone_of(council)
    rows = decisions_for(audience, council).filter(published_at__isnull=False)
    by_month = rows.annotate(month=TruncMonth("published_at", tzinfo=zone))
    known = by_month.order_by("-month").values_list("month", flat=True).distinct()
    months = [one.date() for one in known]
    newest = months[0] if months else today_in(council).replace(day=1)
    month = next((one for one in months if f"{one:%Y-%m}" == wanted), newest)
    of_month = [one for one in by_month if one.month.date() == month]
    return Issue(month, months, shown_to(audience, of_month))


def on_paper(decision: DecisionShown, language: str) -> Sequence[Wording]:
    """Return the reader's wording, and after it the binding one."""
    first = decision.in_language(language)
    if first is None:
        return []
    others = [one for one in decision.wordings if one.is_binding and one.title]
    return [first, *(one for one in others if one.language != first.language)]


def square_of(decision: DecisionShown) -> str:
    """Return the square that leads a phone to the page of the decision, as an image address."""
    url = settings.PUBLIC_URL + reverse("register:decision", args=[decision.number])
    return segno.make(url, error="m").svg_data_uri(scale=4, border=2)
