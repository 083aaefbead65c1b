"""What is said in the demo's meetings: asked for, spoken, written, interpreted."""

from functools import partial

from council.config.demonstration.assembly import Assembly
from council.config.demonstration.stage import Plan
from deliberation.floor.models import RequestKind, SpeakingRequest, SpeakingTurn
from deliberation.floor.services.requests import request_floor
from deliberation.floor.services.turns import end_turn, give_floor
from deliberation.meetings.models import Intent
from deliberation.meetings.services.discussion import contribute
from deliberation.meetings.services.interpretation import interpret
from deliberation.rules.floor import SpeakersList

A_MINUTE = 60  # seconds
A_BREATH = 1 / 12  # between being given the floor and speaking, for the journal to tell apart [min]


def plan_speech(assembly: Assembly) -> None:
    """Plan requests, turns, contributions and what interpreters make of them."""
    stage, plan = assembly.stage, assembly.plan
    for told in plan["turns"]:
        ends = told["at"] + told["seconds"] / A_MINUTE
        stage.plan(assembly.at(told["requested"]), partial(_ask, assembly, told), 6)
        stage.plan(assembly.at(told["at"]), partial(_give, assembly, told), 7)
        stage.plan(assembly.at(ends), partial(_end, assembly), 0)
    for told in plan["requests"]:
        stage.plan(assembly.at(told["at"]), partial(_ask, assembly, told), 6)
    for told in plan["contributions"]:
        stage.plan(assembly.at(told["at"] + A_BREATH), partial(_say, assembly, told), 7)
        for rendering in told["interpretations"]:
            stage.plan(assembly.at(rendering["at"]), partial(_render, assembly, told, rendering), 8)


def _ask(assembly: Assembly, told: Plan) -> None:
    request_floor(
        actor=assembly.stage.user(told["member"]),
        meeting_id=assembly.pk,
        kind=RequestKind(told["kind"]),
        language=told["language"],
        group=SpeakersList(told.get("group", "")),
    )


def _give(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    request = SpeakingRequest.objects.get(
        meeting_id=assembly.pk, member=stage.member(told["member"]), status="waiting"
    )
    give_floor(actor=stage.chair, meeting_id=assembly.pk, request_id=request.pk)


def _end(assembly: Assembly) -> None:
    turn = SpeakingTurn.objects.filter(meeting_id=assembly.pk, ended_at=None).first()
    if turn is not None:
        end_turn(actor=assembly.stage.chair, turn_id=turn.pk)


def _say(assembly: Assembly, told: Plan) -> None:
    said = contribute(
        actor=assembly.stage.user(told["member"]),
        item_id=assembly.item(told["item"]),
        language=told["language"],
        body=told["text"],
        intent=Intent(told["intent"]),
    )
    assembly.stage.made[told["key"]] = said.pk


def _render(assembly: Assembly, told: Plan, rendering: Plan) -> None:
    interpret(
        actor=assembly.stage.user(rendering["by"]),
        contribution_id=assembly.stage.made[told["key"]],
        language=rendering["language"],
        body=rendering["text"],
    )
