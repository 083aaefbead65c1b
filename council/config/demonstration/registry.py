"""The institution of the demo: founded, and its registry imported from the clerk's tables."""

from datetime import date, timedelta

from council.config.demonstration.clock import moment
from council.config.demonstration.declarations import set_targets
from council.config.demonstration.delegates import ask_again
from council.config.demonstration.stage import FILES, Plan, Stage, read
from council.members.facts import BlocFacts, BodyFacts, CouncilFacts, MemberFacts, TermFacts
from council.members.models import Body, BodyKind, Council
from council.members.registry.tables import read_tables
from council.members.services.bodies import amend_body, create_bloc, create_body, open_term
from council.members.services.bylaws import adopt_bylaws
from council.members.services.founding import found_council
from council.members.services.imports import import_registry
from council.rules.bylaws import PRESETS

TABLES = ("organisations.csv", "members.csv", "seats.csv", "offices.csv")
A_DAY = timedelta(days=1)


def build_institution() -> Stage:
    """Found the council of ``bodies.json`` and import its registry; return the stage."""
    plans = read("bodies.json")
    names = {one["key"]: one["member"] for one in read("personas.json") if one["member"]}
    stage = Stage(Council(slug=plans["council"]["key"], time_zone=plans["council"]["time_zone"]))
    begins = stage.day(plans["term"]["begins_in_days"])
    stage.names = names
    with moment(begins):
        stage.council = _found(plans, names["clerk"], begins.date())
        _bodies(stage, plans["bodies"], begins.date())
        _blocs(stage)
        tables = [table for name in TABLES for table in read_tables(name, _bytes(name))]
        import_registry(
            actor=stage.clerk,
            council_id=stage.council.pk,
            tables=tables,
            starts_on=begins.date(),
        )
        _term(stage, plans["term"])
        set_targets(stage, plans["targets"], begins.date())
    ask_again(stage, plans["delegates"])
    return stage


def _bytes(name: str) -> bytes:
    return (FILES / name).read_bytes()


def _found(plans: Plan, clerk: str, on: date) -> Council:
    told = plans["council"]
    facts = CouncilFacts(
        slug=told["key"],
        names=told["name"],
        place=told["place"],
        time_zone=told["time_zone"],
        languages=told["languages_offered"],
        main_language=told["main_language"],
    )
    person = MemberFacts(key=clerk, public_name=_name_of(clerk), reads=["tr"], speaks=["tr"])
    return found_council(
        actor=None, facts=facts, body=_body_facts(plans["bodies"][0]), clerk=person, starts_on=on
    )


def _name_of(username: str) -> str:
    (table,) = read_tables("members.csv", _bytes("members.csv"))
    rows = [dict(zip(table.header, cells, strict=False)) for _number, cells in table.rows]
    return next(row["public_name"] for row in rows if row["username"] == username)


def _body_facts(told: Plan, parent: Body | None = None) -> BodyFacts:
    return BodyFacts(
        key=told["key"],
        names=told["name"],
        kind=BodyKind(told["kind"]),
        parent_id=parent.pk if parent else None,
    )


def _bodies(stage: Stage, plans: list[Plan], on: date) -> None:
    for told in plans[1:]:
        facts = _body_facts(told, stage.body(told["parent"]))
        create_body(actor=stage.clerk, council_id=stage.council.pk, facts=facts)
    for told in plans:
        body = stage.body(told["key"])
        adopt_bylaws(
            actor=stage.clerk, body_id=body.pk, document=PRESETS[told["rules"]], valid_from=on
        )
        if board := told["executive_board"]:
            facts = BodyFacts(
                key=body.key,
                names=body.names,
                kind=body.kind,
                parent_id=body.parent_id,
                executive_id=stage.body(board).pk,
            )
            amend_body(actor=stage.clerk, body_id=body.pk, facts=facts)


def _blocs(stage: Stage) -> None:
    for position, told in enumerate(read("blocs.json")):
        facts = BlocFacts(
            key=told["key"], names=told["name"], colour=told["colour"], position=position
        )
        create_bloc(actor=stage.clerk, council_id=stage.council.pk, facts=facts)


def _term(stage: Stage, told: Plan) -> None:
    facts = TermFacts(
        number=1,
        starts_on=stage.day(told["begins_in_days"]).date(),
        ends_on=stage.day(told["ends_in_days"]).date(),
    )
    open_term(actor=stage.clerk, council_id=stage.council.pk, facts=facts)
