"""Standing for election: by one's own word or put forward by another, admitted by the clerk."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.members.selectors import member_of
from council.rules.composition import InactiveMember
from council.rules.errors import OutOfOrder
from council.texts.models import Text, TextKind
from council.texts.services import create_text_in
from deliberation.elections.models import Candidacy, Election
from deliberation.elections.services.counting import count_anew, require_not_elected
from deliberation.elections.services.preparing import locked_election
from deliberation.rules.ballots import ReasonNeeded
from deliberation.rules.elections import (
    CANDIDACY_PROCEDURE,
    CandidacyAct,
    CandidacyStatus,
    ConsentMissing,
    ElectionStatus,
    StandsAlready,
)
from deliberation.rules.lifecycle import advance


@dataclass(frozen=True, slots=True)
class Statement:
    """What a candidate says of themselves, by language, and for whose places they stand."""

    words: Mapping[str, str]
    language: str
    group: str = ""


@transaction.atomic
def stand(*, actor: User, election_id: int, statement: Statement) -> Candidacy:
    """Stand for election; whoever was put forward consents by this.

    Raises:
        PermissionDenied: the actor is no member of the council.
        OutOfOrder: candidacies are not open.
        StandsAlready: the actor stands, or has declined or withdrawn.
    """
    election = _calling(election_id)
    authorise(actor, "elections.stand", election)
    member = _own(actor, election)
    found = Candidacy.objects.filter(election=election, member=member).first()
    if found is None:
        found = Candidacy(election=election, member=member, status=CandidacyStatus.NOMINATED)
    elif found.status is not CandidacyStatus.NOMINATED:
        raise StandsAlready(name=member.public_name)
    found.status = advance(CANDIDACY_PROCEDURE, found.status, CandidacyAct.CONSENT)
    found.group, found.statement = statement.group, _text(actor, member, statement)
    found.save()
    return found


@transaction.atomic
def nominate(*, actor: User, election_id: int, member_id: int) -> Candidacy:
    """Put another member forward; they do not stand until they say so.

    Raises:
        PermissionDenied: the actor is no member of the council.
        OutOfOrder: candidacies are not open.
        InactiveMember: the person takes part no more.
        StandsAlready: they stand, or have declined or withdrawn.
    """
    election = _calling(election_id)
    authorise(actor, "elections.nominate", election)
    member = Member.objects.get(pk=member_id, council=election.body.council_id)
    if not member.is_active:
        raise InactiveMember(name=member.public_name)
    if Candidacy.objects.filter(election=election, member=member).exists():
        raise StandsAlready(name=member.public_name)
    return Candidacy.objects.create(
        election=election,
        member=member,
        status=CandidacyStatus.NOMINATED,
        nominated_by=_own(actor, election),
    )


@transaction.atomic
def decline(*, actor: User, candidacy_id: int) -> Candidacy:
    """Say no to being put forward; nobody but the clerk learns that it was asked.

    Raises:
        PermissionDenied: somebody else was put forward.
        OutOfOrder: it was answered before.
    """
    candidacy = _locked(candidacy_id)
    authorise(actor, "elections.answer_nomination", candidacy)
    return _advance(candidacy, CandidacyAct.DECLINE)


@transaction.atomic
def admit(*, actor: User, candidacy_id: int) -> Candidacy:
    """Admit a candidacy, also one that was refused before.

    Raises:
        PermissionDenied: the actor does not keep the record.
        ConsentMissing: the person was put forward and has not said yes.
        OutOfOrder: it was decided before, or candidacies are closed.
    """
    candidacy = _to_decide(actor, candidacy_id)
    return _advance(candidacy, CandidacyAct.ADMIT)


@transaction.atomic
def refuse(*, actor: User, candidacy_id: int, reason: str) -> Candidacy:
    """Refuse a candidacy for a reason that the person reads.

    Raises:
        PermissionDenied: the actor does not keep the record.
        ReasonNeeded: the person is to know why.
        ConsentMissing, OutOfOrder: see ``admit``.
    """
    candidacy = _to_decide(actor, candidacy_id)
    if not reason.strip():
        raise ReasonNeeded
    candidacy.refusal_reason = reason.strip()
    return _advance(candidacy, CandidacyAct.REFUSE)


@transaction.atomic
def withdraw_candidacy(*, actor: User, candidacy_id: int) -> Candidacy:
    """Stand no more, before the vote, during it, or while it is counted.

    Before the count preferences for the person are passed over. During it the method decides:
    by the Scottish rules the papers go on at the stage reached, else they are counted anew.

    Raises:
        PermissionDenied: the candidacy is somebody else's.
        OutOfOrder: the result was declared, or the person does not stand.
        AlreadyElected: the count has given the person a seat; it can be declined afterwards.
    """
    candidacy = _locked(candidacy_id)
    authorise(actor, "elections.withdraw_candidacy", candidacy)
    election = candidacy.election
    if election.status in (ElectionStatus.DECLARED, ElectionStatus.ANNULLED):
        raise OutOfOrder(status=str(election.status), act="withdraw")
    if election.status is ElectionStatus.COUNTED:
        candidacy.withdrawn_stage = require_not_elected(election, candidacy)
    _advance(candidacy, CandidacyAct.WITHDRAW)
    if election.status is ElectionStatus.COUNTED:
        count_anew(election)
    return candidacy


def _calling(election_id: int) -> Election:
    election = locked_election(election_id)
    if election.status is not ElectionStatus.CANDIDACIES:
        raise OutOfOrder(status=str(election.status), act="stand")
    return election


def _own(actor: User, election: Election) -> Member:
    member = member_of(actor, election.body.council_id)
    if member is None:
        raise PermissionDenied("elections.stand")
    return member


def _text(actor: User, member: Member, statement: Statement) -> Text | None:
    if not statement.words:
        return None
    return create_text_in(
        actor=actor,
        kind=TextKind.NOTE,
        bodies=statement.words,
        language=statement.language,
        author_name=member.public_name,
    )


def _locked(candidacy_id: int) -> Candidacy:
    # The election's row is locked first, as everywhere: who counts and who withdraws take turns.
    found = one_or_none(Candidacy.objects.filter(pk=candidacy_id))
    if found is None:
        raise Unseen
    election = locked_election(found.election_id)
    candidacy = Candidacy.objects.select_related("member").get(pk=candidacy_id)
    candidacy.election = election
    return candidacy


def _to_decide(actor: User, candidacy_id: int) -> Candidacy:
    candidacy = _locked(candidacy_id)
    authorise(actor, "elections.decide_candidacy", candidacy)
    if candidacy.election.status is not ElectionStatus.CANDIDACIES:
        raise OutOfOrder(status=str(candidacy.election.status), act="admit")
    if candidacy.status is CandidacyStatus.NOMINATED:
        raise ConsentMissing(name=candidacy.member.public_name)
    return candidacy


def _advance(candidacy: Candidacy, act: CandidacyAct) -> Candidacy:
    candidacy.status = advance(CANDIDACY_PROCEDURE, candidacy.status, act)
    candidacy.save()
    return candidacy
