"""A decision as somebody looks at it who decides what everybody will read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Council, Member
from council.members.selectors import Viewer, is_clerk
from council.rules.bylaws import Review
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.electorate import bylaws_in
from deliberation.register.models import Appearance, Decision, Disclosure, Dissent, PublicationStep
from deliberation.register.selectors.decisions import DecisionShown, Wording, decisions_for, shown
from deliberation.rules.decisions import DecisionStatus
from deliberation.rules.publication import Countdown, Hint, NameForm, countdown, hints
from deliberation.voting.selectors.outcomes import choice_of, roll_of


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody the decision names, and how."""

    member: Member
    is_mover: bool
    form: NameForm
    function: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """A dissenting opinion as one reader gets it."""

    author: str
    text: Reading


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """What whoever reviews a decision sees."""

    decision: DecisionShown
    wordings: Sequence[tuple[Wording, Sequence[Hint]]]
    people: Sequence[Person]
    opinions: Sequence[Opinion]
    may_dissent: Sequence[Member]
    countdown: Countdown
    needs_two: bool
    row: Decision


def decision_kept(viewer: Viewer, council: Council, decision_id: int) -> Decision:
    """Return a decision of the council to whoever keeps its register.

    Raises:
        Unseen: there is none such, or the viewer keeps no register here.
    """
    rows = decisions_for(Audience.MEMBER, council).select_related(
        "meeting__bylaws", "proposal__mover", "reviewed_by"
    )
    found = one_or_none(rows.filter(pk=decision_id)) if is_clerk(viewer, council.pk) else None
    if found is None:
        raise Unseen
    return found


def review_of(decision: Decision, language: str) -> ReviewPage:
    """Return what is to be looked at before the decision is published."""
    seen = shown(decision, Audience.MEMBER)
    names = _names_in(decision.council_id)
    return ReviewPage(
        decision=seen,
        wordings=[(one, _hints(one, names)) for one in seen.wordings if one.title],
        people=people_of(decision),
        opinions=opinions_of(decision.pk, language),
        may_dissent=_may_dissent(decision),
        countdown=countdown_of(decision),
        needs_two=bylaws_in(decision.meeting).record.publication is Review.FOUR_EYES,
        row=decision,
    )


def countdown_of(decision: Decision) -> Countdown:
    """Return until when the decision has to be public."""
    period = bylaws_in(decision.meeting).record.summary
    until = decision.published_at or timezone.now()
    return countdown(period, decision.adopted_at, until, zone_of(decision.council))


def people_of(decision: Decision) -> Sequence[Person]:
    """Return whom the decision names in public: its mover, and who voted how."""
    rows = Disclosure.objects.filter(entry__decision=decision, subject__isnull=False)
    named = rows.filter(is_public=True).select_related("subject").order_by("pk")
    forms = _forms(decision.pk)
    mover = decision.proposal.mover_id if decision.proposal else None
    found: dict[int, Person] = {}
    for row in named:
        if row.subject is not None and row.subject_id not in found:
            found[row.subject.pk] = _person(row.subject, mover, forms.get(row.subject.pk))
    return sorted(found.values(), key=lambda one: (not one.is_mover, one.member.public_name))


def _person(member: Member, mover_id: int | None, chosen: Appearance | None) -> Person:
    form = chosen.form if chosen else NameForm.PUBLIC_NAME
    return Person(member, member.pk == mover_id, form, chosen.function if chosen else "")


def appearing(member: Member, chosen: Appearance | None) -> str:
    """Return under which words a person stands."""
    if chosen is None or chosen.form is NameForm.PUBLIC_NAME:
        return member.public_name
    return chosen.function if chosen.form is NameForm.FUNCTION else member.initials


def opinions_of(decision_id: int, language: str) -> Sequence[Opinion]:
    """Return the dissenting opinions attached to the decision."""
    return _opinions(decision_id, language, _forms(decision_id))


def _opinions(
    decision_id: int, language: str, forms: Mapping[int, Appearance]
) -> Sequence[Opinion]:
    rows = Dissent.objects.filter(decision=decision_id).select_related("member", "text")
    return [
        Opinion(appearing(one.member, forms.get(one.member_id)), reading(one.text, language))
        for one in rows.prefetch_related(current_versions("text__versions")).order_by("pk")
    ]


def _forms(decision_id: int) -> Mapping[int, Appearance]:
    rows = Appearance.objects.filter(decision=decision_id)
    return {one.member_id: one for one in rows}


@dataclass(frozen=True, slots=True)
class Publication:
    """How a decision came before everybody, and who stands with it for one reader."""

    mover: str
    opinions: Sequence[Opinion]
    trace: Sequence[PublicationStep]
    days_late: int


def publication_of(decision: DecisionShown, language: str) -> Publication:
    """Return how the decision came before everybody; four queries.

    Of what is not disclosed to the reader nobody is named.
    """
    rows = Decision.objects.select_related("council", "meeting__bylaws", "proposal__mover")
    row = rows.get(pk=decision.pk)
    trace = list(PublicationStep.objects.filter(decision=row).order_by("pk"))
    late = countdown_of(row).days_late if row.published_at else 0
    if not decision.is_disclosed:
        return Publication("", (), trace, late)
    forms = _forms(row.pk)
    mover = row.proposal.mover if row.proposal else None
    name = appearing(mover, forms.get(mover.pk)) if mover else ""
    return Publication(name, _opinions(row.pk, language, forms), trace, late)


@dataclass(frozen=True, slots=True)
class Unpublished:
    """How many adopted decisions are not public yet, and how many of them are late."""

    waiting: int
    late: int


def unpublished_in(council: Council) -> Unpublished:
    """Count what everybody still waits to read; of what is confidential nothing is told."""
    rows = Decision.objects.filter(
        council=council, status=DecisionStatus.ADOPTED, is_public=True, annulled_at=None
    )
    found = list(rows.select_related("council", "meeting__bylaws"))
    return Unpublished(len(found), sum(countdown_of(one).days_late > 0 for one in found))


def _hints(wording: Wording, names: Sequence[str]) -> Sequence[Hint]:
    return hints("\n".join([wording.title, *wording.paragraphs]), names)


def _names_in(council_id: int) -> Sequence[str]:
    rows = Member.objects.filter(council=council_id).values_list("public_name", "native_name")
    return [name for pair in rows for name in pair if name]


def _may_dissent(decision: Decision) -> Sequence[Member]:
    done = set(Dissent.objects.filter(decision=decision).values_list("member_id", flat=True))
    voted = [one for one in roll_of(decision.poll) if choice_of(one) not in {"", "yes"}]
    return [one.member for one in voted if one.member_id not in done]
