"""Decisions as readers may see them: list, search, one by its number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import pgettext_lazy

from council.kernel.audience import Audience
from council.kernel.names import FALLBACKS, direction
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Body, Council
from council.members.selectors import Viewer, is_clerk, is_member
from council.rules.naming import fold
from deliberation.register.models import Decision, DecisionText
from deliberation.rules.decisions import DecisionStatus
from deliberation.voting.selectors.outcomes import Declared, declared
from deliberation.voting.selectors.polls import polls_for

STEPS = {
    DecisionStatus.ADOPTED: pgettext_lazy("step of a decision", "Adopted by the council"),
    DecisionStatus.PUBLISHED: pgettext_lazy("step of a decision", "Published"),
    DecisionStatus.FORWARDED: pgettext_lazy("step of a decision", "Forwarded to the municipality"),
    DecisionStatus.CONSIDERED: pgettext_lazy("step of a decision", "Considered there"),
    DecisionStatus.ANSWERED: pgettext_lazy("step of a decision", "Answered"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """A decision in one language, with the sentence about where the words come from.

    Words that are withheld or erased are empty; that there were some is told.
    """

    language: str
    title: str
    paragraphs: Sequence[str]
    is_binding: bool
    is_checked: bool
    origin: str
    is_withheld: bool = False
    reason: str = ""  # why these words replaced the earlier ones
    earlier: "Sequence[Wording]" = ()  # newest first

    @property
    def is_erased(self) -> bool:
        """Whether somebody had a right to that the words are gone."""
        return not (self.title or self.is_withheld)

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """A decision for one reader; of a non-public one strangers get number and date only."""

    pk: int
    council_id: int
    council_slug: str
    number: str
    body_names: Mapping[str, str]
    body_key: str
    meeting_id: int
    meeting_number: int
    poll_id: int
    proposal_id: int | None
    status: DecisionStatus
    adopted_at: datetime
    published_at: datetime | None
    withheld_at: datetime | None
    is_disclosed: bool
    wordings: Sequence[Wording]
    annul_reason: str
    is_annulled: bool
    audience: Audience  # the reader belongs to

    def in_language(self, language: str) -> Wording | None:
        """Return the wording for a reader of ``language``, or the nearest there is."""
        found = {one.language: one for one in self.wordings if one.title}
        wanted = (language, *FALLBACKS, *found)
        return next((found[one] for one in wanted if one in found), None)


def decisions_for(audience: Audience, council: Council) -> QuerySet[Decision]:
    """Return the decisions the audience may know of: published ones, to members all of them."""
    return _rows(_known_to(audience, Decision.objects.filter(council=council)))


def _rows(decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    texts = Prefetch("texts", queryset=DecisionText.objects.order_by("language", "revision"))
    return decisions.select_related("body", "meeting", "council").prefetch_related(texts)


def _audience(viewer: Viewer, council_id: int) -> Audience:
    return Audience.MEMBER if is_member(viewer, council_id) else Audience.PUBLIC


def _known_to(audience: Audience, decisions: QuerySet[Decision]) -> QuerySet[Decision]:
    if audience is Audience.PUBLIC:
        return decisions.exclude(status=DecisionStatus.ADOPTED)
    return decisions


@dataclass(frozen=True, slots=True)
class Register:
    """The decisions of a council that one reader may know of, with what narrows them down."""

    audience: Audience
    rows: QuerySet[Decision]
    bodies: Sequence[Body]
    years: Sequence[int]
    waiting: Sequence[Decision]  # for the clerk: not public yet


def register_for(viewer: Viewer, council: Council) -> Register:
    """Return the register of the council as the viewer may read it; five queries."""
    audience = _audience(viewer, council.pk)
    known = _known_to(audience, Decision.objects.filter(council=council))
    bodies = Body.objects.filter(pk__in=known.order_by().values("body_id")).order_by("pk")
    years = known.values_list("year", flat=True).distinct().order_by("-year")
    waiting = known.filter(status=DecisionStatus.ADOPTED).order_by("adopted_at", "pk")
    return Register(
        audience=audience,
        rows=_rows(known),
        bodies=list(bodies),
        years=list(years),
        waiting=list(waiting) if is_clerk(viewer, council.pk) else [],
    )


def search(
    rows: QuerySet[Decision], *, words: str = "", body: str = "", year: str = ""
) -> QuerySet[Decision]:
    """Keep the decisions in whose number or text, in any language, every word occurs."""
    for word in fold(words).split():
        found = DecisionText.objects.filter(
            decision=OuterRef("pk"), withheld_at=None, folded__contains=word
        )
        shown = Q(is_public=True, withheld_at=None) & Exists(found)
        rows = rows.filter(shown | Q(number__icontains=word))
    if body:
        rows = rows.filter(body__key=body)
    return rows.filter(year=int(year)) if year.isdecimal() else rows


def decision_for(viewer: Viewer, number: str) -> DecisionShown:
    """Return the decision of this number.

    Raises:
        Unseen: there is none, or it is not public yet and the viewer is no member.
    """
    decision = one_or_none(_rows(Decision.objects.filter(number=number)))
    if decision is None:
        raise Unseen
    audience = _audience(viewer, decision.council_id)
    if audience is Audience.PUBLIC and decision.status is DecisionStatus.ADOPTED:
        raise Unseen
    return shown(decision, audience)


def require_known(viewer: Viewer, decision_id: int) -> None:
    """Do nothing if the viewer may know of the decision.

    Raises:
        Unseen: there is none, or it is not public yet and the viewer is no member.
    """
    found = Decision.objects.filter(pk=decision_id)
    council_id = one_or_none(found.values_list("council_id", flat=True))
    if council_id is None or not _known_to(_audience(viewer, council_id), found).exists():
        raise Unseen


def shown(decision: Decision, audience: Audience) -> DecisionShown:
    """Return the decision as a reader of the audience sees it; not all may read its words."""
    is_open = decision.is_public and decision.withheld_at is None
    is_disclosed = is_open or audience is not Audience.PUBLIC
    return DecisionShown(
        pk=decision.pk,
        council_id=decision.council_id,
        council_slug=decision.council.slug,
        number=decision.number,
        body_names=decision.body.names,
        body_key=decision.body.key,
        meeting_id=decision.meeting_id,
        meeting_number=decision.meeting.number,
        poll_id=decision.poll_id,
        proposal_id=decision.proposal_id,
        status=decision.status,
        adopted_at=decision.adopted_at,
        published_at=decision.published_at,
        withheld_at=decision.withheld_at,
        is_disclosed=is_disclosed,
        wordings=_wordings(decision) if is_disclosed else (),
        annul_reason=decision.annul_reason if is_disclosed else "",
        is_annulled=decision.annulled_at is not None,
        audience=audience,
    )


def shown_to(audience: Audience, rows: Iterable[Decision]) -> list[DecisionShown]:
    """Return the decisions as readers of the audience see them."""
    return [shown(one, audience) for one in rows]


def may_publish(viewer: Viewer, decision: DecisionShown) -> bool:
    """Say whether the viewer can make the decision public now."""
    return decision.status is DecisionStatus.ADOPTED and is_clerk(viewer, decision.council_id)


def may_keep(viewer: Viewer, decision: DecisionShown) -> bool:
    """Say whether the viewer can correct the decision, or take it back."""
    return is_clerk(viewer, decision.council_id)


def steps_of(decision: DecisionShown) -> Sequence[Mapping[str, object]]:
    """Return the way of the decision to the municipality and back, for the path component."""
    reached = list(STEPS).index(decision.status) if decision.status in STEPS else len(STEPS)
    dates = {
        DecisionStatus.ADOPTED: decision.adopted_at,
        DecisionStatus.PUBLISHED: decision.published_at,
    }
    return [
        {
            "label": label,
            "state": "done" if place <= reached else "now" if place == reached + 1 else "",
            "when": dates.get(status),
        }
        for place, (status, label) in enumerate(STEPS.items())
    ]


def _wordings(decision: Decision) -> Sequence[Wording]:
    """Return the last words in each language, the binding ones first."""
    revisions: dict[str, list[Wording]] = {}
    for text in decision.texts.all():
        before = revisions.setdefault(text.language, [])
        before.insert(0, _wording(text, decision.binding_language, before))
    found = [words[0] for words in revisions.values()]
    return sorted(found, key=lambda one: (not one.is_binding, one.language))


def _wording(text: DecisionText, binding: str, earlier: Sequence[Wording]) -> Wording:
    is_shown = text.withheld_at is None
    return Wording(
        language=text.language,
        title=text.title if is_shown else "",
        paragraphs=text.body.split("\n\n") if is_shown and text.body else (),
        is_binding=text.language == binding,
        is_checked=text.is_checked,
        origin=text.origin,
        is_withheld=not is_shown,
        reason=text.reason if is_shown else "",
        earlier=tuple(earlier),
    )


def outcome_of(decision: DecisionShown, language: str) -> Declared | None:
    """Return the outcome of the vote behind a decision, to whom its words are disclosed."""
    if not decision.is_disclosed:
        return None
    polls = polls_for(decision.audience).select_related("outcome")
    poll = one_or_none(polls.filter(pk=decision.poll_id))
    return None if poll is None else declared(poll, decision.audience, language)
