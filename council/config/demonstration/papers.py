"""Proposals and amendments of the demo, from the first draft to the agenda."""

from functools import partial

from council.config.demonstration.stage import Plan, Stage
from council.texts.models import Text, TextVersion
from council.texts.services import check_version, translate_text
from deliberation.proposals.models import Amendment, Proposal
from deliberation.proposals.selectors.texts import base_version, texts_of
from deliberation.proposals.services.amending import Motion, admit_amendment, propose_amendment
from deliberation.proposals.services.drafting import Draft, draft_proposal
from deliberation.proposals.services.signing import endorse_proposal
from deliberation.proposals.services.submission import (
    admit_proposal,
    return_proposal,
    submit_proposal,
    withdraw_proposal,
)
from deliberation.rules.amendments import Operation


def plan_proposals(stage: Stage, plans: list[Plan], checkers: dict[str, str]) -> None:
    """Plan the life of every proposal up to its admission."""
    for plan in plans:
        stage.plan(stage.day(plan["created_in_days"]), partial(_draft, stage, plan, checkers), 1)
        _plan_steps(stage, plan, checkers)


def _plan_steps(stage: Stage, plan: Plan, checkers: dict[str, str]) -> None:
    steps = {
        "submitted_in_days": lambda: submit_proposal(
            actor=stage.user(plan["proposers"][0]), proposal_id=stage.made[plan["key"]]
        ),
        "admitted_in_days": lambda: _admit(stage, plan, checkers),
        "returned_in_days": lambda: return_proposal(
            actor=stage.clerk,
            proposal_id=stage.made[plan["key"]],
            reason=plan["returned_reason"][stage.council.main_language],
        ),
        "withdrawn_in_days": lambda: withdraw_proposal(
            actor=stage.user(plan["proposers"][0]),
            proposal_id=stage.made[plan["key"]],
            reason=plan["withdrawn_reason"][stage.council.main_language],
        ),
    }
    for name, do in steps.items():
        if plan.get(name) is not None:
            stage.plan(stage.day(plan[name]), do)


def _draft(stage: Stage, plan: Plan, checkers: dict[str, str]) -> None:
    mover, *others = plan["proposers"]
    language = plan["written_in"]
    draft = Draft(
        language=language,
        title={language: plan["title"][language]},
        paragraphs=[{language: words[language]} for words in plan["paragraphs"]],
        reasons={language: plan["reasons"][language]},
    )
    body = stage.body(plan["body"])
    proposal = draft_proposal(actor=stage.user(mover), body_id=body.pk, draft=draft)
    stage.made[plan["key"]] = proposal.pk
    _translate(stage, plan, proposal, checkers)
    for member in (*others, *plan["endorsers"]):
        endorse_proposal(actor=stage.user(member), proposal_id=proposal.pk)


def _translate(stage: Stage, plan: Plan, proposal: Proposal, checkers: dict[str, str]) -> None:
    texts = [(proposal.title, plan["title"]), (proposal.reasons, plan["reasons"])]
    texts += zip(texts_of(base_version(proposal)), plan["paragraphs"], strict=True)
    for text, words in texts:
        if text is not None:
            render(stage, text, words, plan["interpreted_by"], checkers)


def render(
    stage: Stage,
    text: Text,
    words: dict[str, str],
    interpreters: dict[str, str],
    checkers: dict[str, str],
) -> None:
    """Let interpreters translate a text, and others check what they wrote."""
    for language, interpreter in interpreters.items():
        if words.get(language):
            version = translate_text(
                actor=stage.user(interpreter),
                text_id=text.pk,
                language=language,
                body=words[language],
                author_name=stage.member(interpreter).public_name,
            )
            _check(stage, version, interpreter, checkers[language])


def _check(stage: Stage, version: TextVersion, interpreter: str, checker: str) -> None:
    reader = stage.clerk if checker == interpreter else stage.user(checker)
    check_version(actor=reader, version_id=version.pk)


def _admit(stage: Stage, plan: Plan, checkers: dict[str, str]) -> None:
    admit_proposal(actor=stage.clerk, proposal_id=stage.made[plan["key"]])
    for told in sorted(plan["amendments"], key=lambda one: int(one["number"])):
        amendment = _amend(stage, plan, told)
        stage.made[told["key"]] = amendment.pk
        for text, words in (
            (amendment.text, told["text"]),
            (amendment.title, told["title"]),
            (amendment.reasons, told["reasons"]),
        ):
            if text is not None:
                render(stage, text, words, told["interpreted_by"], checkers)
        admit_amendment(actor=stage.clerk, amendment_id=amendment.pk, reach=told["reach"])


def _amend(stage: Stage, plan: Plan, told: Plan) -> Amendment:
    language = told["written_in"]
    motion = Motion(
        operation=Operation(told["operation"]),
        position=told["position"],
        language=language,
        text={language: told["text"][language]} if told["text"] else {},
        title={language: told["title"][language]},
        reasons={language: told["reasons"][language]},
    )
    return propose_amendment(
        actor=stage.user(told["mover"]), proposal_id=stage.made[plan["key"]], motion=motion
    )
