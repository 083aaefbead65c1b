"""Elections and their candidates, as the viewer may see them."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from council.accounts.models import User
from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Body
from council.members.selectors import STAFF, Viewer, holds_office, is_clerk
from council.texts.selectors import current_versions
from deliberation.elections.models import Candidacy, Election, OpenBallot, Voter
from deliberation.meetings.models import Meeting
from deliberation.rules.elections import CandidacyStatus, ElectionStatus
from deliberation.rules.meetings import MeetingStatus

STOOD = (CandidacyStatus.ADMITTED, CandidacyStatus.WITHDRAWN)


def whole_elections() -> QuerySet[Election]:
    """Return the elections with body, council, meeting, title and count, newest first."""
    rows = Election.objects.select_related(
        "body__council", "meeting__body", "meeting__bylaws", "title", "sheet"
    )
    return rows.prefetch_related(current_versions("title__versions"))


def elections_for(viewer: Viewer) -> Sequence[Election]:
    """Return the elections that the viewer may know of, newest first.

    What is only prepared is known to the clerks of its council.
    """
    found = list(whole_elections())
    councils = {one.body.council_id for one in found if one.status is ElectionStatus.PREPARED}
    kept = {pk for pk in councils if is_clerk(viewer, pk)}
    return [
        one
        for one in found
        if one.status is not ElectionStatus.PREPARED or one.body.council_id in kept
    ]


def election_for(viewer: Viewer, election_id: int) -> Election:
    """Return an election that the viewer may know of.

    Raises:
        Unseen: there is none such, or it is only prepared and the viewer is no clerk.
    """
    found = one_or_none(whole_elections().filter(pk=election_id))
    if found is None:
        raise Unseen
    is_secret = found.status is ElectionStatus.PREPARED
    if is_secret and not is_clerk(viewer, found.body.council_id):
        raise Unseen
    return found


def candidates_of(election: Election) -> Sequence[Candidacy]:
    """Return all candidacies with their people and statements, by number on the paper."""
    rows = Candidacy.objects.filter(election=election)
    read = rows.select_related("member__organisation", "nominated_by", "statement")
    return list(read.prefetch_related(current_versions("statement__versions")))


def listed(candidacies: Sequence[Candidacy]) -> Sequence[Candidacy]:
    """Return those on the ballot paper, by number; who withdrew since then is still on it."""
    return [one for one in candidacies if one.number is not None and one.status in STOOD]


def groups_of(candidacies: Sequence[Candidacy]) -> Mapping[str, str]:
    """Return for whose places each candidate on the paper stands, by number."""
    return {one.key: one.group for one in listed(candidacies)}


def candidacy_for(viewer: Viewer, candidacy_id: int) -> Candidacy:
    """Return a candidacy to the person themselves or to a clerk.

    Raises:
        Unseen: there is none such, or it is not for the viewer.
    """
    rows = Candidacy.objects.select_related("member", "election__body__council", "statement")
    found = one_or_none(rows.filter(pk=candidacy_id))
    if found is None:
        raise Unseen
    is_own = viewer.pk is not None and found.member.user_id == viewer.pk
    if not is_own and not is_clerk(viewer, found.election.body.council_id):
        raise Unseen
    return found


def is_a_voter(user: User, election: Election) -> bool:
    """Say whether the user is on the list of voters."""
    rows = Voter.objects.filter(election=election, member__user=user, member__is_active=True)
    return rows.exists()


def ballot_of(viewer: Viewer, election: Election) -> OpenBallot | None:
    """Return the viewer's own open ballot, if there is one in the box."""
    if not viewer.is_authenticated:
        return None
    rows = OpenBallot.objects.filter(voter__election=election, voter__member__user=viewer)
    return rows.first()


def open_meeting_of(election: Election) -> Meeting | None:
    """Return the meeting of the body that is open now, where the election can be voted on."""
    rows = Meeting.objects.filter(body=election.body, status=MeetingStatus.OPEN)
    return rows.order_by("-opened_at").first()


def bodies_to_prepare(viewer: Viewer) -> Sequence[Body]:
    """Return the bodies for which the viewer may prepare an election.

    Raises:
        Unseen: there is none.
    """
    found = [
        body
        for body in Body.objects.select_related("council").order_by("council", "pk")
        if is_clerk(viewer, body.council_id)
    ]
    if not found:
        raise Unseen
    return found


def turnout_of(election: Election) -> tuple[int, int]:
    """Return how many handed in an open ballot, and how many may [persons]."""
    voters = Voter.objects.filter(election=election)
    return OpenBallot.objects.filter(voter__in=voters).count(), voters.count()


def still_standing(election: Election) -> Sequence[Candidacy]:
    """Return those on the ballot paper who have not withdrawn."""
    people = listed(candidates_of(election))
    return [one for one in people if one.status is CandidacyStatus.ADMITTED]


def keeps_a_record(viewer: Viewer) -> bool:
    """Say whether the viewer is clerk somewhere, and so prepares elections."""
    return holds_office(viewer, STAFF)
