"""Sentences for refusals: made at the edge, in the reader's language, from codes and facts."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import import_module

from django.apps import apps
from django.utils.functional import Promise
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _

from council.kernel import locales
from council.rules.errors import RuleViolation

Phrase = str | Promise


@cache
def phrases() -> Mapping[str, Phrase]:
    """Collect ``PHRASES`` (code → translatable sentence) from every app's ``phrases`` module."""
    found: dict[str, Phrase] = {}
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, "phrases") and config.name != "council.kernel":
            found.update(import_module(f"{config.name}.phrases").PHRASES)
    return found


def sentence(refusal: RuleViolation) -> str:
    """Say in the active language what rule stands against the act and what can be done."""
    phrase = phrases().get(refusal.code)
    if phrase is None:
        return _("The rules of procedure do not allow this now.")
    # Before str(): a phrase with plural forms chooses among them by the facts.
    return str(phrase % {name: _written(fact) for name, fact in refusal.facts.items()})


def _written(fact: object) -> object:
    """Write a day or a moment for the reader; leave everything else to the phrase."""
    if isinstance(fact, dt.datetime):
        return locales.datetime_text(fact)
    return locales.date_text(fact) if isinstance(fact, dt.date) else fact
