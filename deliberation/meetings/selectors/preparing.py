"""Who a reader is for a body that is to meet: asked once, for all that a page shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Body, Mandate, Member, Office, OfficeKind
from council.members.selectors import STAFF, Viewer, current, member_of, today_in
from deliberation.meetings.models import Meeting
from deliberation.meetings.selectors.standing import CONVENING, PRESIDING


@dataclass(frozen=True, slots=True)
class Place:
    """Where a reader stands towards a body; permissions are asked again by every act."""

    member: Member | None = None
    prepares: bool = False
    has_seat: bool = False
    takes_part: bool = False

    @property
    def audience(self) -> Audience:
        """Return as which audience the reader reads what is planned."""
        if self.prepares:
            return Audience.DESK
        return Audience.PUBLIC if self.member is None else Audience.MEMBER


AT_THE_DESK = Place(prepares=True)
"""Where somebody stands who was let in to prepare the meeting."""


def place_in(viewer: Viewer, body: Body) -> Place:
    """Return where the viewer stands towards the body today."""
    member = member_of(viewer, body.council_id)
    if member is None:
        return Place()
    today = today_in(body.council)
    held = current(Office.objects.filter(member=member, body__council=body.council_id), today)
    offices = set(held.values_list("kind", "body_id"))
    seated = current(Mandate.objects.filter(member=member, seat__body=body), today).exists()
    here = {kind for kind, body_id in offices if body_id == body.pk}
    return Place(
        member=member,
        prepares=bool(here & set(CONVENING)) or any(kind in STAFF for kind, _ in offices),
        has_seat=seated,
        takes_part=seated or bool(here & {*PRESIDING, OfficeKind.ADVISER}),
    )


def bodies_to_prepare(viewer: Viewer) -> Sequence[Body]:
    """Return the bodies for which the viewer prepares meetings: as officer, or as clerk of all."""
    if not viewer.is_authenticated or not viewer.is_active:
        return []
    own = Office.objects.filter(member__user=viewer, member__is_active=True)
    offices = list(current(own).values_list("kind", "body_id", "body__council_id"))
    councils = {council for kind, _, council in offices if kind in STAFF}
    bodies = {body for kind, body, _ in offices if kind in CONVENING}
    rows = Body.objects.filter(Q(pk__in=bodies) | Q(council__in=councils))
    return list(rows.select_related("council").order_by("council_id", "pk"))


def bodies_with_a_seat(viewer: Viewer) -> Sequence[Body]:
    """Return the bodies in which the viewer has a seat today."""
    if not viewer.is_authenticated or not viewer.is_active:
        return []
    held = Mandate.objects.filter(member__user=viewer, member__is_active=True)
    ids = current(held).values("seat__body")
    return list(Body.objects.filter(pk__in=ids).select_related("council").order_by("pk"))


def body_called(viewer: Viewer, body_id: int) -> Body:
    """Return the body; bodies are public.

    Raises:
        Unseen: there is none.
    """
    body = one_or_none(Body.objects.select_related("council").filter(pk=body_id))
    if body is None:
        raise Unseen
    return body


def meeting_to_prepare(viewer: Viewer, meeting_id: int) -> Meeting:
    """Return a meeting for the pages on which it is prepared.

    Raises:
        Unseen: there is none, or the viewer does not belong to the council.
    """
    meeting = meeting_numbered(meeting_id)
    if member_of(viewer, meeting.council_id) is None:
        raise Unseen
    return meeting


def meeting_numbered(meeting_id: int) -> Meeting:
    """Return the meeting, whoever asks: the caller asks for the permission.

    Raises:
        Unseen: there is none.
    """
    rows = Meeting.objects.select_related("council", "body__council", "body__executive", "bylaws")
    meeting = one_or_none(rows.filter(pk=meeting_id))
    if meeting is None:
        raise Unseen
    return meeting
