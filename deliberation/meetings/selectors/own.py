"""One person in a meeting: what they are there, read at once for the page of the room."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from council.kernel.audience import Audience
from council.kernel.rows import one_or_none
from council.members.models import Mandate, Member, Office, OfficeKind
from council.members.selectors import STAFF, Viewer, current
from deliberation.meetings.models import Attendance, Meeting, PresidiumMember
from deliberation.meetings.selectors.standing import PRESIDING

DESK = (*PRESIDING, OfficeKind.SECRETARY)
SPEAKING = (*PRESIDING, OfficeKind.ADVISER)


@dataclass(frozen=True, slots=True)
class Own:
    """What a person is in a meeting. The same facts as ``standing`` tells one by one."""

    member: Member | None
    audience: Audience
    is_presiding: bool
    takes_part: bool
    mode: str  # hall or remote while they are present, else empty
    directions: tuple[str, ...]  # in which they interpret, such as "ar>tr"
    has_seat: bool = False

    @property
    def is_present(self) -> bool:
        """Is in attendance now."""
        return bool(self.mode)

    @property
    def runs_the_desk(self) -> bool:
        """Helps to run the meeting."""
        return self.audience is Audience.DESK


NOBODY = Own(None, Audience.PUBLIC, is_presiding=False, takes_part=False, mode="", directions=())


def own_in(viewer: Viewer, meeting: Meeting) -> Own:
    """Return what the viewer is in the meeting; two queries."""
    member = _member(viewer, meeting)
    if member is None:
        return NOBODY
    offices = list(current(Office.objects.filter(member=member, body__council=meeting.council_id)))
    here = {office.kind for office in offices if office.body_id == meeting.body_id}
    lead: int | None = getattr(member, "lead_id", None)
    is_desk = (
        any(office.kind in STAFF for office in offices)
        or bool(here & set(DESK))
        or bool(getattr(member, "is_in_presidium", False))
    )
    has_seat = bool(getattr(member, "has_mandate", False))
    return Own(
        member=member,
        audience=Audience.DESK if is_desk else Audience.MEMBER,
        is_presiding=lead == member.pk if lead else bool(here & set(PRESIDING)),
        has_seat=has_seat,
        takes_part=has_seat or bool(here & set(SPEAKING)),
        mode=getattr(member, "mode", None) or "",
        directions=tuple(
            dict.fromkeys(
                direction
                for office in offices
                if office.kind is OfficeKind.INTERPRETER
                for direction in office.directions
            )
        ),
    )


def _member(viewer: Viewer, meeting: Meeting) -> Member | None:
    if not viewer.is_authenticated or not viewer.is_active:
        return None
    seated = current(Mandate.objects.filter(member=OuterRef("pk"), seat__body=meeting.body_id))
    stay = Attendance.objects.filter(member=OuterRef("pk"), meeting=meeting, left_at=None)
    presidium = PresidiumMember.objects.filter(meeting=meeting, until=None)
    rows = Member.objects.filter(user=viewer, council=meeting.council_id, is_active=True)
    known = rows.annotate(
        has_mandate=Exists(seated),
        mode=Subquery(stay.values("mode")[:1]),
        is_in_presidium=Exists(presidium.filter(member=OuterRef("pk"))),
        lead_id=Subquery(presidium.filter(is_leading=True).values("member_id")[:1]),
    )
    return one_or_none(known)
