"""Permission fails closed."""

import ast

import pytest
import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied

from council.accounts.models import User
from council.kernel import permissions
from council.kernel.permissions import authorise, grant, may, predicate
from tests.support.source import amiss, modules, tree

PERSON = User(username="person")
THING = object()


@pytest.fixture(autouse=True)
def own_grants(monkeypatch):
    monkeypatch.setattr(permissions, "_granted", rules.RuleSet())


def fact(answer):
    def is_so(user, target):
        return answer

    return predicate(is_so)


@pytest.mark.parametrize("answer", [True, False])
def test_a_permission_is_what_its_predicate_says(answer):
    grant("tests.try_it", to=fact(answer))

    assert may(PERSON, "tests.try_it", THING) is answer


@pytest.mark.parametrize("answer", [None, 1, 0, "", "yes", object()])
@pytest.mark.parametrize("combine", [lambda broken: broken, lambda broken: fact(True) & broken])
def test_a_predicate_that_answers_no_bool_is_an_error_and_no_grant(answer, combine):
    grant("tests.try_it", to=combine(fact(answer)))

    with pytest.raises(TypeError):
        may(PERSON, "tests.try_it", THING)


@pytest.mark.parametrize(
    "nobody", [None, AnonymousUser(), User(username="closed", is_active=False)]
)
@pytest.mark.parametrize("rule", [fact(True), ~fact(False)])
def test_nobody_may_do_nothing(nobody, rule):
    grant("tests.try_it", to=rule)

    assert may(nobody, "tests.try_it", THING) is False


@pytest.mark.parametrize("rule", [fact(True), ~fact(False)])
def test_without_a_target_the_answer_is_no(rule):
    grant("tests.try_it", to=rule)

    assert may(PERSON, "tests.try_it", None) is False


def test_a_superuser_is_nobody_special():
    grant("tests.try_it", to=fact(False))

    assert may(User(username="root", is_superuser=True), "tests.try_it", THING) is False


def test_a_permission_that_nobody_granted_is_a_mistake_in_the_program():
    with pytest.raises(permissions.UnknownPermission):
        may(PERSON, "tests.mistyped", THING)


def test_whoever_may_not_is_stopped_by_name():
    grant("tests.try_it", to=fact(False))

    with pytest.raises(PermissionDenied, match=r"tests\.try_it"):
        authorise(PERSON, "tests.try_it", THING)


def test_whoever_may_is_not_stopped():
    grant("tests.try_it", to=fact(True))

    authorise(PERSON, "tests.try_it", THING)


def asked_of_django(path):
    """Return the lines that ask for a permission of Django's."""
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"has_perm", "has_perms", "has_module_perms"}
    ]


def test_nobody_asks_django_which_would_let_superusers_through():
    assert amiss(modules(), asked_of_django) == {}
