"""From the preparation of an election to the list of those who stand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from council.accounts.models import User
from council.kernel.events import Event, emit
from council.kernel.permissions import authorise
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.members.models import Body, OfficeKind
from council.members.selectors import bylaws_of
from council.rules.bylaws import Bylaws, QuestionKind, Secrecy, parse
from council.texts.models import TextKind
from council.texts.services import create_text_in
from deliberation.elections.events import ElectionAnnulled
from deliberation.elections.models import Candidacy, Election, Fills
from deliberation.elections.selectors.laws import law_on
from deliberation.rules.ballots import ReasonNeeded, SecretNeedsPaper
from deliberation.rules.elections import (
    ELECTION_PROCEDURE,
    CandidacyStatus,
    ElectionAct,
)
from deliberation.rules.lifecycle import advance
from deliberation.rules.tally.rule import (
    BallotKind,
    ElectionRule,
    kept_to,
    read_rule,
    require_slate_for,
    write_rule,
)


@dataclass(frozen=True, slots=True)
class ElectionPlan:
    """What is to be elected: its words by language, the rule, and what those elected take up."""

    words: Mapping[str, str]
    language: str
    rule: ElectionRule
    fills: Fills = Fills.SEATS
    office: OfficeKind | None = None


@transaction.atomic
def prepare_election(*, actor: User, body_id: int, plan: ElectionPlan) -> Election:
    """Prepare an election; nobody but clerks knows of it yet.

    The rule is copied with the number of the by-laws that are in force.

    Raises:
        PermissionDenied: the actor does not keep the record of the council.
        SecretNeedsPaper: the by-laws demand a secret vote, and open ballots are asked for.
        BylawsSayOtherwise, DepartureNeedsReason: the by-laws have another rule for it.
        EmptyText: it has no words in its own language.
    """
    body = Body.objects.select_related("council").get(pk=body_id)
    authorise(actor, "elections.prepare", body)
    bylaws = bylaws_of(body)
    rule = _lawful(plan, parse(bylaws.document))
    title = create_text_in(
        actor=actor, kind=TextKind.TITLE, bodies=plan.words, language=plan.language
    )
    return Election.objects.create(
        body=body,
        title=title,
        rule=write_rule(replace(rule, bylaws_version=bylaws.version)),
        fills=plan.fills,
        office=plan.office or "",
        prepared_by=actor,
    )


def _lawful(plan: ElectionPlan, bylaws: Bylaws) -> ElectionRule:
    asked = bylaws.questions.of(QuestionKind.ELECTION)
    if asked.secrecy is Secrecy.SECRET and plan.rule.ballots is BallotKind.OPEN:
        raise SecretNeedsPaper
    law = law_on(bylaws.elections, plan.fills)
    if bylaws.elections is None or law is None:
        return replace(plan.rule, departure="")
    return kept_to(plan.rule, law, bylaws.elections.departure)


@transaction.atomic
def call_candidates(*, actor: User, election_id: int) -> Election:
    """Let members stand and put others forward, for the first time or again.

    Raises:
        PermissionDenied: the actor does not keep the record.
        OutOfOrder: the box is open, or was.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.call_candidates", election)
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.CALL)
    Candidacy.objects.filter(election=election).update(number=None)
    election.save(update_fields=["status"])
    return election


@transaction.atomic
def close_list(*, actor: User, election_id: int) -> Election:
    """Fix who stands: each gets the number they have on the ballot paper, by name.

    Who did not consent, or was not admitted, does not stand.

    Raises:
        PermissionDenied: the actor does not keep the record.
        OutOfOrder: candidacies are not open.
        NobodyStands: nobody was admitted.
        PlacesWithoutCandidates: too few stand for the places kept for a group.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.call_candidates", election)
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.LIST)
    rows = Candidacy.objects.filter(election=election, status=CandidacyStatus.ADMITTED)
    standing = list(rows.order_by("member__public_name", "pk"))
    require_slate_for(read_rule(election.rule), [one.group for one in standing])
    for number, one in enumerate(standing, start=1):
        one.number = number
    Candidacy.objects.bulk_update(standing, ["number"])
    election.save(update_fields=["status"])
    return election


@transaction.atomic
def annul_election(*, actor: User, election_id: int, reason: str) -> Election:
    """Let the election count for nothing, for a public reason; it is never reset.

    Raises:
        PermissionDenied: the actor does not preside.
        OutOfOrder: it is annulled already.
        ReasonNeeded: the record must say why.
    """
    election = locked_election(election_id)
    authorise(actor, "elections.annul", election)
    election.status = advance(ELECTION_PROCEDURE, election.status, ElectionAct.ANNUL)
    if not reason.strip():
        raise ReasonNeeded
    election.annul_reason = reason.strip()
    election.save(update_fields=["status", "annul_reason"])
    tell(actor, election, ElectionAnnulled(election.pk, election.annul_reason))
    return election


def locked_election(election_id: int) -> Election:
    """Return the election, locked until the transaction ends: of two clerks one comes second.

    Raises:
        Unseen: there is no such election.
    """
    rows = Election.objects.select_for_update(of=("self",)).select_related(
        "body__council", "meeting__body__council", "meeting__bylaws", "title"
    )
    found = one_or_none(rows.filter(pk=election_id))
    if found is None:
        raise Unseen
    return found


def tell(actor: User, election: Election, event: Event) -> None:
    """Write the event into the journal of the meeting where the election is voted on."""
    if election.meeting_id is not None:
        emit(journal(actor=actor, meeting_id=election.meeting_id, event=event))
