"""Taking words or names out of sight, or erasing them for good; every proof stays valid."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.members.models import Member
from council.texts.services import erase_versions, forget_author
from deliberation.proposals.services.erasing import erase_proposal_words
from deliberation.register.models import (
    Appearance,
    Decision,
    DecisionText,
    Disclosure,
    Dissent,
    EntryKind,
    RegisterEntry,
    RegisterHead,
)
from deliberation.register.selectors.held import locked_decision
from deliberation.register.services.appending import append, locked_head
from deliberation.register.services.sealing import now_in
from deliberation.register.services.signing import sign_soon
from deliberation.rules.decisions import ErasureBasis
from deliberation.rules.publication import NameForm
from deliberation.voting.models import Poll


@transaction.atomic
def withhold_words(*, actor: User, decision_id: int, language: str) -> int:
    """Take the words of a decision in one language out of sight, until they are shown again.

    Returns:
        How many values nobody can download any more.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
    """
    return _set_withheld(actor, decision_id, language, {"withheld_at": timezone.now()})


@transaction.atomic
def show_words(*, actor: User, decision_id: int, language: str) -> int:
    """Show withheld words again.

    Returns:
        How many values can be downloaded again.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
    """
    return _set_withheld(actor, decision_id, language, {"withheld_at": None})


@transaction.atomic
def erase_words(
    *, actor: User, decision_id: int, language: str, basis: ErasureBasis
) -> RegisterEntry | None:
    """Erase the words of a decision in one language for good, corrections and all.

    They go from the proposal and from the question that was put, too. What remains is that there
    were words, in the same entries with the same hashes.

    Returns:
        The note of it in the register; None when there was nothing to erase.

    Raises:
        PermissionDenied: the actor does not keep the register.
        Unseen: there is no such decision.
    """
    decision = locked_decision(decision_id)
    authorise(actor, "register.erase_words", decision)
    texts = DecisionText.objects.filter(decision=decision, language=language)
    texts.exclude(title="").update(title="", body="", folded="", reason="")
    if decision.proposal_id is not None:
        erase_proposal_words(actor=actor, proposal_id=decision.proposal_id, language=language)
    polls = Poll.objects.filter(proposal=decision.proposal_id, proposal__isnull=False)
    questions = {decision.poll.question_id, *polls.values_list("question_id", flat=True)}
    erase_versions(actor=actor, text_ids=questions, language=language)
    reasons = Disclosure.objects.filter(entry__decision=decision, name="reason")
    in_language = reasons.filter(entry__canonical__contains=f'"lang":"{language}"')
    rows = _of_language(decision_id, language) | in_language
    return _erased(locked_head(decision.council), rows, basis)


@transaction.atomic
def erase_person(*, actor: User, member_id: int, basis: ErasureBasis) -> RegisterEntry | None:
    """Erase a member from every entry of the council's register, and as author and dissenter.

    Where the member moved a decision, nobody is named there any more.

    Returns:
        The note of it in the register; None when no entry tells of the member.

    Raises:
        PermissionDenied: the actor does not keep the register of the member's council.
    """
    member = Member.objects.select_related("council").get(pk=member_id)
    authorise(actor, "register.erase_person", member.council)
    _forget(actor, member)
    rows = Disclosure.objects.filter(subject=member)
    return _erased(locked_head(member.council), rows, basis)


def _forget(actor: User, member: Member) -> None:
    if member.user_id is not None:
        forget_author(actor=actor, author_id=member.user_id, name=member.public_name)
    moved = Decision.objects.filter(proposal__mover=member).values_list("pk", flat=True)
    for decision_id in moved:
        Appearance.objects.update_or_create(
            decision_id=decision_id,
            member=member,
            defaults={"form": NameForm.FUNCTION, "function": ""},
        )
    for dissent in Dissent.objects.filter(member=member).select_related("text"):
        for version in dissent.text.versions.all():
            erase_versions(actor=actor, text_ids=[dissent.text_id], language=version.language)
        dissent.delete()


def _set_withheld(actor: User, decision_id: int, language: str, change: dict[str, Any]) -> int:
    decision = locked_decision(decision_id)
    authorise(actor, "register.withhold_words", decision)
    if change["withheld_at"] is None:  # still out of sight as long as the whole decision is
        change = {"withheld_at": decision.withheld_at}
    DecisionText.objects.filter(decision=decision, language=language).update(**change)
    return _of_language(decision_id, language).update(**change)


def _of_language(decision_id: int, language: str) -> QuerySet[Disclosure]:
    names = (f"title/{language}", f"text/{language}")
    return Disclosure.objects.filter(entry__decision_id=decision_id, name__in=names)


def _erased(
    head: RegisterHead, rows: QuerySet[Disclosure], basis: ErasureBasis
) -> RegisterEntry | None:
    gone = list(rows.order_by("entry__index", "pk").values_list("pk", "entry__index", "name"))
    if not gone:
        return None
    Disclosure.objects.filter(pk__in=[pk for pk, _, _ in gone]).delete()
    note = {
        "date": now_in(head.council),
        "basis": str(basis),
        "erased": _by_entry((index, name) for _, index, name in gone),
    }
    entry = append(head, EntryKind.ERASURE_NOTE, note)
    sign_soon(head.council_id)
    return entry


def _by_entry(gone: Iterable[tuple[int, str]]) -> list[dict[str, Any]]:
    fields: defaultdict[int, list[str]] = defaultdict(list)
    for index, name in gone:
        fields[index].append(name)
    return [{"index": index, "fields": names} for index, names in fields.items()]
