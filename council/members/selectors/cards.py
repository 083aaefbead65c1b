"""Who needs a printed card, and who has one."""

from dataclasses import dataclass

from django.utils import timezone

from council.accounts.models import Card
from council.members.models import Council, Member
from council.members.selectors.doors import require_keeper
from council.members.selectors.facts import Viewer
from council.rules.naming import fold


@dataclass(frozen=True)
class CardLine:
    """A member with an account, and their last card."""

    member: Member
    card: Card | None

    @property
    def state(self) -> str:
        """``none``, ``valid``, ``used`` or ``gone`` (voided or out of date)."""
        if self.card is None:
            return "none"
        if self.card.used_at is not None:
            return "used"
        is_gone = self.card.revoked_at is not None or self.card.expires_at <= timezone.now()
        return "gone" if is_gone else "valid"

    @property
    def is_needed(self) -> bool:
        """The person has no address and never had a card that still lets them in."""
        return not self.member.email and self.state in {"none", "gone"}


def cards_for(viewer: Viewer, council: Council) -> list[CardLine]:
    """Return the active members who have an account, those in need of a card first."""
    require_keeper(viewer, council)
    rows = Member.objects.filter(council=council, is_active=True, user__is_active=True)
    members = list(rows.select_related("user"))
    cards = Card.objects.filter(user__in=[one.user_id for one in members]).order_by("pk")
    last = {card.user_id: card for card in cards}
    lines = [CardLine(one, last.get(one.user_id or 0)) for one in members]
    return sorted(lines, key=lambda line: (not line.is_needed, fold(line.member.public_name)))
