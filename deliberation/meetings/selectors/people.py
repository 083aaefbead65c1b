"""People as the room shows them: the name in the reader's script, the colour of the bloc."""

from collections.abc import Iterable, Mapping

from council.kernel.names import Name
from council.members.models import Mandate, Member
from council.members.selectors import current


def name_for(member: Member, language: str) -> Name:
    """Return the member's own spelling for readers of that language, else the public name."""
    if member.native_name and member.native_language == language:
        return Name(member.native_name, language)
    return Name(member.public_name, "")


def colours_in(meeting_id: int, member_ids: Iterable[int]) -> Mapping[int, str]:
    """Return the colour of the bloc of each of the members who has a seat in the body."""
    mandates = Mandate.objects.filter(
        seat__body__meetings=meeting_id, member__in=list(member_ids), seat__bloc__isnull=False
    )
    return dict(current(mandates).values_list("member_id", "seat__bloc__colour"))
