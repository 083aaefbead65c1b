"""Tags for pages of the registry."""

from enum import StrEnum

from django import template

from council.members.models import SeatGroup
from council.members.words import ORGANISATION_KINDS, Word, direction_label, word_for

register = template.Library()
register.filter("direction_label", direction_label)


@register.filter
def word(member: StrEnum) -> Word:
    """Say a kind of body, office, seat or mandate in words."""
    return word_for(member)


@register.filter
def organisation_kind(key: str) -> Word:
    """Say a kind of organisation; one that a file brought is said as it stands there."""
    return ORGANISATION_KINDS.get(key, key)


@register.filter
def seat_group(key: str) -> Word:
    """Say for whom a seat is kept."""
    return word_for(SeatGroup(key)) if key in set(SeatGroup) else key
