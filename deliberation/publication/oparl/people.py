"""Person and Membership: people by the names they chose, their seats and offices.

Never told: legal names, blocs, what somebody declared for a quota, how to reach them, and for
which association they sit: that can show that somebody had to flee.
"""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from council.members.models import Mandate, MandateRole, Member, Office
from council.members.words import word_for
from deliberation.publication.oparl.institution import last_day
from deliberation.publication.oparl.kinds import Kind, Source
from deliberation.publication.oparl.wording import Told, address, base, day, label

SHOWN, GONE = Q(member__is_active=True), Q(member__is_active=False)


def _tell_member(member: Member, _within: bool) -> Told:
    held: list[Mandate | Office] = [*member.mandates.all(), *member.offices.all()]
    return {
        **base("person", "Person", member),
        "body": address("body", member.council.uuid),
        "name": member.public_name,
        "membership": [_tell_duty(one, True) for one in held],
    }


def _tell_duty(duty: Mandate | Office, within: bool) -> Told:
    is_seat = isinstance(duty, Mandate)
    body = duty.seat.body if isinstance(duty, Mandate) else duty.body
    kind = duty.role if isinstance(duty, Mandate) else duty.kind
    return {
        **base("membership", "Membership", duty),
        "person": None if within else address("person", duty.member.uuid),
        "organization": address("organization", body.uuid),
        "role": label(word_for(kind), body.council.main_language),
        "votingRight": is_seat and kind is MandateRole.TITULAR,
        "startDate": day(duty.starts_on),
        "endDate": last_day(duty.ends_on, duty.starts_on),
    }


def _mandates() -> "QuerySet[Mandate]":
    return Mandate.objects.select_related("member", "seat__body__council").order_by("pk")


def _offices() -> "QuerySet[Office]":
    return Office.objects.select_related("member", "body__council").order_by("pk")


def _people() -> "QuerySet[Member]":
    """Return who holds or held a seat or an office; nobody else on the registry is told of."""
    sat = Mandate.objects.filter(member=OuterRef("pk"))
    served = Office.objects.filter(member=OuterRef("pk"))
    return Member.objects.filter(Exists(sat) | Exists(served))


def _with_duties(rows: "QuerySet[Member]") -> "QuerySet[Member]":
    return rows.select_related("council").prefetch_related(
        Prefetch("mandates", _mandates()), Prefetch("offices", _offices())
    )


PEOPLE = Kind(
    "person",
    "Person",
    [
        Source(
            _people,
            "council",
            _tell_member,
            _with_duties,
            seen=Q(is_active=True),
            gone=Q(is_active=False),
        )
    ],
)
MEMBERSHIPS = Kind(
    "membership",
    "Membership",
    [
        Source(
            Mandate.objects.all,
            "seat__body__council",
            _tell_duty,
            lambda rows: rows.select_related("member", "seat__body__council"),
            seen=SHOWN,
            gone=GONE,
        ),
        Source(
            Office.objects.all,
            "body__council",
            _tell_duty,
            lambda rows: rows.select_related("member", "body__council"),
            seen=SHOWN,
            gone=GONE,
        ),
    ],
)
