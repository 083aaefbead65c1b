"""Lots of the demo: one whose seats are filled, one that still takes volunteers."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from council.config.demonstration.stage import FILES, Plan, Stage, read
from council.lots import services
from council.lots.models import Chosen, Lot
from council.members.facts import BodyFacts, SeatFacts
from council.members.models import Body, BodyKind, FilledBy, OfficeKind, Seat
from council.members.registry.tables import read_tables
from council.members.services.bodies import create_body
from council.members.services.bylaws import adopt_bylaws
from council.members.services.offices import assign_office
from council.members.services.seats import create_seats
from council.members.services.targets import adopt_targets
from council.rules.bylaws import PRESETS as BYLAWS
from council.rules.lot.volunteering import Entry, read_volunteers
from council.rules.targets import PRESETS as TARGETS

AN_HOUR = timedelta(hours=1)
VOLUNTEERS = "volunteers.csv"


def plan_lots(stage: Stage) -> None:
    """Let a body be set up, one lot be held for its seats, and another be opened."""
    plan = read("lots.json")
    begins = stage.day(plan["day"])
    stage.plan(begins, lambda: _set_up(stage, plan, begins.date()))
    stage.plan(begins + AN_HOUR, lambda: _hold(stage, plan, begins.date()))
    stage.plan(begins + 2 * AN_HOUR, lambda: _open_another(stage, plan))


def _set_up(stage: Stage, plan: Plan, on: date) -> None:
    told = plan["body"]
    facts = BodyFacts(
        key=told["key"],
        names=told["name"],
        kind=BodyKind(told["kind"]),
        parent_id=stage.body(told["parent"]).pk,
    )
    body = create_body(actor=stage.clerk, council_id=stage.council.pk, facts=facts)
    rules = BYLAWS[told["rules"]]
    adopt_bylaws(actor=stage.clerk, body_id=body.pk, document=rules, valid_from=on)
    assign_office(
        actor=stage.clerk,
        body_id=body.pk,
        member_id=stage.member(stage.names["chair"]).pk,
        kind=OfficeKind.CHAIR,
        starts_on=on,
    )
    documents = [one for name in plan["targets"] for one in TARGETS[name]]
    adopt_targets(actor=stage.clerk, body_id=body.pk, documents=documents, valid_from=on)


def _seats(stage: Stage, body: Body, first: int, number: int) -> list[Seat]:
    facts = SeatFacts(number=first, filled_by=FilledBy.LOT)
    return create_seats(actor=stage.clerk, body_id=body.pk, facts=facts, how_many=number)


def _open(stage: Stage, body: Body, seats: list[Seat], alternates: int) -> Lot:
    return services.open_lot(
        actor=stage.clerk,
        body_id=body.pk,
        seat_ids=[seat.pk for seat in seats],
        alternates=alternates,
    )


def _read(stage: Stage, lot: Lot, entries: list[Entry]) -> None:
    services.read_pool(actor=stage.clerk, lot_id=lot.pk, file=VOLUNTEERS, entries=entries)


def _entries() -> list[Entry]:
    (table,) = read_tables(VOLUNTEERS, (FILES / VOLUNTEERS).read_bytes())
    return read_volunteers(VOLUNTEERS, table.header, table.rows)


def _hold(stage: Stage, plan: Plan, on: date) -> None:
    body = stage.body(plan["body"]["key"])
    lot = _open(stage, body, _seats(stage, body, 1, plan["seats"]), plan["alternates"])
    _read(stage, lot, _entries())
    with _without_banner():
        services.compute_at_once(actor=stage.clerk, lot_id=lot.pk)
    services.publish_lottery(actor=stage.clerk, lot_id=lot.pk)
    for source, words in plan["words"]:
        said = services.enter_words(actor=stage.clerk, lot_id=lot.pk, source=source, words=words)
        services.confirm_words(actor=stage.user(plan["second"]), saying_id=said.pk, words=words)
    services.draw_panel(actor=stage.clerk, lot_id=lot.pk)
    first = Chosen.objects.filter(lot=lot, role="panel").first()
    if first is not None:
        services.record_drop_out(actor=stage.clerk, chosen_id=first.pk)
    services.seat_panel(actor=stage.clerk, lot_id=lot.pk, starts_on=on)


@contextmanager
def _without_banner() -> Iterator[None]:
    """Keep the banner that the solver writes past Python off the links that are printed."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)


def _open_another(stage: Stage, plan: Plan) -> None:
    body = stage.body(plan["body"]["key"])
    seats = _seats(stage, body, plan["seats"] + 1, plan["more_seats"])
    _read(stage, _open(stage, body, seats, 2), _entries()[:9])
