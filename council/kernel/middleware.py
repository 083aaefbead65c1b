"""What happens around every request: refusals become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from council.kernel.phrases import sentence
from council.rules.errors import RuleViolation

Response = Callable[[HttpRequest], HttpResponse]


class refusals:  # noqa: N801 - Django calls it like a function
    """Answer 409 with one clear sentence when the rules of procedure refuse an act."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page; leave every other exception alone."""
        if not isinstance(exception, RuleViolation):
            return None
        context = {"sentence": sentence(exception), "code": exception.code}
        return render(request, "errors/409.html", context, status=409)
