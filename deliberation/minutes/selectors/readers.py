"""Who was present and can correct a draft: whom a mail reaches, whom somebody has to tell."""

from collections.abc import Sequence

from council.members.models import Member
from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.documents import facts_of
from deliberation.rules.record.facts import Facts


def reached_by_mail(minutes: Minutes) -> Sequence[Member]:
    """Return who was present and has a mail address."""
    return [one for one in _present(facts_of(minutes)) if one.email]


def to_be_told(facts: Facts) -> Sequence[Member]:
    """Return who was present and has none: somebody tells them at the counter or by telephone."""
    return [one for one in _present(facts) if not one.email]


def _present(facts: Facts) -> Sequence[Member]:
    ids = {one.member_id for one in facts.people.present}
    return list(Member.objects.filter(pk__in=ids, is_active=True).order_by("public_name", "pk"))
