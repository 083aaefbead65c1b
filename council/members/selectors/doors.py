"""The way to a council, and what the registry shows only to its keepers."""

from typing import TypeVar

from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.models import Council
from council.members.selectors.facts import Viewer, is_clerk

Found = TypeVar("Found")


def council_called(viewer: Viewer, slug: str) -> Council:
    """Return the council of this address; councils are public.

    Raises:
        Unseen: there is none.
    """
    council = one_or_none(Council.objects.filter(slug=slug))
    if council is None:
        raise Unseen
    return council


def require_keeper(viewer: Viewer, council: Council) -> None:
    """Let only those pass who keep the council's registry.

    Raises:
        Unseen: for everybody else.
    """
    if not is_clerk(viewer, council.pk):
        raise Unseen


def seen(found: Found | None) -> Found:
    """Return what was found.

    Raises:
        Unseen: nothing was.
    """
    if found is None:
        raise Unseen
    return found
