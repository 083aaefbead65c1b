"""Pages of the office about seats, mandates and offices."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from council.members import services
from council.members.composing import need_sentences
from council.members.forms.seats import (
    AppointmentForm,
    DirectionsForm,
    EndForm,
    OfficeHolderForm,
    SeatForm,
)
from council.members.models import Council, MandateRole, OfficeKind
from council.members.selectors import counts, seating, today_in
from council.members.views.office import KeeperRequest, done, office_page, posted, show
from council.members.words import OUTCOMES

AT = "seats_start"
ENTRY = "members/entry.html"


@office_page
def seats_start(request: KeeperRequest, council: Council) -> HttpResponse:
    """Go to the seats of the first body, or to the bodies when there is none."""
    lines = seating.bodies_for(request.user, council)
    if not lines:
        return redirect("members:bodies", council.slug)
    return redirect("members:seats", council.slug, lines[0].body.key)


@office_page
def seats(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """List the seats of a body by bloc, with those who fill them."""
    body = seating.body_called(request.user, council, key)
    lines = seating.seats_for(request.user, body)
    context = {
        "body": body,
        "benches": seating.benches_of(lines),
        "filled": sum(line.holder is not None for line in lines),
        "count": len(lines),
        "bodies": seating.bodies_for(request.user, council),
    }
    return show(request, "members/seats.html", council, AT, context)


@office_page
def seat_new(request: KeeperRequest, council: Council, key: str) -> HttpResponse:
    """Add seats to a body."""
    body = seating.body_called(request.user, council, key)
    number = seating.next_number(request.user, body)
    form = SeatForm(posted(request), council=council, seat=None, number=number)
    if form.carry_out(
        lambda: services.create_seats(
            actor=request.user,
            body_id=body.pk,
            facts=form.facts(),
            how_many=form.cleaned_data["how_many"],
        )
    ):
        return done(request, council, _("The seats have been added."), "seats", body.key)
    context = {"form": form, "title": _("Add seats"), "back": "seats", "back_key": body.key}
    return show(request, ENTRY, council, AT, context)


@office_page
def seat(request: KeeperRequest, council: Council, seat_id: int) -> HttpResponse:
    """Show a seat with its mandates, and appoint somebody to it."""
    shown = seating.seat_for(request.user, council, seat_id)
    holder = seating.holder_of(request.user, shown)
    form = AppointmentForm(posted(request), seat=shown, has_holder=holder is not None)
    if form.carry_out(lambda: _appoint(request, shown.pk, form)):
        outcome = form.outcome()
        words = str(OUTCOMES[outcome]) if outcome else _("The mandate has been entered.")
        return done(request, council, words, "seat", shown.pk)
    context = {
        "form": form,
        "seat": shown,
        "holder": holder,
        "today": today_in(council),
        "needs": need_sentences(counts.rooms_for(request.user, shown.body)),
    }
    return show(request, "members/seat.html", council, AT, context)


def _appoint(request: KeeperRequest, seat_id: int, form: AppointmentForm) -> object:
    told = form.cleaned_data
    when: dict[str, Any] = {"actor": request.user, "starts_on": told["starts_on"]}
    person: dict[str, Any] = {"seat_id": seat_id, "member_id": int(told["member"])}
    if outcome := form.outcome():
        return services.turn_away(delegate=form.delegate(), outcome=outcome, **when)
    if form.is_succession:
        return services.succeed(sent_as=form.sent, exception=form.exception(), **person, **when)
    when["ends_on"] = told["ends_on"]
    if told["role"] == MandateRole.ALTERNATE:
        return services.enter_mandate(role=MandateRole.ALTERNATE, **person, **when)
    return services.appoint_delegate(delegate=form.delegate(), exception=form.exception(), **when)


@office_page
def seat_edit(request: KeeperRequest, council: Council, seat_id: int) -> HttpResponse:
    """Amend a seat."""
    shown = seating.seat_for(request.user, council, seat_id)
    form = SeatForm(posted(request), council=council, seat=shown)
    if form.carry_out(
        lambda: services.amend_seat(actor=request.user, seat_id=shown.pk, facts=form.facts())
    ):
        return done(request, council, _("The changes have been saved."), "seat", shown.pk)
    context = {"form": form, "title": _("Amend the seat"), "back": "seat", "back_key": shown.pk}
    return show(request, ENTRY, council, AT, context)


@require_POST
@office_page
def seat_abolish(request: KeeperRequest, council: Council, seat_id: int) -> HttpResponse:
    """Do away with a vacant seat."""
    shown = seating.seat_for(request.user, council, seat_id)
    services.abolish_seat(actor=request.user, seat_id=shown.pk)
    return done(request, council, _("The seat has been abolished."), "seats", shown.body.key)


@office_page
def mandate_end(request: KeeperRequest, council: Council, mandate_id: int) -> HttpResponse:
    """End a mandate."""
    shown = seating.mandate_for(request.user, council, mandate_id)
    form = EndForm(posted(request), council=council)
    if form.carry_out(
        lambda: services.end_mandate(
            actor=request.user, mandate_id=shown.pk, ends_on=form.cleaned_data["ends_on"]
        )
    ):
        return done(request, council, _("The mandate ends."), "seat", shown.seat_id)
    title = _("End the mandate of %(name)s") % {"name": shown.member.public_name}
    context = {"form": form, "title": title, "back": "seat", "back_key": shown.seat_id}
    return show(request, ENTRY, council, AT, context)


@office_page
def offices(request: KeeperRequest, council: Council) -> HttpResponse:
    """List the offices held today and those laid down."""
    context = {
        "held": seating.offices_for(request.user, council),
        "past": seating.past_offices_for(request.user, council),
    }
    return show(request, "members/offices.html", council, "offices", context)


@office_page
def office_new(request: KeeperRequest, council: Council) -> HttpResponse:
    """Charge a member with an office."""
    form = OfficeHolderForm(posted(request), council=council)
    if form.carry_out(
        lambda: services.assign_office(
            actor=request.user,
            body_id=int(form.cleaned_data["body"]),
            member_id=int(form.cleaned_data["member"]),
            kind=OfficeKind(form.cleaned_data["kind"]),
            starts_on=form.cleaned_data["starts_on"],
            directions=form.cleaned_data["directions"],
        )
    ):
        return done(request, council, _("The office has been assigned."), "offices")
    context = {"form": form, "title": _("Assign an office"), "back": "offices"}
    return show(request, ENTRY, council, "offices", context)


@office_page
def office_edit(request: KeeperRequest, council: Council, office_id: int) -> HttpResponse:
    """Change an interpreter's directions."""
    shown = seating.office_for(request.user, council, office_id)
    form = DirectionsForm(posted(request), council=council, office=shown)
    if form.carry_out(
        lambda: services.change_directions(
            actor=request.user,
            office_id=shown.pk,
            directions=form.cleaned_data["directions"],
        )
    ):
        return done(request, council, _("The changes have been saved."), "offices")
    title = _("Directions of %(name)s") % {"name": shown.member.public_name}
    context = {"form": form, "title": title, "back": "offices"}
    return show(request, ENTRY, council, "offices", context)


@office_page
def office_end(request: KeeperRequest, council: Council, office_id: int) -> HttpResponse:
    """Let a member lay down an office."""
    shown = seating.office_for(request.user, council, office_id)
    form = EndForm(posted(request), council=council)
    if form.carry_out(
        lambda: services.end_office(
            actor=request.user, office_id=shown.pk, ends_on=form.cleaned_data["ends_on"]
        )
    ):
        return done(request, council, _("The office has been laid down."), "offices")
    title = _("%(name)s lays down an office") % {"name": shown.member.public_name}
    context = {"form": form, "title": title, "back": "offices"}
    return show(request, ENTRY, council, "offices", context)
