"""The demo's decisions on their way: forwarded, answered, overdue and back on an agenda."""

from datetime import time
from functools import partial

from council.config.demonstration.stage import Plan, Stage
from council.texts.services import translate_text
from deliberation.followup.models import Referral
from deliberation.followup.services.addressees import (
    AddresseeFacts,
    create_addressee,
    issue_link,
)
from deliberation.followup.services.answering import (
    Promise,
    Reply,
    answer_referral,
    promise_action,
)
from deliberation.followup.services.forwarding import (
    Letter,
    forward_decision,
    note_receipt,
    plan_consideration,
)
from deliberation.followup.services.returning import return_all
from deliberation.followup.services.translating import translate_answer
from deliberation.register.models import Decision
from deliberation.rules.followup import AddresseeKind, Verdict

NOON = time(12)


def plan_followup(stage: Stage, plan: Plan) -> None:
    """Plan to whom decisions went and what came back; what is overdue returns this morning."""
    for told in plan["addressees"]:
        stage.plan(stage.day(-40), partial(_enter, stage, told), 9)
    for told in plan["referrals"]:
        _plan_referral(stage, told)
    stage.plan(stage.now, lambda: return_all(actor=None), 9)


def _plan_referral(stage: Stage, told: Plan) -> None:
    stage.plan(stage.day(told["forwarded_in_days"], NOON), partial(_forward, stage, told))
    if "received_in_days" in told:
        stage.plan(stage.day(told["received_in_days"]), partial(_receive, stage, told))
    if "meets_in_days" in told:
        at = stage.day(told["forwarded_in_days"], time(13))
        stage.plan(at, partial(_await_meeting, stage, told))
    if "answer" in told:
        stage.plan(stage.day(told["answer"]["in_days"], NOON), partial(_answer, stage, told))


def _enter(stage: Stage, told: Plan) -> None:
    facts = AddresseeFacts(
        kind=AddresseeKind(told["kind"]),
        names=told["names"],
        language=told["language"],
        email=told["email"],
    )
    made = create_addressee(actor=stage.clerk, council_id=stage.council.pk, facts=facts)
    issue_link(actor=stage.clerk, addressee_id=made.pk)
    stage.made[told["key"]] = made.pk


def _forward(stage: Stage, told: Plan) -> None:
    decision = Decision.objects.get(poll_id=stage.made[told["poll"]])
    made = forward_decision(
        actor=stage.clerk,
        decision_id=decision.pk,
        addressee_id=stage.made[told["addressee"]],
        letter=Letter(stage.day(told["forwarded_in_days"]).date(), told["reference"]),
    )
    stage.made[_key(told)] = made.pk


def _key(told: Plan) -> str:
    return f"{told['poll']} before {told['addressee']}"


def _receive(stage: Stage, told: Plan) -> None:
    note_receipt(
        actor=stage.clerk,
        referral_id=stage.made[_key(told)],
        their_reference=told["their_reference"],
    )


def _await_meeting(stage: Stage, told: Plan) -> None:
    plan_consideration(
        actor=stage.clerk,
        referral_id=stage.made[_key(told)],
        meets_on=stage.day(told["meets_in_days"]).date(),
    )


def _answer(stage: Stage, told: Plan) -> None:
    referral = Referral.objects.get(pk=stage.made[_key(told)])
    given = told["answer"]
    language = referral.addressee.language
    made = answer_referral(
        actor=stage.clerk,
        referral_id=referral.pk,
        reply=Reply(
            verdict=Verdict(given["verdict"]),
            language=language,
            body=given["text"][language],
            reference=given["reference"],
            signed_by=given["signed_by"],
        ),
    )
    for target, interpreter in given["interpreted_by"].items():
        translate_answer(
            actor=stage.user(interpreter),
            answer_id=made.pk,
            language=target,
            body=given["text"][target],
        )
    for action in told["actions"]:
        _promise(stage, referral, action)


def _promise(stage: Stage, referral: Referral, action: Plan) -> None:
    due_on = stage.day(action["due_in_days"]).date()
    promise = Promise(referral.addressee.language, action["text"], due_on)
    made = promise_action(actor=stage.clerk, referral_id=referral.pk, promise=promise)
    for target, interpreter in action["interpreted_by"].items():
        translate_text(
            actor=stage.user(interpreter),
            text_id=made.text_id,
            language=target,
            body=action["interpreted"][target],
            author_name=stage.member(interpreter).public_name,
        )
