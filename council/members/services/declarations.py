"""What members say of themselves: said, changed, withdrawn; and the keys that seal it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.facts import ConsentFacts
from council.members.models import Member, QuotaConsent, QuotaPurpose, QuotaRecord, Term
from council.members.selectors import today_in
from council.members.selectors.composition import accesses_to, groups_asked, term_of
from council.members.services.quota import key_ring, opened, read_own, sealed
from council.rules.composition import NoTerm, NothingAsked, TermRunsOn
from council.rules.targets import Answers, require_consistent

OBJECTIONS = timedelta(days=100)


@transaction.atomic
def declare(*, actor: User, member_id: int, answers: Answers, consent: ConsentFacts) -> QuotaRecord:
    """Keep what a member says of themselves for the term; what they said before is forgotten.

    Raises:
        PermissionDenied: the actor speaks for somebody else.
        NoTerm: the council is in no term.
        NothingAsked: an answer is about a group that no target counts.
        ContradictoryAnswers: yes to two groups of which nobody is in both.
        KeyDestroyed: the answers of the term were made unreadable.
    """
    member = Member.objects.select_related("council").get(pk=member_id)
    term = _locked_term(member)
    authorise(actor, "members.declare_own", member)
    if not answers or not set(answers) <= set(groups_asked(member.council)):
        raise NothingAsked
    require_consistent(answers)
    record = sealed(member, term, answers)
    QuotaRecord.objects.filter(member=member, term=term).delete()
    record.save(force_insert=True)
    _keep_consent(member, term, consent)
    return record


@transaction.atomic
def withdraw_declaration(*, actor: User, member_id: int) -> None:
    """Forget what a member said of themselves for the term, and that they may be counted.

    Raises:
        PermissionDenied: the actor speaks for somebody else.
        NoTerm: the council is in no term.
    """
    member = Member.objects.select_related("council").get(pk=member_id)
    term = _locked_term(member)
    authorise(actor, "members.declare_own", member)
    QuotaRecord.objects.filter(member=member, term=term).delete()
    given = QuotaConsent.objects.filter(member=member, term=term, withdrawn_at=None)
    given.update(withdrawn_at=timezone.now())


@transaction.atomic
def copy_declaration(*, actor: User, member_id: int) -> dict[str, object]:
    """Return all that is kept about a member's declaration: answers, consents, who looked.

    Raises:
        PermissionDenied: it is about somebody else.
        BrokenSeal, KeyDestroyed: the answers cannot be read.
    """
    answers = read_own(actor=actor, member_id=member_id, purpose=QuotaPurpose.OWN_COPY)
    member = Member.objects.get(pk=member_id)
    consents = QuotaConsent.objects.filter(member=member)
    return {
        "member": member.key,
        "answers": {str(group): str(answer) for group, answer in answers.items()},
        "consents": [_told(one) for one in consents],
        "accesses": [
            {
                "at": one.at.isoformat(),
                "purpose": str(one.purpose),
                "body": one.body and one.body.key,
            }
            for one in accesses_to(actor, member)
        ],
    }


@transaction.atomic
def renew_quota_key(*, actor: User | None, term_id: int) -> int:
    """Seal all answers of a term by a new key and destroy the old one; return how many there are.

    For the command line: ``actor`` is None. Killed on the way, it can be begun again: the old key
    stays until everything is sealed by the new one.

    Raises:
        KeyDestroyed, BrokenSeal: an answer cannot be read; then nothing has changed.
    """
    term = Term.objects.select_for_update(of=("self",)).get(pk=term_id)
    ring = key_ring()
    answers = [(one, opened(one)) for one in QuotaRecord.objects.filter(term=term)]
    ring.renew(term.pk)
    for record, said in answers:
        record.delete()
        sealed(record.member, term, said).save(force_insert=True)
    transaction.on_commit(lambda: ring.remove_old(term_id))
    return len(answers)


@transaction.atomic
def destroy_quota_key(*, actor: User | None, term_id: int) -> None:
    """Make what was said for a term unreadable for good, in every copy of the database too.

    Raises:
        TermRunsOn: the term has no end, or objections to it can still be made.
    """
    term = Term.objects.select_for_update(of=("self",)).get(pk=term_id)
    if term.ends_on is None or today_in(term.council) < term.ends_on + OBJECTIONS:
        raise TermRunsOn(term=term.number, days=OBJECTIONS.days)
    QuotaRecord.objects.filter(term=term).delete()
    transaction.on_commit(lambda: key_ring().destroy(term_id))


def _locked_term(member: Member) -> Term:
    """Return the term, locked: a change of keys and a declaration come one after the other."""
    term = term_of(member.council)
    if term is None:
        raise NoTerm
    return Term.objects.select_for_update(of=("self",)).get(pk=term.pk)


def _keep_consent(member: Member, term: Term, facts: ConsentFacts) -> None:
    given = QuotaConsent.objects.filter(
        member=member, term=term, withdrawn_at=None, text_hash=facts.text_hash
    )
    if not given.exists():
        QuotaConsent.objects.create(
            member=member,
            term=term,
            text_version=facts.text_version,
            language=facts.language,
            text_hash=facts.text_hash,
        )


def _told(consent: QuotaConsent) -> dict[str, object]:
    return {
        "text_version": consent.text_version,
        "language": consent.language,
        "text_hash": consent.text_hash,
        "method": consent.method,
        "given_at": consent.given_at.isoformat(),
        "withdrawn_at": consent.withdrawn_at.isoformat() if consent.withdrawn_at else None,
    }
