"""The demo's elections: one counted on paper and declared, one open for candidates."""

from datetime import datetime, timedelta
from functools import partial

from council.config.demonstration.assembly import Assembly
from council.config.demonstration.stage import Plan, Stage, read
from council.rules.bylaws import ElectionTie
from deliberation.elections.models import Election, Fills
from deliberation.elections.selectors.elections import candidates_of, listed
from deliberation.elections.services import counting, papers, preparing, standing, voting
from deliberation.elections.services.preparing import ElectionPlan
from deliberation.elections.services.standing import Statement
from deliberation.rules.tally.rule import BallotKind, ElectionRule
from deliberation.rules.tally.sheet import Method

A_MINUTE = timedelta(minutes=1)
TELLERS = ("aylin.yurt", "kerem.akin")


def plan_elections(stage: Stage, meetings: list[Plan]) -> None:
    """Plan both elections; the first is voted on in one of the meetings."""
    told = read("elections.json")
    finished, calling = told["finished"], told["calling"]
    held = next(Assembly(stage, one) for one in meetings if one["key"] == finished["meeting"])
    stage.plan(stage.day(finished["called_in_days"]), partial(_list, stage, finished))
    at: datetime = held.at(finished["minute"])
    stage.plan(at, partial(_open, stage, held), 7)
    stage.plan(at + 8 * A_MINUTE, partial(_count, stage, finished), 7)
    stage.plan(stage.day(calling["called_in_days"]), partial(_call, stage, calling))


def _prepare(stage: Stage, told: Plan) -> Election:
    rule = ElectionRule(
        method=Method.SCOTTISH_STV if told.get("places") else Method.MEEK_STV,
        seats=told["seats"],
        ties=ElectionTie.LOT,
        ballots=BallotKind.PAPER,
        places=told.get("places", {}),
        article=told["article"][stage.council.main_language],
        departure=told.get("departure", {}).get(stage.council.main_language, ""),
    )
    plan = ElectionPlan(told["title"], stage.council.main_language, rule, Fills.NOTHING)
    body = stage.body(told["body"])
    made = preparing.prepare_election(actor=stage.clerk, body_id=body.pk, plan=plan)
    return preparing.call_candidates(actor=stage.clerk, election_id=made.pk)


def _stand(stage: Stage, election: Election, told: Plan) -> int:
    words = told["statement"]
    statement = Statement(words, next(iter(words)), told.get("group", ""))
    user = stage.user(told["member"])
    return standing.stand(actor=user, election_id=election.pk, statement=statement).pk


def _list(stage: Stage, told: Plan) -> None:
    election = _prepare(stage, told)
    for one in told["candidates"]:
        standing.admit(actor=stage.clerk, candidacy_id=_stand(stage, election, one))
    preparing.close_list(actor=stage.clerk, election_id=election.pk)
    stage.made["election"] = election.pk


def _open(stage: Stage, held: Assembly) -> None:
    election_id = stage.made["election"]
    voting.open_voting(actor=stage.chair, election_id=election_id, meeting_id=held.pk)


def _count(stage: Stage, told: Plan) -> None:
    election_id = stage.made["election"]
    election = voting.close_voting(
        actor=stage.chair, election_id=election_id, handed_out=told["handed_out"]
    )
    keys = {one.member.user.username: one.key for one in listed(candidates_of(election))}  # type: ignore[union-attr]  # all have accounts
    for teller in TELLERS:
        for number, names in enumerate(told["papers"], start=1):
            papers.enter_paper(
                actor=stage.user(teller),
                election_id=election_id,
                batch=1,
                number=number,
                marks={keys[name]: place for place, name in enumerate(names, start=1)},
            )
        papers.finish_batch(actor=stage.user(teller), election_id=election_id, batch=1)
    counting.count_election(actor=stage.clerk, election_id=election_id)
    counting.declare_election(actor=stage.chair, election_id=election_id)


def _call(stage: Stage, told: Plan) -> None:
    election = _prepare(stage, told)
    for one in told["admitted"]:
        standing.admit(actor=stage.clerk, candidacy_id=_stand(stage, election, one))
    for one in told["waiting"]:
        _stand(stage, election, one)
    for one in told["nominated"]:
        standing.nominate(
            actor=stage.user(one["by"]),
            election_id=election.pk,
            member_id=stage.member(one["member"]).pk,
        )
