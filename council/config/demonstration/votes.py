"""The demo's polls: prepared, put, voted on, declared; decisions published."""

from functools import partial

from council.config.demonstration.assembly import Assembly
from council.config.demonstration.stage import Plan
from council.rules.bylaws import QuestionKind
from deliberation.proposals.models import Amendment, Proposal
from deliberation.register.models import Decision
from deliberation.register.services.publishing import publish_decision
from deliberation.register.services.recording import record_outcome
from deliberation.voting.models import Choice, Method, Poll
from deliberation.voting.services.casting import cast_ballot
from deliberation.voting.services.preparing import Question, draft_poll, freeze_poll
from deliberation.voting.services.putting import close_poll, count_hands, open_poll


def plan_votes(assembly: Assembly) -> None:
    """Plan every poll of the meeting, and when its decisions are published."""
    stage, plan = assembly.stage, assembly.plan
    for told in plan["polls"]:
        if told["opened"] is None:
            stage.plan(stage.now, partial(_draft, assembly, told), 9)
            continue
        stage.plan(assembly.at(told["opened"]), partial(_put, assembly, told), 8)
        stage.plan(
            assembly.at((told["opened"] + told["closed"]) / 2), partial(_vote, assembly, told)
        )
        stage.plan(assembly.at(told["closed"]), partial(_declare, assembly, told), 8)
    for told in plan["decisions"]:
        if told["published_in_days"] is not None:
            stage.plan(stage.day(told["published_in_days"]), partial(_publish, assembly, told))


def _draft(assembly: Assembly, told: Plan) -> Poll:
    stage = assembly.stage
    made = stage.made
    amendment = made.get(told.get("amendment") or "")
    proposal = made.get(told.get("proposal") or "")
    question = Question(
        words=told["question"],
        language=stage.council.main_language,
        kind=QuestionKind(told["question_type"]),
        method=Method(told["method"]),
        proposal=Proposal.objects.get(pk=proposal) if proposal else None,
        amendment=Amendment.objects.get(pk=amendment) if amendment else None,
        is_standard=True,
    )
    return draft_poll(actor=stage.clerk, item_id=assembly.item(told["item"]), question=question)


def _put(assembly: Assembly, told: Plan) -> None:
    poll = _draft(assembly, told)
    assembly.stage.made[told["key"]] = poll.pk
    freeze_poll(actor=assembly.stage.chair, poll_id=poll.pk)
    open_poll(actor=assembly.stage.chair, poll_id=poll.pk)


def _vote(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    poll_id = stage.made[told["key"]]
    for member, choice in (told.get("ballots") or {}).items():
        cast_ballot(actor=stage.user(member), poll_id=poll_id, choice=Choice(choice), seq=1)
    for count in told.get("hands") or ():
        count_hands(
            actor=stage.user(count["by"]),
            poll_id=poll_id,
            in_favour=count["yes"],
            against=count["no"],
            abstentions=count["abstain"],
        )


def _declare(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    close_poll(actor=stage.chair, poll_id=stage.made[told["key"]])
    record_outcome(actor=stage.chair, poll_id=stage.made[told["key"]])


def _publish(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    decision = Decision.objects.get(poll_id=stage.made[told["poll"]])
    publish_decision(actor=stage.clerk, decision_id=decision.pk)
