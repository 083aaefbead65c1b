"""Founding a council, and changing what it says about itself."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date

from django.db import transaction

from council.accounts.models import User
from council.members.facts import BodyFacts, CouncilFacts, MemberFacts
from council.members.models import Body, Council, Member, Office, OfficeKind
from council.members.selectors import STAFF, current
from council.members.selectors.bylaws import languages_required_in
from council.members.services.accounts import new_account
from council.members.services.door import enter_registry
from council.rules.composition import (
    CouncilHasClerk,
    KeyTaken,
    UnknownLanguage,
    require_fit_name,
)


@transaction.atomic
def found_council(
    *,
    actor: User | None,
    facts: CouncilFacts,
    body: BodyFacts,
    clerk: MemberFacts,
    starts_on: date,
) -> Council:
    """Found a council with its first body and the clerk who does everything else.

    Only while nobody keeps the registry yet; that is why it asks for no permission. ``actor`` is
    None at the installation, where there is no account that could act. The clerk's key becomes
    their username.

    Raises:
        CouncilHasClerk: the council is founded already.
        UnknownLanguage: the main language is not offered.
    """
    _require_known_languages(facts)
    require_fit_name(clerk.public_name)
    council = _council_without_clerk(facts)
    first = _first_body(council, body)
    person = _first_clerk(council, clerk)
    if person.user is None:
        person.user = new_account(actor=None, member=person, username=person.key)
        person.save(update_fields=["user"])
    Office.objects.create(body=first, member=person, kind=OfficeKind.CLERK, starts_on=starts_on)
    return council


def _council_without_clerk(facts: CouncilFacts) -> Council:
    council, is_new = Council.objects.get_or_create(slug=facts.slug, defaults=asdict(facts))
    held = Office.objects.filter(body__council=council, kind__in=STAFF, member__is_active=True)
    if not is_new and current(held).exists():
        raise CouncilHasClerk(council=facts.slug)
    return council


def _first_body(council: Council, facts: BodyFacts) -> Body:
    defaults = {"names": dict(facts.names), "kind": facts.kind}
    body, _ = Body.objects.get_or_create(council=council, key=facts.key, defaults=defaults)
    return body


def _first_clerk(council: Council, facts: MemberFacts) -> Member:
    known = Member.objects.filter(council=council, key=facts.key).first()
    return known or Member.objects.create(council=council, **asdict(facts))


@transaction.atomic
def amend_council(*, actor: User, council_id: int, facts: CouncilFacts) -> Council:
    """Change the council's names, place and languages.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another council of the installation has the address.
        UnknownLanguage: the main language, or one that by-laws require, is not offered.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    _require_known_languages(facts, languages_required_in(council))
    if Council.objects.filter(slug=facts.slug).exclude(pk=council.pk).exists():
        raise KeyTaken(key=facts.slug)
    for name, value in asdict(facts).items():
        setattr(council, name, value)
    council.save()
    return council


def _require_known_languages(facts: CouncilFacts, required: Iterable[str] = ()) -> None:
    """Stop a main language, or one that by-laws require, which the council does not offer.

    Raises:
        UnknownLanguage: naming the first such language.
    """
    for language in (*required, facts.main_language):
        if language not in facts.languages:
            raise UnknownLanguage(language=language)
