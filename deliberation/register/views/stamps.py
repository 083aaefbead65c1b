"""What an outside authority says of the time at which the register was signed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET

from council.kernel.visibility import Unseen
from council.members.selectors import councils_for
from deliberation.register.authority import pem
from deliberation.register.selectors import published, stamps


@require_GET
def stamp(request: HttpRequest, slug: str, size: int) -> HttpResponse:
    """Hand out the stamp on the checkpoint of a size, as it came from the authority."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    found = stamps.stamp_at(published.head_of(council), size)
    answer = HttpResponse(bytes(found.response), content_type="application/timestamp-reply")
    answer["Content-Disposition"] = f'attachment; filename="checkpoint-{size}.tsr"'
    return answer


@require_GET
def certificates(request: HttpRequest, slug: str) -> HttpResponse:
    """Hand out the certificates on whose word the stamps are believed."""
    get_object_or_404(councils_for(request.user), slug=slug)
    if not settings.TIMESTAMP_URL:
        raise Unseen
    answer = HttpResponse(pem(), content_type="application/x-pem-file")
    answer["Content-Disposition"] = 'attachment; filename="authority.pem"'
    return answer
