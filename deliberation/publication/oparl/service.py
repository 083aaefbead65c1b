"""All types and lists there are, by their places among the addresses."""

from collections.abc import Mapping

from django.db.models import Q

from council.kernel.visibility import Unseen
from council.members.models import Body, Council
from deliberation.publication.addresses import whole
from deliberation.publication.oparl.contents import FILES, with_checksum
from deliberation.publication.oparl.institution import BODIES, LISTS, ORGANIZATIONS, TERMS
from deliberation.publication.oparl.kinds import Kind, by_uuid
from deliberation.publication.oparl.lists import Asked, listed, without_internal
from deliberation.publication.oparl.meetings import ITEMS, MEETINGS, PASSAGES, PLACES
from deliberation.publication.oparl.papers import PAPERS
from deliberation.publication.oparl.people import MEMBERSHIPS, PEOPLE
from deliberation.publication.oparl.wording import ROOT, Told, address

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        BODIES,
        TERMS,
        ORGANIZATIONS,
        PEOPLE,
        MEMBERSHIPS,
        MEETINGS,
        ITEMS,
        PAPERS,
        PASSAGES,
        FILES,
        PLACES,
    )
}
OF_ORGAN = {"meeting": "body", "consultation": "meeting__body"}


def list_of_bodies(asked: Asked) -> Told:
    """Return a page of the councils."""
    return listed(BODIES, None, whole(f"{ROOT}/body"), asked)


def list_in_body(name: str, kind: str, asked: Asked) -> Told:
    """Return a page of what belongs to a council.

    Raises:
        Unseen: there is no such council, or no such list of it.
    """
    council_id = Council.objects.filter(by_uuid(name)).values_list("pk", flat=True).first()
    if council_id is None or kind not in LISTS.values():
        raise Unseen
    own = f"{address('body', name)}/{kind}"
    return listed(KINDS[kind], council_id, own, asked)


def list_in_organ(name: str, kind: str, asked: Asked) -> Told:
    """Return a page of the meetings of an organ, or of what passed through them.

    Raises:
        Unseen: there is no such organ, or no such list of it.
    """
    body_id = Body.objects.filter(by_uuid(name)).values_list("pk", flat=True).first()
    if body_id is None or kind not in OF_ORGAN:
        raise Unseen
    own = f"{address('organization', name)}/{kind}"
    return listed(KINDS[kind], None, own, asked, Q(**{OF_ORGAN[kind]: body_id}))


def object_of(kind: str, name: str, asked: Asked) -> Told:
    """Return one object.

    Raises:
        Unseen: there is none, and the public never saw one.
    """
    if kind not in KINDS:
        raise Unseen
    told = KINDS[kind].find(name)
    if kind == FILES.name and "deleted" not in told:
        told = with_checksum(told, name)
    return without_internal(told) if asked.omits_internal else told
