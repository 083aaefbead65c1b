"""Who reads as what, for many people at once: the live room looks at all of its readers."""

from collections.abc import Collection

from django.db.models import Q

from council.kernel.audience import Audience
from council.members.models import Body, Member, Office
from council.members.selectors.facts import DESK, STAFF, current


def audiences_in(user_ids: Collection[int], body: Body) -> dict[int, Audience]:
    """Return which audience each active account belongs to where the body meets.

    The same as ``audience_in`` for each of them, in two queries; who is missing is the public.
    """
    people = Member.objects.filter(
        council_id=body.council_id, is_active=True, user__is_active=True, user__in=user_ids
    )
    desk = Q(kind__in=DESK, body=body) | Q(kind__in=STAFF, body__council_id=body.council_id)
    offices = Office.objects.filter(
        desk, member__is_active=True, member__user__is_active=True, member__user__in=user_ids
    )
    members = people.values_list("user_id", flat=True)
    officers = current(offices).values_list("member__user_id", flat=True)
    return dict.fromkeys(members, Audience.MEMBER) | dict.fromkeys(officers, Audience.DESK)
