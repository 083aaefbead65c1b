"""Cards for members without e-mail: issued, and handed over once to be printed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from council.accounts.cards import PrintedCard
from council.accounts.models import User
from council.accounts.services import issue_card
from council.kernel.names import pick
from council.kernel.permissions import authorise
from council.members.models import Council, Member
from council.members.services.door import enter_registry
from council.rules.composition import NoAccount


@transaction.atomic
def issue_cards(*, actor: User, council_id: int, member_ids: Sequence[int]) -> list[PrintedCard]:
    """Give each of the members a new card; earlier cards are void and their sessions end.

    Returns:
        What is to be printed, by name of the member. The codes are nowhere else.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        NoAccount: one of them has no account.
        AccountClosed: one of them has been deactivated.
    """
    council = enter_registry(actor=actor, council_id=council_id)
    rows = Member.objects.filter(council=council, pk__in=member_ids).select_related("user")
    return [_issued(actor, council, member) for member in rows]


def _issued(actor: User, council: Council, member: Member) -> PrintedCard:
    authorise(actor, "members.issue_card", member)
    if member.user is None:
        raise NoAccount(name=member.public_name)
    card, code = issue_card(actor=actor, user_id=member.user.pk)
    language = _language_of(member, council)
    return PrintedCard(
        council=pick(council.names, language).text,
        name=member.native_name or member.public_name,
        username=member.user.username,
        code=code,
        language=language,
        expires_on=timezone.localdate(card.expires_at),
    )


def _language_of(member: Member, council: Council) -> str:
    """The first language that the member reads and the site speaks."""
    offered: list[str] = council.languages
    wanted = (one for one in member.reads if one in offered)
    return next(wanted, council.main_language)
