"""Meetings of the demo: convened with their agenda, opened, and lived through."""

from datetime import time
from functools import partial

from council.config.demonstration.assembly import Assembly
from council.config.demonstration.speech import plan_speech
from council.config.demonstration.stage import Plan, Stage
from council.config.demonstration.votes import plan_votes
from council.kernel.events import emit
from council.ledger.services import journal
from council.members.models import MandateRole
from council.members.selectors import bylaws_of, mandates_of
from council.texts.models import Text, TextKind
from council.texts.services import create_standard_text
from deliberation.meetings.events import MeetingConvened
from deliberation.meetings.models import (
    AgendaItem,
    Channel,
    Invitation,
    ItemKind,
    ItemResult,
    Meeting,
    MeetingKind,
    Mode,
    Sitting,
)
from deliberation.meetings.selectors.presence import Mark
from deliberation.meetings.services import agenda_live, attendance, opening
from deliberation.meetings.services.presidium import elect_presidium
from deliberation.meetings.services.recusal import recuse_oneself
from deliberation.meetings.services.substitution import substitute
from deliberation.proposals.services.fate import place_on_agenda
from deliberation.rules.meetings import ItemStatus, MeetingStatus


def plan_meeting(stage: Stage, plan: Plan) -> None:
    """Plan a meeting from its convocation to its end, or to this moment."""
    assembly = Assembly(stage, plan)
    entered: int = plan.get("entered_in_days") or plan["convened_in_days"]
    stage.plan(stage.day(entered, time(9)), partial(_convene, assembly), 1)
    if not plan["attendance"]:
        return
    _plan_people(assembly)
    _plan_agenda(assembly)
    plan_speech(assembly)
    plan_votes(assembly)
    if plan["adjourned"] is not None:
        end = assembly.at(plan["adjourned"])
        stage.plan(end, lambda: opening.adjourn_meeting(actor=stage.chair, meeting_id=assembly.pk))


def _convene(assembly: Assembly) -> None:
    stage, plan = assembly.stage, assembly.plan
    body = stage.body(plan["body"])
    meeting = Meeting.objects.create(
        council=stage.council,
        body=body,
        number=plan["number"],
        kind=MeetingKind(plan["kind"]),
        status=MeetingStatus.CONVENED,
        bylaws=bylaws_of(body),
        starts_at=assembly.opens.replace(second=0, microsecond=0),
        place=plan["place"],
        link=plan["link"],
        is_public=plan["is_public"],
        proposals_until=stage.day(plan["proposals_until_in_days"], time(17)),
        convened_at=stage.day(plan["convened_in_days"], time(9)),
    )
    Sitting.objects.create(meeting=meeting, number=1, planned_at=meeting.starts_at)
    stage.made[plan["key"]] = meeting.pk
    for position, told in enumerate(plan["items"], start=1):
        _place(stage, meeting, position, told)
    _invite(meeting)
    emit(journal(actor=stage.clerk, meeting_id=meeting.pk, event=MeetingConvened(meeting.pk)))


def _text(stage: Stage, kind: TextKind, words: dict[str, str]) -> Text:
    return create_standard_text(
        actor=stage.clerk, kind=kind, bodies=words, language=stage.council.main_language
    )


def _place(stage: Stage, meeting: Meeting, position: int, told: Plan) -> None:
    proposal_id = stage.made.get(told.get("proposal", ""))
    description = told.get("description")
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=position,
        number=told["number"],
        kind=ItemKind(told["kind"]),
        title=_text(stage, TextKind.TITLE, told["title"]),
        description=_text(stage, TextKind.NOTE, description) if description else None,
        proposal_id=proposal_id,
        proposed_by=stage.member(told["proposed_by"]) if told.get("proposed_by") else None,
        is_public=told.get("is_public", True),
        is_consent=told.get("is_consent", False),
        planned_minutes=told["planned_minutes"],
    )
    stage.made[told["key"]] = item.pk
    if proposal_id is not None:
        place_on_agenda(
            actor=stage.clerk,
            proposal_id=proposal_id,
            meeting_id=meeting.pk,
            meeting_number=meeting.number,
        )


def _invite(meeting: Meeting) -> None:
    for mandate in mandates_of(meeting.body):
        member = mandate.member
        Invitation.objects.get_or_create(
            meeting=meeting,
            member=member,
            defaults={
                "channel": Channel.EMAIL if member.email else Channel.LETTER,
                "language": (member.reads or ["tr"])[0],
                "sent_at": meeting.convened_at,
            },
        )


