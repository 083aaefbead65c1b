"""Pages of the office about composition targets: how they stand, what comes next, what is told."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.members.composing import (
    conflicts_in,
    described,
    need_sentences,
    target_lines,
    titles_of,
)
from council.members.forms.composition import PresetForm, ReportForm, TargetForm
from council.members.forms.seats import EndForm
from council.members.models import Body, Council, ReportMoment, SeatingCause
from council.members.selectors import bylaws, counts, seating
from council.members.selectors import composition as selectors
from council.members.services import counts as counting
from council.members.services import reports, targets
from council.members.views.office import KeeperRequest, done, office_page, posted, show
from council.rules.targets import PRESETS

AT, ENTRY = "composition_start", "members/entry.html"


@office_page
def composition_start(request: KeeperRequest, council: Council) -> HttpResponse:
    """Go to the targets of the first body, or to the bodies when there is none."""
    lines = seating.bodies_for(request.user, council)
    if not lines:
        return redirect("members:bodies", council.slug)
    return redirect("members:composition", council.slug, lines[0].body.key)


@office_page
def composition(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Show how the targets of a body stand, and what the next person must bring."""
    body = seating.body_called(request.user, council, key)
    names = bylaws.bloc_names(request.user, council)
    status = counts.status_for(request.user, body)
    aimed = [one.target for one in status.findings]
    titles, shorter = described(aimed, names), titles_of(aimed, names)
    context = {
        "body": body,
        "bodies": seating.bodies_for(request.user, council),
        "status": status,
        "lines": target_lines(status, names),
        "needs": need_sentences(status.rooms),
        "conflicts": conflicts_in(status.contradictions, titles, shorter),
        "rows": selectors.target_rows_of(body),
        "answered": selectors.answered_in(request.user, body),
        "reports": selectors.reports_for(request.user, body),
    }
    return show(request, "members/composition.html", council, AT, context)


@require_POST
@office_page
def count(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Count the body together, if enough people changed since each count before."""
    body = seating.body_called(request.user, council, key)
    found = counting.count_body(actor=request.user, body_id=body.pk, cause=SeatingCause.OFFICE)
    if found is None:
        messages.warning(request, _("Nothing was counted: too few people changed since a count."))
    else:
        messages.success(request, _("This is what the last count told."))
    return redirect("members:composition", council.slug, key)


@office_page
def target_preset(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Adopt the targets of a preset."""
    body = seating.body_called(request.user, council, key)
    form = PresetForm(posted(request), body=body)
    if form.carry_out(lambda: _adopt_preset(request, body, form)):
        return done(request, council, _("The targets hold from that day."), "composition", key)
    context = {"form": form, "title": _("Start from a preset"), "back": "composition"}
    return show(request, ENTRY, council, AT, context | {"back_key": key})


def _adopt_preset(request: KeeperRequest, body: Body, form: PresetForm) -> None:
    targets.adopt_targets(
        actor=request.user,
        body_id=body.pk,
        documents=PRESETS[form.cleaned_data["preset"]],
        valid_from=form.cleaned_data["valid_from"],
    )


@office_page
def target_new(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Adopt a target, or a new version of one."""
    body = seating.body_called(request.user, council, key)
    form = TargetForm(posted(request), body=body)
    if form.carry_out(
        lambda: targets.adopt_target(
            actor=request.user,
            body_id=body.pk,
            document=form.document(),
            valid_from=form.cleaned_data["valid_from"],
        )
    ):
        return done(request, council, _("The targets hold from that day."), "composition", key)
    context = {"form": form, "title": _("Set a target"), "back": "composition", "back_key": key}
    return show(request, ENTRY, council, AT, context)


@office_page
def target_end(request: KeeperRequest, council: Council, target_id: int) -> HttpResponse:
    """Let a target hold no longer."""
    shown = selectors.target_for(request.user, council, target_id)
    key = shown.body.key
    form = EndForm(posted(request), council=council)
    if form.carry_out(
        lambda: targets.end_target(
            actor=request.user, target_id=shown.pk, valid_to=form.cleaned_data["ends_on"]
        )
    ):
        return done(request, council, _("The target ends."), "composition", key)
    title = _("End the target “%(key)s”") % {"key": shown.key}
    context = {"form": form, "title": title, "back": "composition", "back_key": key}
    return show(request, ENTRY, council, AT, context)


@office_page
def publish(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Tell the composition in public, once for each moment of the term."""
    body = seating.body_called(request.user, council, key)
    form = ReportForm(posted(request))
    if form.carry_out(
        lambda: reports.publish_composition(
            actor=request.user,
            body_id=body.pk,
            moment=ReportMoment(form.cleaned_data["moment"]),
        )
    ):
        return done(request, council, _("The composition is published."), "composition", key)
    context = {"form": form, "title": _("Publish the composition"), "back": "composition"}
    return show(request, ENTRY, council, AT, context | {"back_key": key})
