"""What came of what a member proposed: the answers, for the front page of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from council.kernel.audience import Audience
from council.members.models import Council
from council.members.selectors import Viewer, member_of, today_in
from deliberation.followup.models import Answer
from deliberation.followup.selectors.ways import Way, referrals, ways
from deliberation.proposals.models import Endorsement
from deliberation.register.selectors.decisions import Wording, decisions_for, shown_to

NEWEST = 3  # answers
NEWS = timedelta(days=90)  # for how long an answer is news


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """An answer to a decision that the reader moved or signed for."""

    way: Way
    wording: Wording | None  # of the decision


def answers_to(viewer: Viewer, council: Council, language: str) -> Sequence[OwnAnswer]:
    """Return the newest answers to what the viewer moved or signed for, newest first."""
    member = member_of(viewer, council.pk)
    if member is None:
        return ()
    signed = Endorsement.objects.filter(member=member, withdrawn_at=None).values("proposal_id")
    own = Q(decision__proposal__mover=member) | Q(decision__proposal__in=signed)
    rows = referrals().filter(own, decision__council=council, decision__annulled_at=None)
    standing = Answer.objects.filter(withdrawn_at=None, answered_on__gt=today_in(council) - NEWS)
    news = rows.filter(answers__in=standing).order_by("-answers__recorded_at")
    found = ways(news[:NEWEST], language)
    if not found:
        return ()
    decided = decisions_for(Audience.MEMBER, council).filter(
        pk__in=[one.decision_id for one in found]
    )
    decisions = {one.pk: one for one in shown_to(Audience.MEMBER, decided)}
    return [OwnAnswer(one, decisions[one.decision_id].in_language(language)) for one in found]
