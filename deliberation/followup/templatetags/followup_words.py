"""The words of follow-up in templates."""

from django import template

from deliberation.followup.words import KINDS
from deliberation.rules.followup import AddresseeKind

register = template.Library()


@register.filter
def addressee_kind(kind: AddresseeKind) -> str:
    """Say what an addressee is."""
    return str(KINDS[kind])
