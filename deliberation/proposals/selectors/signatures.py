"""Signatures under a proposal: whose, and how many the by-laws ask for."""

from django.db.models import F, OuterRef, QuerySet, Subquery

from council.members.selectors import bylaws_of
from council.rules.bylaws import parse
from deliberation.proposals.models import Endorsement, Proposal, Version


def endorsements_of(proposal: Proposal) -> "QuerySet[Endorsement]":
    """Return the signatures under the text as it stands, in the order they were given.

    A signature stands under words: one given before the text was last changed does not count,
    and its member is asked to sign again.
    """
    newest = Version.objects.filter(proposal=OuterRef("proposal"), base=None).order_by("-number")
    rows = Endorsement.objects.filter(
        proposal=proposal, withdrawn_at=None, member__is_active=True
    ).annotate(edited_at=Subquery(newest.values("edited_at")[:1]))
    return rows.filter(endorsed_at__gte=F("edited_at")).select_related("member").order_by("pk")


def count_signatures(proposal: Proposal) -> int:
    """Return how many have signed [members]; the mover is one of them."""
    return 1 + endorsements_of(proposal).count()


def needed_signatures(proposal: Proposal) -> int:
    """Return how many signatures the by-laws of the body ask for [members], the mover included."""
    return parse(bylaws_of(proposal.body).document).proposals.endorsements
