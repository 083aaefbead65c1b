"""The interpreter's desk: what was said in one language and waits to be read in another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from council.accounts.models import User
from council.kernel.names import Name, direction
from council.texts.models import TextVersion
from council.texts.selectors import current_versions
from deliberation.meetings.models import Contribution, Intent, Meeting
from deliberation.meetings.selectors.claims import claims_on
from deliberation.meetings.selectors.people import colours_in, name_for
from deliberation.meetings.selectors.standing import interprets


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A contribution as an interpreter of one direction sees it.

    ``based_on_id`` is the version to work from when it is itself a rendering (relay), to be
    handed to ``interpret``; None for the original.
    """

    contribution_id: int
    item_id: int
    at: datetime
    name: Name
    colour: str
    intent: Intent
    source: str
    source_language: str
    original_language: str
    based_on_id: int | None
    rendering: str
    rendered_by: str
    is_own: bool
    is_outdated: bool
    claimed_by: str  # name of a partner who works on it now; empty if nobody does

    @property
    def state(self) -> str:
        """``todo``, ``claimed``, ``outdated`` or ``sent``."""
        if not self.rendering:
            return "claimed" if self.claimed_by else "todo"
        return "outdated" if self.is_outdated else "sent"

    @property
    def source_direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.source_language)


def desk_queue(
    viewer: User, meeting_id: int, source: str, target: str
) -> Sequence[DeskLine] | None:
    """Return the lines of the meeting for one direction, oldest first.

    These are what was said in ``source``, and what was rendered into ``source`` from a language
    other than ``target``. None: the viewer does not interpret in this direction here.
    """
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None or not interprets(viewer, meeting, source, target):
        return None
    return desk_lines(viewer, meeting_id, source, target)


def desk_lines(viewer: User, meeting_id: int, source: str, target: str) -> Sequence[DeskLine]:
    """Return the lines of the meeting for one direction, oldest first.

    Whoever shows them has made sure that the viewer interprets in this direction.
    """
    rows = (
        Contribution.objects.filter(item__meeting=meeting_id, withdrawn_at=None)
        .filter(text__versions__language=source, text__versions__is_current=True)
        .exclude(text__language=target)
        .select_related("text", "member")
        .prefetch_related(current_versions("text__versions"))
        .order_by("pk")
    )
    found = list(rows)
    claims = claims_on([one.pk for one in found], target)
    colours = colours_in(meeting_id, {one.member_id for one in found})
    return [
        _line(one, viewer, (source, target), colours.get(one.member_id, ""), claims.get(one.pk))
        for one in found
    ]


def _line(
    one: Contribution,
    viewer: User,
    lane: tuple[str, str],
    colour: str,
    claim: tuple[int, str] | None,
) -> DeskLine:
    versions: dict[str, TextVersion] = {each.language: each for each in one.text.versions.all()}
    basis, done = versions[lane[0]], versions.get(lane[1])
    is_relay = one.text.language != lane[0]
    return DeskLine(
        contribution_id=one.pk,
        item_id=one.item_id,
        at=one.at,
        name=name_for(one.member, lane[0]),
        colour=colour,
        intent=one.intent,
        source=basis.body,
        source_language=lane[0],
        original_language=one.text.language,
        based_on_id=basis.pk if is_relay else None,
        rendering=done.body if done else "",
        rendered_by=done.author_name if done else "",
        is_own=done is not None and done.author_id == viewer.pk,
        is_outdated=done is not None and done.source_fingerprint != one.text.fingerprint,
        claimed_by=claim[1] if claim is not None and claim[0] != viewer.pk else "",
    )
