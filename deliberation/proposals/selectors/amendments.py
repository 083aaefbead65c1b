"""Amendments: what they change, in which order they are voted on, what the text would become."""

from collections.abc import Iterable, Sequence

from council.members.models import Body
from council.members.selectors import bylaws_of
from council.rules.bylaws import AmendmentOrder, parse
from council.texts.models import Text
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.texts import base_version, paragraphs_of, texts_by_id
from deliberation.rules.amendments import Change, Operation, excluded_by, merge, voting_order
from deliberation.rules.proposals import AmendmentStatus

PENDING = (AmendmentStatus.SUBMITTED, AmendmentStatus.ADMITTED)


def change_of(amendment: Amendment) -> Change[int]:
    """Return the amendment as the rules know it; paragraphs are numbers of texts."""
    return Change(
        number=amendment.number,
        operation=Operation(amendment.operation),
        position=amendment.position,
        text=amendment.text_id,
        reach=amendment.reach,
    )


def order_of(body: Body) -> AmendmentOrder:
    """Return in which order the body's by-laws put amendments to the vote."""
    return parse(bylaws_of(body).document).proposals.amendments


def amendments_in_order(
    proposal: Proposal, status: AmendmentStatus = AmendmentStatus.ADMITTED
) -> Sequence[Amendment]:
    """Return the amendments of that status in the order in which they are put to the vote."""
    rows = Amendment.objects.filter(proposal=proposal, status=status)
    return in_voting_order(rows.select_related("mover", "version"), order_of(proposal.body))


def in_voting_order(amendments: Iterable[Amendment], order: AmendmentOrder) -> Sequence[Amendment]:
    """Sort amendments to one text as the by-laws put them to the vote."""
    by_number = {amendment.number: amendment for amendment in amendments}
    changes = [change_of(amendment) for amendment in by_number.values()]
    return [by_number[change.number] for change in voting_order(order, changes)]


def alternatives_to(amendment: Amendment) -> Sequence[Amendment]:
    """Return the pending amendments that lapse if this one is adopted."""
    pending = Amendment.objects.filter(version_id=amendment.version_id, status__in=PENDING)
    by_number = {other.number: other for other in pending if other.pk != amendment.pk}
    changes = [change_of(other) for other in by_number.values()]
    return [by_number[change.number] for change in excluded_by(change_of(amendment), changes)]


def merged_texts(proposal: Proposal, amendments: Iterable[Amendment]) -> Sequence[Text]:
    """Return the paragraphs as they would read with these amendments adopted."""
    before = list(paragraphs_of(base_version(proposal)).values_list("text_id", flat=True))
    after = merge(before, [change_of(amendment) for amendment in amendments])
    texts = texts_by_id(after)
    return [texts[one] for one in after]
