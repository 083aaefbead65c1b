"""What the pages of elections share: the form shown again, and the way back."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from council.members.forms.base import OfficeForm


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was posted, be it nothing; None where a page is asked for."""
    return request.POST if request.method == "POST" else None


def show(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Render a page; a form in it decides the status."""
    form = context.get("form")
    status = form.status if isinstance(form, OfficeForm) else 200
    return render(request, f"elections/{template}.html", context, status=status)


def done(request: HttpRequest, words: str, page: str, *args: object) -> HttpResponse:
    """Say what was done and go on to a page of elections."""
    messages.success(request, words)
    return redirect(f"elections:{page}", *args)
