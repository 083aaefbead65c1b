"""Ways in that are ours: the printed card, and the link."""

from allauth.core import ratelimit
from allauth.core.internal.ratelimit import get_ip
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from council.accounts import limits, services
from council.accounts.forms import CardForm
from council.accounts.http import sign_in, wanted_page


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def card(request: HttpRequest) -> HttpResponse:
    """Sign in with username and code of a printed card."""
    if request.method == "GET":
        return _show_card(request, CardForm())
    if not ratelimit.consume(request, action="card"):
        return render(request, "errors/429.html", status=429)
    form = CardForm(request.POST)
    if not form.is_valid():
        return _show_card(request, form, status=422)
    user = services.use_card(actor=None, **form.cleaned_data)
    if user is None:
        return _refuse_card(request, form)
    after = f"{reverse('accounts:after_card')}?{urlencode({'next': wanted_page(request)})}"
    return sign_in(request, user, "card", after)


def _refuse_card(request: HttpRequest, form: CardForm) -> HttpResponse:
    # A right code of 80 bits always passes, so that nobody locks out a neighbour in the same hall
    # by failing for them; wrong ones are slowed down, whether or not there is such an account.
    username = form.cleaned_data["username"].strip().casefold()
    if limits.take("card", username, get_ip(request)):
        form.add_error(
            None,
            _("Username and code do not belong together, or the card was used or has expired."),
        )
        return _show_card(request, form, status=422)
    form.add_error(None, _("That was tried too often. Please wait a few minutes and try again."))
    return _show_card(request, form, status=429)


def _show_card(request: HttpRequest, form: CardForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": wanted_page(request)}
    return render(request, "accounts/card.html", context, status=status)


@require_GET
@login_required
def after_card(request: HttpRequest) -> HttpResponse:
    """Offer a way to sign in next time, now that the card is used up."""
    return render(request, "accounts/after_card.html", {"next": wanted_page(request)})


@never_cache
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Sign in by a link; a program that looks at links ahead of people does not use it up."""
    owner = services.owner_of_link(actor=None, token=token)
    if owner is None:
        return render(request, "accounts/link_gone.html", status=410)
    if request.method == "GET" and not settings.MAJLIS_DEMO:
        context = {"owner": owner, "next": wanted_page(request)}
        return render(request, "accounts/enter.html", context)
    user = services.use_link(actor=None, token=token)
    if user is None:
        return render(request, "accounts/link_gone.html", status=410)
    return sign_in(request, user, "link", wanted_page(request))
