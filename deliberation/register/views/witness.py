"""How somebody outside watches over the register."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from council.members.selectors import councils_for
from deliberation.register.selectors import published
from deliberation.register.selectors.keys import keys_of


@require_GET
def witness(request: HttpRequest, slug: str) -> HttpResponse:
    """Say how to keep checkpoints, check them and put one's name to them."""
    council = get_object_or_404(councils_for(request.user), slug=slug)
    head = published.head_or_none(council)
    context = {
        "council": council,
        "head": head,
        "checkpoint": published.latest_checkpoint(head) if head else None,
        "keys": keys_of(head.pk) if head else [],
        "site": settings.PUBLIC_URL,
    }
    return render(request, "register/witness.html", context)
