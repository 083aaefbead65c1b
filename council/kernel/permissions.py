"""Who may do what: strict predicates, granted by name, asked in services."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import rules
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from rules.predicates import Predicate

Actor = AbstractBaseUser | AnonymousUser | None

_granted = rules.RuleSet()


class UnknownPermission(LookupError):
    """A permission was asked for that nobody granted: a programming error, never a refusal."""


def predicate(fact: Callable[[Any, Any], bool]) -> Predicate:
    """Turn a fact about a person and a thing into a predicate that fails closed.

    django-rules skips a predicate that answers ``None``, so that ``is_member & broken`` would
    grant (dfunckt/django-rules#165). Ours must answer a bool or raise.

    Raises:
        TypeError: the fact answered something that is not a bool.
    """

    @wraps(fact)
    def strict(user: object, target: object) -> bool:
        answer = fact(user, target)
        if not isinstance(answer, bool):
            message = f"{fact.__name__} answered {answer!r}, not a bool"
            raise TypeError(message)
        return answer

    made: Predicate = rules.predicate(strict, name=fact.__name__)
    return made


def grant(permission: str, *, to: Predicate) -> None:
    """Let those for whom ``to`` holds do ``permission``, named ``app.verb_noun``."""
    _granted.add_rule(permission, to)


def granted_permissions() -> frozenset[str]:
    """Every permission that exists, for the matrix that tests keep."""
    return frozenset(_granted)


def may(actor: Actor, permission: str, target: object | None) -> bool:
    """Say whether ``actor`` may do ``permission`` to ``target``.

    Without a target, or for somebody who is not signed in or not active, the answer is no before
    any predicate is asked: a negated predicate would turn their False into a grant. Superusers
    have no privilege here.

    Raises:
        UnknownPermission: nobody granted a permission of this name.
    """
    if not _granted.rule_exists(permission):
        raise UnknownPermission(permission)
    if target is None or actor is None or isinstance(actor, AnonymousUser):
        return False
    return bool(actor.is_active) and bool(_granted.test_rule(permission, actor, target))


def authorise(actor: Actor, permission: str, target: object | None) -> None:
    """Stop here unless ``actor`` may do ``permission`` to ``target``.

    Raises:
        PermissionDenied: the actor may not; its argument is the permission's name.
    """
    if not may(actor, permission, target):
        raise PermissionDenied(permission)
