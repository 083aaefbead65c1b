"""Bodies, blocs, organisations and terms: entered and amended by those who keep the registry."""

from dataclasses import asdict
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from council.accounts.models import User
from council.members.facts import BlocFacts, BodyFacts, OrganisationFacts, TermFacts
from council.members.models import Bloc, Body, Organisation, Term
from council.members.services.door import enter_registry
from council.rules.composition import KeyTaken, TermsOverlap, require_free, require_tree
from council.rules.terms import Period

Row = TypeVar("Row", Body, Bloc, Organisation, Term)


@transaction.atomic
def create_body(*, actor: User, council_id: int, facts: BodyFacts) -> Body:
    """Set up an organ of the council.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another body of the council has the key.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    _require_free_key(Body.objects.filter(council=council), facts.key)
    _require_own(Body.objects.filter(council=council), facts.parent_id, facts.executive_id)
    return Body.objects.create(council=council, **asdict(facts))


@transaction.atomic
def amend_body(*, actor: User, body_id: int, facts: BodyFacts) -> Body:
    """Change a body's key, names, kind or place in the tree.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another body of the council has the key.
        CircularTree: the body would stand below itself.
    """
    body = Body.objects.get(pk=body_id)
    council = enter_registry(actor=actor, council_id=body.council_id)
    bodies = Body.objects.filter(council=council)
    _require_free_key(bodies.exclude(pk=body.pk), facts.key)
    _require_own(bodies, facts.parent_id, facts.executive_id)
    require_tree(body.pk, facts.parent_id, dict(bodies.values_list("pk", "parent_id")))
    return _amended(body, facts)


@transaction.atomic
def create_bloc(*, actor: User, council_id: int, facts: BlocFacts) -> Bloc:
    """Add a constituency that holds seats.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another bloc of the council has the key.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    _require_free_key(Bloc.objects.filter(council=council), facts.key)
    return Bloc.objects.create(council=council, **asdict(facts))


@transaction.atomic
def amend_bloc(*, actor: User, bloc_id: int, facts: BlocFacts) -> Bloc:
    """Change a bloc's key, names, colour or place.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another bloc of the council has the key.
    """
    bloc = Bloc.objects.get(pk=bloc_id)
    council = enter_registry(actor=actor, council_id=bloc.council_id)
    _require_free_key(Bloc.objects.filter(council=council).exclude(pk=bloc.pk), facts.key)
    return _amended(bloc, facts)


@transaction.atomic
def create_organisation(*, actor: User, council_id: int, facts: OrganisationFacts) -> Organisation:
    """Add an association or institution that sends members.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another organisation of the council has the key.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    _require_free_key(Organisation.objects.filter(council=council), facts.key)
    _require_own(Bloc.objects.filter(council=council), facts.bloc_id)
    return Organisation.objects.create(council=council, **asdict(facts))


@transaction.atomic
def amend_organisation(
    *, actor: User, organisation_id: int, facts: OrganisationFacts
) -> Organisation:
    """Change an organisation, or take it out of use.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: another organisation of the council has the key.
    """
    organisation = Organisation.objects.get(pk=organisation_id)
    council = enter_registry(actor=actor, council_id=organisation.council_id)
    others = Organisation.objects.filter(council=council).exclude(pk=organisation.pk)
    _require_free_key(others, facts.key)
    _require_own(Bloc.objects.filter(council=council), facts.bloc_id)
    return _amended(organisation, facts)


@transaction.atomic
def open_term(*, actor: User, council_id: int, facts: TermFacts) -> Term:
    """Add a period for which seats are filled.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: the council has a term of this number.
        TermsOverlap: it shares days with another term.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    _require_own_days(Term.objects.filter(council=council), facts)
    return Term.objects.create(council=council, **asdict(facts))


@transaction.atomic
def amend_term(*, actor: User, term_id: int, facts: TermFacts) -> Term:
    """Change a term's number or days.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        KeyTaken: the council has another term of this number.
        TermsOverlap: it would share days with another term.
    """
    term = Term.objects.get(pk=term_id)
    council = enter_registry(actor=actor, council_id=term.council_id)
    _require_own_days(Term.objects.filter(council=council).exclude(pk=term.pk), facts)
    return _amended(term, facts)


def _require_free_key(others: QuerySet[Any], key: str) -> None:
    if others.filter(key=key).exists():
        raise KeyTaken(key=key)


def _require_own(rows: QuerySet[Any], *keys: int | None) -> None:
    for key in keys:
        if key is not None:
            rows.get(pk=key)


def _require_own_days(others: QuerySet[Term], facts: TermFacts) -> None:
    if others.filter(number=facts.number).exists():
        raise KeyTaken(key=facts.number)
    periods = [Period(term.starts_on, term.ends_on) for term in others]
    require_free(Period(facts.starts_on, facts.ends_on), periods, TermsOverlap(number=facts.number))


def _amended(row: Row, facts: BodyFacts | BlocFacts | OrganisationFacts | TermFacts) -> Row:
    for name, value in asdict(facts).items():
        setattr(row, name, value)
    row.save()
    return row
