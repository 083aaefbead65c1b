"""Tags for pages of the registry."""

from enum import StrEnum

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from council.kernel.names import direction
from council.members.models import Member, SeatGroup
from council.members.words import ORGANISATION_KINDS, SENT_AS, Word, direction_label, word_for
from council.rules.targets import Group

register = template.Library()
register.filter("direction_label", direction_label)


@register.simple_tag
def person(member: Member) -> SafeString:
    """Show a person by the name in their own script to readers of that script."""
    reader, own = get_language() or "en", member.native_language
    first: tuple[str, str] = (member.public_name, "")
    second = (member.native_name, own)
    if member.native_name and direction(own) == direction(reader) == "rtl":
        first, second = second, first
    shown = _in_line(*first)
    if not second[0]:
        return shown
    return format_html('{} <span class="small muted">{}</span>', shown, _in_line(*second))


def _in_line(words: str, language: str) -> SafeString:
    if not language:
        return format_html("<bdi>{}</bdi>", words)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, direction(language), words)


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


@register.filter
def group_word(key: str) -> Word:
    """Say a group that targets count."""
    return word_for(Group(key))


@register.filter
def sent_as(group: str | None) -> Word:
    """Say as whom a letter sends somebody."""
    return SENT_AS[group or ""]
