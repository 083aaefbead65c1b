"""From a text and its adopted amendments to a new version."""

from collections.abc import Iterable

from council.accounts.models import User
from council.members.selectors import member_of
from deliberation.proposals.models import Amendment, Paragraph, Proposal, Version
from deliberation.proposals.selectors.amendments import change_of
from deliberation.proposals.selectors.texts import paragraphs_of
from deliberation.rules.amendments import merge
from deliberation.rules.proposals import AmendmentStatus


def merge_adopted(*, actor: User | None, proposal: Proposal, base: Version) -> Version:
    """Make a new version: ``base`` with all amendments to it that are adopted now.

    Paragraphs that nothing changed keep their texts, and with them every translation and check.

    Raises:
        NoSuchParagraph: an amendment speaks of a paragraph that is not there.
        ConflictingAmendments: two of them change the same paragraph.
    """
    adopted = list(Amendment.objects.filter(version=base, status=AmendmentStatus.ADOPTED))
    before = list(paragraphs_of(base).values_list("text_id", flat=True))
    after = merge(before, [change_of(amendment) for amendment in adopted])
    version = add_version(actor=actor, proposal=proposal, text_ids=after, base=base)
    version.merged.set(adopted)
    return version


def add_version(
    *, actor: User | None, proposal: Proposal, text_ids: Iterable[int], base: Version | None = None
) -> Version:
    """Store the paragraphs as the proposal's next version."""
    version = Version.objects.create(
        proposal=proposal,
        number=Version.objects.filter(proposal=proposal).count() + 1,
        base=base,
        created_by=None if actor is None else member_of(actor, proposal.council_id),
    )
    Paragraph.objects.bulk_create(
        Paragraph(version=version, position=position, text_id=text_id)
        for position, text_id in enumerate(text_ids, start=1)
    )
    return version
