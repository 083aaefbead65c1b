"""What the lists of the register share."""

from django.http import HttpRequest


def rest_of(request: HttpRequest) -> str:
    """Return what was asked besides the page, as the links to other pages repeat it."""
    rest = request.GET.copy()
    rest.pop("page", None)
    return f"{rest.urlencode()}&" if rest else ""
