"""Pages of the office: a lot from the pool to the filled seats."""

import csv
import io

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from council.accounts.guards import recently_authenticated
from council.lots import services
from council.lots.forms import AbandonForm, OpenForm, PoolForm, QuotasForm, SeatForm
from council.lots.models import Lot
from council.lots.selectors import lots
from council.lots.selectors import pool as pools
from council.lots.words import (
    FATES,
    STATUSES,
    contradiction_in,
    quotas_in_words,
    steps_of,
)
from council.members.models import Council
from council.members.selectors import seating
from council.members.views.office import KeeperRequest, office_page, posted, show

AT = "lots:desks"
BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know UTF-8


@office_page
def desks(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the lots of the council, and the bodies for whose seats one can be opened."""
    found = lots.lots_for(request.user, council)
    context = {
        "lots": [(one, *STATUSES[one.status]) for one in found],
        "bodies": seating.bodies_for(request.user, council),
    }
    return show(request, "lots/desks.html", council, AT, context)


@office_page
def open_lot(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Open a lot for vacant seats of a body."""
    body = seating.body_called(request.user, council, key)
    seats = pools.vacant_seats(body)
    form = OpenForm(posted(request), seats=seats, language=get_language() or "en")
    opened: list[Lot] = []
    if form.carry_out(
        lambda: opened.append(
            services.open_lot(
                actor=request.user,
                body_id=body.pk,
                seat_ids=form.cleaned_data["seats"],
                alternates=form.cleaned_data["alternates"],
            )
        )
    ):
        return _to(request, council, opened[0], _("The lot is open. Now read the volunteers."))
    context = {"form": form, "body": body, "seats": seats}
    return show(request, "lots/open.html", council, AT, context)


@office_page
def desk(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Show what is to be done next with a lot."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    progress = lots.progress_of(request.user, lot)
    last, places = progress.computation, lot.seats.count()
    status, tone = STATUSES[lot.status]
    drawn = pools.drawn_in(request.user, lot)
    context = {
        "lot": lot,
        "status": status,
        "tone": tone,
        "steps": steps_of(lot),
        "places": places,
        "shown": lots.shown_to(request.user, lot),
        "quotas": quotas_in_words(lot, places),
        "progress": progress,
        "conflict": contradiction_in(lot, last, places) if last else None,
        "drawn": [(one, *FATES[one.status]) for one in drawn],
        "waits": any(one.waits_for_a_seat for one in drawn),
    }
    return show(request, "lots/desk.html", council, AT, context)


@office_page
def pool(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Read volunteers."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    form = PoolForm(posted(request), request.FILES or None)
    if form.carry_out(
        lambda: services.read_pool(
            actor=request.user,
            lot_id=lot.pk,
            file=form.table.file if form.table else "",
            entries=form.entries,
        )
    ):
        return _to(request, council, lot, _("The volunteers are in the pool."))
    return show(request, "lots/pool.html", council, AT, {"form": form, "lot": lot})


@office_page
def quotas(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Say how many of those drawn are to be in each group."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    form = QuotasForm(posted(request), lot=lot, lines=pools.quota_lines(request.user, lot))
    if form.carry_out(
        lambda: services.set_quotas(
            actor=request.user,
            lot_id=lot.pk,
            quotas=form.quotas(),
            reason=form.cleaned_data["reason"],
        )
    ):
        return _to(request, council, lot, _("The quotas have been set."))
    return show(request, "lots/quotas.html", council, AT, {"form": form, "lot": lot})


@require_POST
@office_page
def compute(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Close the pool and start the computation."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    services.start_computation(actor=request.user, lot_id=lot.pk)
    return _to(request, council, lot)


@require_GET
@office_page
def progress(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Show how the computation stands, for the part of the page that asks again and again."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    found = lots.progress_of(request.user, lot)
    context = {"council": council, "lot": lot, "progress": found}
    answer = render(request, "lots/progress.html", context)
    if not found.is_running:
        answer["HX-Refresh"] = "true"  # the page has more to show now
    return answer


@require_POST
@office_page
def cancel(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Give a computation up."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    services.cancel_computation(actor=request.user, lot_id=lot.pk)
    return _to(request, council, lot, _("The computation is cancelled; the pool is open again."))


@require_POST
@office_page
def reopen(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Discard a list that is not published, and open the pool again."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    services.reopen_lot(actor=request.user, lot_id=lot.pk)
    return _to(request, council, lot, _("The pool is open again."))


@require_POST
@office_page
def publish(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Publish the list and begin the ceremony."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    services.publish_lottery(actor=request.user, lot_id=lot.pk)
    messages.success(request, _("The list is published. The ceremony can begin."))
    return redirect("lots:lot", council.slug, lot.pk)


@require_GET
@recently_authenticated
@office_page
def tickets(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Hand out whose ticket is whose, for the slips that volunteers are given."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(["id", "name", "ticket"])
    for one in pools.tickets_of(request.user, lot):
        writer.writerow([_plain(one.own_id), _plain(one.name), one.ticket])
    answer = HttpResponse(BYTE_ORDER_MARK + lines.getvalue(), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="tickets-{lot.pk}.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def _plain(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@"} else cell


@require_POST
@office_page
def drop_out(request: KeeperRequest, council: Council, lot_id: int, chosen_id: int) -> HttpResponse:
    """Record that somebody drawn declines or leaves."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    chosen = lots.chosen_for(request.user, lot, chosen_id)
    comes = services.record_drop_out(actor=request.user, chosen_id=chosen.pk)
    if comes is None:
        return _to(request, council, lot, _("It is recorded."))
    told = _("It is recorded. Ticket %(ticket)s comes in their place.")
    return _to(request, council, lot, told % {"ticket": comes.volunteer.ticket})


@office_page
def seat(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Give those who were drawn their seats."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    form = SeatForm(posted(request), council=council)
    if form.carry_out(
        lambda: services.seat_panel(
            actor=request.user,
            lot_id=lot.pk,
            starts_on=form.cleaned_data["starts_on"],
            exception=form.exception(),
        )
    ):
        return _to(request, council, lot, _("The seats are filled."))
    return show(request, "lots/seat.html", council, AT, {"form": form, "lot": lot})


@office_page
def abandon(request: KeeperRequest, council: Council, lot_id: int) -> HttpResponse:
    """Give a lot up."""
    lot = lots.lot_to_conduct(request.user, council, lot_id)
    form = AbandonForm(posted(request))
    if form.carry_out(
        lambda: services.abandon_lot(
            actor=request.user, lot_id=lot.pk, reason=form.cleaned_data["reason"]
        )
    ):
        return _to(request, council, lot, _("The lot is given up; its pool is forgotten."))
    context = {"form": form, "lot": lot, "title": _("Give the lot up")}
    return show(request, "lots/entry.html", council, AT, context)


def _to(request: KeeperRequest, council: Council, lot: Lot, words: str = "") -> HttpResponse:
    """Go to the desk of a lot, and say what was done."""
    if words:
        messages.success(request, words)
    return redirect("lots:desk", council.slug, lot.pk)
