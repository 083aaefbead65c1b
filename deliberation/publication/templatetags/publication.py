"""What pages say to programs that read them: in their head, and as linked data."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from council.kernel.permissions import may
from council.members.models import Body
from deliberation.meetings.models import Meeting
from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.document import Document
from deliberation.publication import linked
from deliberation.publication.minuted.whole import languages_of
from deliberation.register.selectors.decisions import DecisionShown
from deliberation.register.selectors.errata import ErratumShown, errata_of
from deliberation.register.selectors.log import Line, lines_of_minutes

register = template.Library()
# As Django's json_script: nothing in it can end the script or begin a comment.
ESCAPED = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def linked_meeting(meeting: Meeting) -> SafeString:
    """Tell of a meeting that everybody may know of."""
    is_public = meeting.is_public and meeting.convened_at is not None
    return _script(linked.event_of(meeting, _language())) if is_public else SafeString("")


@register.simple_tag
def linked_decision(decision: DecisionShown) -> SafeString:
    """Tell of a decision that everybody may read."""
    is_public = decision.published_at is not None and decision.is_disclosed
    return _script(linked.legislation_of(decision, _language())) if is_public else SafeString("")


@register.simple_tag
def linked_body(body: Body) -> SafeString:
    """Tell of a body."""
    return _script(linked.organization_of(body, _language()))


@register.simple_tag
def languages_of_files(minutes: Minutes) -> Sequence[str]:
    """Return the languages in which there are files of minutes."""
    return languages_of(minutes)


@register.simple_tag
def lines_on_minutes(minutes_id: int) -> Sequence[Line]:
    """Return what the register says of minutes that everybody may read."""
    return lines_of_minutes(minutes_id)


@register.simple_tag
def errata_on(document: Document) -> Sequence[ErratumShown]:
    """Return what was put right in published minutes, for the reader of the document."""
    return errata_of(document.minutes_id, document.audience)


@register.simple_tag(takes_context=True)
def may_correct_minutes(context: Mapping[str, Any], minutes: Minutes) -> bool:
    """Say whether the reader may put an error in published minutes right."""
    user = context["request"].user
    return bool(user.is_authenticated and may(user, "register.correct_minutes", minutes))


def _script(told: Mapping[str, Any]) -> SafeString:
    words = json.dumps(told, ensure_ascii=False).translate(ESCAPED)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(words),  # noqa: S308 - escaped above
    )


def _language() -> str:
    return get_language() or "en"
