"""OParl over HTTP: the system, its objects, their lists, the files."""

from django.http import HttpRequest, HttpResponse

from council.kernel.visibility import Unseen
from deliberation.publication.http import file_of, json_of, oparl
from deliberation.publication.oparl.contents import contents_of
from deliberation.publication.oparl.institution import tell_system
from deliberation.publication.oparl.lists import read
from deliberation.publication.oparl.service import (
    list_in_body,
    list_in_organ,
    list_of_bodies,
    object_of,
)


@oparl
def system(_request: HttpRequest) -> HttpResponse:
    """Return the way in."""
    return json_of(tell_system())


@oparl
def bodies(request: HttpRequest) -> HttpResponse:
    """List the councils."""
    return json_of(list_of_bodies(read(request.GET.dict())))


@oparl
def thing(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Return one object."""
    return json_of(object_of(kind, name, read(request.GET.dict())))


@oparl
def in_body(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """List what belongs to a council."""
    return json_of(list_in_body(name, kind, read(request.GET.dict())))


@oparl
def in_organization(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """List the meetings of an organ, or what passed through them."""
    return json_of(list_in_organ(name, kind, read(request.GET.dict())))


@oparl
def content(_request: HttpRequest, name: str) -> HttpResponse:
    """Show what a file holds."""
    found = contents_of(name)
    return file_of(found.raw, found.media_type)


@oparl
def download(_request: HttpRequest, name: str) -> HttpResponse:
    """Hand out a file."""
    found = contents_of(name)
    return file_of(found.raw, found.media_type, name=found.name)


@oparl
def nothing(_request: HttpRequest, rest: str) -> HttpResponse:
    """Say that there is nothing at this address."""
    raise Unseen(rest)