def _plan_people(assembly: Assembly) -> None:
    stage, plan = assembly.stage, assembly.plan
    stage.plan(assembly.at(-1), partial(_excuse, assembly), 1)
    stage.plan(assembly.at(0), partial(_call_roll, assembly), 1)
    for told in plan["attendance"]:
        came, left = told["from"], told["to"]
        if came or not told["roll_call"]:
            stage.plan(assembly.at(came), partial(_check_in, assembly, told), 2)
        if told.get("stands_in_for"):
            stage.plan(assembly.at(came), partial(_stand_in, assembly, told), 3)
        if left is not None:
            stage.plan(assembly.at(left), partial(_leave, assembly, told), 2)
    stage.plan(
        assembly.at(0),
        lambda: opening.open_meeting(actor=stage.chair, meeting_id=assembly.pk),
        4,
    )
    presidium = next((p for p in plan["polls"] if p["key"].endswith("presidium")), None)
    if presidium is not None:
        stage.plan(assembly.at(presidium["closed"]), partial(_elect, assembly), 9)


def _excuse(assembly: Assembly) -> None:
    stage = assembly.stage
    for told in assembly.plan["excused"]:
        attendance.excuse_member(
            actor=stage.clerk,
            meeting_id=assembly.pk,
            member_id=stage.member(told["member"]).pk,
            reason=told["reason"][stage.council.main_language],
        )


def _call_roll(assembly: Assembly) -> None:
    stage = assembly.stage
    marks = {
        stage.member(told["member"]).pk: Mark(told["mode"])
        for told in assembly.plan["attendance"]
        if told["roll_call"] and told["from"] == 0
    }
    attendance.call_roll(actor=stage.clerk, meeting_id=assembly.pk, marks=marks)


def _check_in(assembly: Assembly, told: Plan) -> None:
    user = assembly.stage.user(told["member"])
    attendance.check_in(actor=user, meeting_id=assembly.pk, mode=Mode(told["mode"]))


def _leave(assembly: Assembly, told: Plan) -> None:
    attendance.check_out(actor=assembly.stage.user(told["member"]), meeting_id=assembly.pk)


def _stand_in(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    body = stage.body(assembly.plan["body"])
    mandates = mandates_of(body).filter(role=MandateRole.TITULAR)
    seat = mandates.get(member=stage.member(told["stands_in_for"])).seat_id
    substitute(
        actor=stage.clerk,
        meeting_id=assembly.pk,
        seat_id=seat,
        alternate_id=stage.member(told["member"]).pk,
    )


def _elect(assembly: Assembly) -> None:
    stage = assembly.stage
    members = [stage.member(key).pk for key in assembly.plan["presidium"]]
    elect_presidium(
        actor=stage.chair,
        meeting_id=assembly.pk,
        member_ids=members,
        leading_id=members[0],
    )


def _plan_agenda(assembly: Assembly) -> None:
    stage = assembly.stage
    for told in assembly.plan["items"]:
        called = told.get("called")
        poll = _poll_on(assembly, told)
        if called is None and poll is not None:
            called = poll["opened"]  # of the consent block, but put to a vote
        if called is not None:
            stage.plan(assembly.at(called), partial(_call, assembly, told), 5)
        if told.get("discussion_closed") is not None:
            stage.plan(assembly.at(told["discussion_closed"]), partial(_close, assembly, told), 1)
        if told.get("disposed") is not None and (called is not None) and poll is None:
            stage.plan(assembly.at(told["disposed"]), partial(_dispose, assembly, told), 0)
    if any(told.get("is_consent") for told in assembly.plan["items"]):
        stage.plan(assembly.at(_end_of_consent(assembly)), partial(_consent, assembly), 0)
    for told in assembly.plan["recusals"]:
        stage.plan(assembly.at(told["at"]), partial(_recuse, assembly, told), 6)


def _poll_on(assembly: Assembly, told: Plan) -> Plan | None:
    """Return the final poll on the item's proposal, which disposes of the item."""
    wanted = told.get("proposal")
    polls = assembly.plan["polls"]
    return next(
        (
            poll
            for poll in polls
            if wanted and poll.get("proposal") == wanted and not poll.get("amendment")
        ),
        None,
    )


def _end_of_consent(assembly: Assembly) -> float:
    times = [told["disposed"] for told in assembly.plan["items"] if told.get("is_consent")]
    return float(max(times))


def _call(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    agenda_live.call_item(actor=stage.chair, item_id=assembly.item(told["key"]))


def _close(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    agenda_live.close_discussion(actor=stage.chair, item_id=assembly.item(told["key"]))


def _dispose(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    agenda_live.dispose_item(
        actor=stage.chair,
        item_id=assembly.item(told["key"]),
        result=ItemResult(told["result"]),
    )


def _consent(assembly: Assembly) -> None:
    stage = assembly.stage
    waiting = AgendaItem.objects.filter(
        meeting_id=assembly.pk, is_consent=True, status=ItemStatus.PLANNED
    )
    if waiting.exists():
        agenda_live.dispose_consent_block(actor=stage.chair, meeting_id=assembly.pk)


def _recuse(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    recuse_oneself(
        actor=stage.user(told["member"]),
        item_id=assembly.item(told["item"]),
        reason=told["reason"][stage.council.main_language],
    )
