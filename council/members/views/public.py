"""Public pages: who sits in a council, and by which by-laws."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from council.members.bylaws.sentences import chapters_of
from council.members.composing import described, exception_lines, published_lines
from council.members.selectors import (
    bylaws,
    composition,
    delegations,
    exceptions,
    public,
    seating,
)
from council.members.selectors.doors import council_called
from council.rules.bylaws import parse
from council.rules.targets import dump_target


@require_GET
def council_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a council with its bodies."""
    council = council_called(request.user, slug)
    lines = seating.bodies_for(request.user, council)
    is_asked = composition.is_asked(request.user, council)
    context = {"council": council, "lines": lines, "is_asked": is_asked}
    return render(request, "members/council.html", context)


@require_GET
def body_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show who sits in a body, by bloc, and its by-laws in sentences."""
    council = council_called(request.user, slug)
    body = seating.body_called(request.user, council, key)
    shown = public.composition_of(request.user, body)
    current, names = shown["bylaws"], bylaws.bloc_names(request.user, council)
    chapters = chapters_of(parse(current.document), names) if current else []
    context = {"council": council, "body": body, "chapters": chapters, **shown}
    return render(request, "members/body.html", context)


@require_GET
def composition_page(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show who sits in a body by bloc, and what was told of its targets at fixed moments."""
    council = council_called(request.user, slug)
    body = seating.body_called(request.user, council, key)
    names = bylaws.bloc_names(request.user, council)
    titles = described(exceptions.targets_ever(body), names)
    granted = exceptions.exceptions_for(request.user, body)
    reports = [
        {"report": one, "lines": published_lines(one.lines, titles)}
        for one in composition.reports_for(request.user, body)
    ]
    shown = public.composition_of(request.user, body)
    context = {
        "council": council,
        "body": body,
        "reports": reports,
        "exceptions": exception_lines(granted, titles),
        "delegation_rule": delegations.delegation_rule_of(body),
        **shown,
    }
    return render(request, "members/composition_public.html", context)


@require_GET
def composition_json(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Hand out the same as data."""
    council = council_called(request.user, slug)
    body = seating.body_called(request.user, council, key)
    reports = composition.reports_for(request.user, body)
    granted = exceptions.exceptions_for(request.user, body)
    targets = [dump_target(one) for one in composition.targets_of(body)]
    told = {
        "council": council.slug,
        "body": body.key,
        "targets": targets,
        "reports": [public.told_of(one) for one in reports],
        "exceptions": [public.exception_told(one) for one in granted],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_GET
def bylaws_page(request: HttpRequest, slug: str, key: str, version: int) -> HttpResponse:
    """Show a version of a body's by-laws, past ones too."""
    council = council_called(request.user, slug)
    body = seating.body_called(request.user, council, key)
    shown = bylaws.version_for(request.user, body, version)
    names = bylaws.bloc_names(request.user, council)
    context = {
        "council": council,
        "body": body,
        "shown": shown,
        "chapters": chapters_of(parse(shown.document), names),
        "versions": bylaws.versions_for(request.user, body),
    }
    return render(request, "members/bylaws_public.html", context)
