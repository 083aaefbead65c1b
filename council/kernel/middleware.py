"""What happens around every request: headers, the reader's language, refusals made pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from council.kernel.phrases import sentence
from council.kernel.visibility import Unseen
from council.rules.errors import RuleViolation

Response = Callable[[HttpRequest], HttpResponse]

POWERS = (
    "accelerometer autoplay camera display-capture encrypted-media geolocation gyroscope hid "
    "magnetometer microphone midi payment picture-in-picture screen-wake-lock serial usb "
    "xr-spatial-tracking"
)
GREATEST_ID = 2**63 - 1
HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS.split()),
    "X-Permitted-Cross-Domain-Policies": "none",
}


def security_headers(get_response: Response) -> Response:
    """Say in every answer, errors included, what browsers and caches must not do with it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if _keeps_its_address(request):
            response["Referrer-Policy"] = "no-referrer"
        if _is_personal(request, response):
            response["Cache-Control"] = "no-store"
        elif "Cache-Control" not in response:
            response["Cache-Control"] = "no-cache"
        return response

    return answer


def _keeps_its_address(request: HttpRequest) -> bool:
    # Under no-referrer browsers post forms with "Origin: null". Those too old to send
    # Sec-Fetch-Site, by which named_origin then knows a page of ours, are left at same-origin.
    is_guarded = request.path_info.startswith(settings.NO_REFERRER_PATHS)
    return is_guarded and "Sec-Fetch-Site" in request.headers


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    if "immutable" in response.get("Cache-Control", ""):
        return False
    cookie = settings.SESSION_COOKIE_NAME
    return cookie in request.COOKIES or cookie in response.cookies


def named_origin(get_response: Response) -> Response:
    """Give a post from a page of ours under no-referrer the origin that its browser withheld.

    Only a browser can send ``Sec-Fetch-Site``; a foreign page or a sandboxed frame cannot make it
    say ``same-origin``. Django then demands the token all the same.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        name_origin(request)
        return get_response(request)

    return answer


def name_origin(request: HttpRequest) -> None:
    """Write the origin into the request, as ``named_origin`` says."""
    headers = request.headers
    if headers.get("Origin") == "null" and headers.get("Sec-Fetch-Site") == "same-origin":
        request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"


def preferred_language(get_response: Response) -> Response:
    """Speak the language of the account, else of the cookie, else of the browser."""

    def answer(request: HttpRequest) -> HttpResponse:
        chosen = language_of(request, getattr(request.user, "language", ""))
        translation.activate(chosen)
        request.LANGUAGE_CODE = chosen
        response = get_response(request)
        response.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        return response

    return answer


def language_of(request: HttpRequest, chosen: str) -> str:
    """Return the language of the answer, if ``chosen`` is that of the reader's account."""
    is_ours = chosen in dict(settings.LANGUAGES)
    return chosen if is_ours else translation.get_language_from_request(request)


def _is_impossible(part: object) -> bool:
    if isinstance(part, int):
        return part > GREATEST_ID  # SQLite overflows
    return isinstance(part, str) and "\0" in part  # PostgreSQL refuses it


class refusals:  # noqa: N801 - Django calls it like a function
    """Answer 409 with one clear sentence when the rules of procedure refuse an act."""

    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, named: dict[str, object]
    ) -> HttpResponse | None:
        """Answer 404 to an address that no row can have, before a database stumbles over it."""
        if any(_is_impossible(one) for one in named.values()):
            return render(request, "errors/404.html", status=404)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a refusal into a page, the unseen into 404; leave every other exception alone."""
        if isinstance(exception, Unseen):
            return render(request, "errors/404.html", status=404)
        if not isinstance(exception, RuleViolation):
            return None
        context = {"sentence": sentence(exception), "code": exception.code}
        return render(request, "errors/409.html", context, status=409)
