"""How long a session lives: fourteen days, or less when it rests or does staff work."""

import time
from collections.abc import Callable

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from council.accounts import sessions

Response = Callable[[HttpRequest], HttpResponse]


def session_clock(get_response: Response) -> Response:
    """End a session that rested or lasted too long; note at most once a minute that it lives."""

    def answer(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            if sessions.is_over(request.session, now):
                logout(request)
            else:
                # Asked before this request counts as a sign of life.
                is_fit = sessions.is_fit_for_staff(request.session, now)
                request.META[sessions.FIT_FOR_STAFF] = is_fit
                sessions.note(request.session, now)
        return get_response(request)

    return answer
