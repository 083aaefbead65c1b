"""What lies before an addressee, whoever reads it there: by link, or by a named account."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from council.kernel.audience import Audience
from council.kernel.permissions import may
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from deliberation.followup.models import Correspondent, Referral
from deliberation.followup.selectors.links import LinkRevoked, link_called
from deliberation.followup.selectors.ways import Way, referrals, ways
from deliberation.register.models import Decision
from deliberation.register.selectors.decisions import DecisionShown, decisions_for, shown


@dataclass(frozen=True, slots=True)
class Matter:
    """A decision before an addressee, with its words."""

    referral: Referral
    way: Way
    decision: DecisionShown


def inbox_for(viewer: Viewer, token: str, language: str) -> Sequence[Way]:
    """Return what lies before the addressee: what is open first, most urgent on top.

    Raises:
        Unseen: there is no such link.
        LinkRevoked: it is good no more.
    """
    rows = referrals().filter(_seen_by(viewer, token))
    urgent = rows.order_by(F("closed_at").desc(nulls_first=True), F("due_at").asc(nulls_last=True))
    return ways(urgent, language)


def matter_for(viewer: Viewer, token: str, referral_id: int, language: str) -> Matter:
    """Return one decision before the addressee; a clerk types in what came on paper.

    Raises:
        Unseen: nothing such lies before whoever reads.
        LinkRevoked: the link is good no more.
    """
    rows = referrals().filter(pk=referral_id)
    found = one_or_none(rows.filter(_seen_by(viewer, token)) if token else rows)
    if found is None or not (token or may(viewer, "followup.answer_referral", found)):
        raise Unseen
    return Matter(found, ways([found], language)[0], _words(found))


def _words(referral: Referral) -> DecisionShown:
    rows: QuerySet[Decision] = decisions_for(Audience.MEMBER, referral.decision.council)
    return shown(rows.get(pk=referral.decision_id), Audience.MEMBER)


def _seen_by(viewer: Viewer, token: str) -> Q:
    if not token:
        named = Correspondent.objects.filter(member__user=viewer.pk, member__is_active=True)
        return Q(addressee__in=named.values("addressee_id"))
    link = link_called(token)
    if link.revoked_at is not None:
        raise LinkRevoked
    return Q(addressee=link.addressee_id)
