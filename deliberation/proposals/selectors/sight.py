"""Who sees which proposals: everybody from the submission on, drafts those who may sign them."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, QuerySet

from council.kernel.permissions import authorise
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Body, Mandate, Member, Office, OfficeKind
from council.members.selectors import Viewer, current, member_of
from deliberation.proposals.models import Amendment, Proposal

TAKING_PART = (OfficeKind.CHAIR, OfficeKind.VICE_CHAIR, OfficeKind.ADVISER)


def proposals_for(viewer: Viewer) -> "QuerySet[Proposal]":
    """Return the proposals the viewer may read, newest first.

    A proposal that has its reference number was submitted and stays public, also when it was
    returned to its mover or withdrawn. A draft is seen by its mover and by those with a seat in
    the body, who may endorse it.
    """
    rows = Proposal.objects.filter(_seen_by(viewer)).order_by("-created_at", "-pk")
    return rows.select_related("body__council", "mover")


def proposal_for(viewer: Viewer, proposal_id: int) -> Proposal:
    """Return one proposal, and how many amendments and versions its tabs name.

    Raises:
        Unseen: there is none, or the viewer may not see it.
    """
    rows = proposals_for(viewer).annotate(
        amendment_count=Count("amendments", distinct=True),
        version_count=Count("versions", distinct=True),
    )
    proposal = one_or_none(rows.select_related("title").filter(pk=proposal_id))
    if proposal is None:
        raise Unseen
    return proposal


def amendment_for(viewer: Viewer, amendment_id: int) -> Amendment:
    """Return one amendment to a proposal that the viewer sees.

    Raises:
        Unseen: there is none, or the viewer may not see the proposal.
    """
    rows = Amendment.objects.filter(proposal__in=proposals_for(viewer)).select_related(
        "proposal__body__council", "proposal__title", "version", "mover"
    )
    amendment = one_or_none(rows.filter(pk=amendment_id))
    if amendment is None:
        raise Unseen
    return amendment


def sees(viewer: Viewer, proposal: Proposal) -> bool:
    """Say whether the viewer may read the proposal."""
    return Proposal.objects.filter(_seen_by(viewer), pk=proposal.pk).exists()


def acting_member(actor: Viewer, council_id: int) -> Member:
    """Return under whose name somebody acts in the council.

    Raises:
        PermissionDenied: they are no member of it.
    """
    member = member_of(actor, council_id)
    if member is None:
        raise PermissionDenied
    return member


def bodies_to_move_in(viewer: Viewer) -> "QuerySet[Body]":
    """Return the bodies in which the viewer has a seat today."""
    if isinstance(viewer, AnonymousUser) or not viewer.is_active:
        return Body.objects.none()
    mandates = Mandate.objects.filter(member__user=viewer, member__is_active=True)
    seats = current(mandates).values("seat__body")
    return Body.objects.filter(pk__in=seats).select_related("council").order_by("pk")


def bodies_to_draft_in(viewer: Viewer) -> "QuerySet[Body]":
    """Return the bodies in which the viewer takes part today: by a seat, as chair or adviser."""
    if isinstance(viewer, AnonymousUser) or not viewer.is_active:
        return Body.objects.none()
    offices = Office.objects.filter(
        member__user=viewer, member__is_active=True, kind__in=TAKING_PART
    )
    by_office = current(offices).values("body")
    by_seat = bodies_to_move_in(viewer).values("pk")
    rows = Body.objects.filter(Q(pk__in=by_seat) | Q(pk__in=by_office))
    return rows.select_related("council").order_by("pk")


def body_to_draft_in(viewer: Viewer, body_id: int) -> Body:
    """Return the body to which the viewer wants to move a proposal.

    Raises:
        Unseen: there is none.
        PermissionDenied: the viewer does not take part in it.
    """
    body = Body.objects.select_related("council").filter(pk=body_id).first()
    if body is None:
        raise Unseen
    authorise(viewer, "proposals.draft_proposal", body)
    return body


def _seen_by(viewer: Viewer) -> Q:
    is_public = ~Q(reference="")
    if isinstance(viewer, AnonymousUser) or not viewer.is_active:
        return is_public
    is_own = Q(mover__user=viewer, mover__is_active=True)
    return is_public | is_own | Q(body__in=bodies_to_move_in(viewer).values("pk"))
