"""Meetings on their way: drafted, called too late, demanded, cancelled, called a second time."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.e2e.journeys import Actor, at, journey, sent

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NEW, AGENDA, ROOM = "/meetings/new/1/", "/meetings/3/agenda/", "/meetings/2/room/"
ITEM = {"title_tr": "Kış saatleri", "title_ar": "ساعات الشتاء", "title_en": "Winter hours"}


@pytest.fixture(scope="module")
def clerk(watchers):
    return Actor(watchers, "clerk")


def in_days(days):
    day = datetime.now(UTC) + timedelta(days=days)
    return {"starts_at": day.strftime("%Y-%m-%dT18:00"), "place_tr": "Belediye"}


def draft(clerk, days):
    """Draft a meeting; return its address."""
    agenda = clerk.act(NEW, "/new/", **in_days(days))
    return re.search(r"/meetings/\d+/", agenda.path)[0]


@journey(
    "meetings:agenda",
    "meetings:convene",
    "meetings:invitations",
    "meetings:meeting",
    "meetings:new",
    "meetings:cancel",
)
def test_a_meeting_to_convene_is_for_everybody(watchers, clerk):
    watchers.look("meeting without an hour", "clerk", sent(NEW, NEW), "meetings:new", 422)
    meeting = draft(clerk, 5)
    watchers.look("agenda without items", "clerk", at(f"{meeting}agenda/"), "meetings:agenda")
    nameless = sent(f"{meeting}agenda/", f"{meeting}agenda/")
    watchers.look("item without a title", "clerk", nameless, "meetings:agenda", 422)
    clerk.act(f"{meeting}agenda/", "/agenda/$", kind="report", **ITEM)
    watchers.look("meeting as a draft", "clerk", at(meeting), "meetings:meeting")
    watchers.look("meeting to convene", "clerk", at(f"{meeting}convene/"), "meetings:convene")
    clerk.act(f"{meeting}edit/", "/edit/", **in_days(1))
    watchers.look("meeting too late", "clerk", at(f"{meeting}convene/"), "meetings:convene")
    hasty = sent(f"{meeting}convene/", f"{meeting}convene/")
    watchers.look("meeting refused", "clerk", hasty, "meetings:convene", 409)
    clerk.act(f"{meeting}edit/", "/edit/", **in_days(9))
    clerk.act(f"{meeting}convene/", "/convene/")
    letters = at(f"{meeting}invitations/")
    watchers.look("invitations sent", "clerk", letters, "meetings:invitations")
    silent = sent(f"{meeting}cancel/", f"{meeting}cancel/")
    watchers.look("meeting to cancel, why?", "clerk", silent, "meetings:cancel", 422)
    clerk.act(f"{meeting}cancel/", "/cancel/", reason="Salon su altında.")
    watchers.look("meeting cancelled", "resident", at(meeting), "meetings:meeting")


@journey("meetings:attendance", "meetings:meeting", "meetings:second_call", "realtime:room")
def test_a_meeting_to_which_too_few_came_is_for_everybody(watchers, clerk):
    meeting = draft(clerk, 10)
    number = meeting.split("/")[2]
    clerk.act(f"{meeting}agenda/", "/agenda/$", kind="report", **ITEM)
    clerk.act(f"{meeting}convene/", "/convene/")
    watchers.site.stage("hour", number)
    watchers.look(
        "roll call at the hour", "chair", at(f"{meeting}attendance/"), "meetings:attendance"
    )
    Actor(watchers, "chair").act(f"{meeting}attendance/", "/act/inquorate/")
    watchers.look("meeting not held", "clerk", at(meeting), "meetings:meeting")
    watchers.look("room of none", "member", at(f"{meeting}room/"), "realtime:room")
    again = at(f"{meeting}second-call/")
    watchers.look("second call", "clerk", again, "meetings:second_call")
    made = clerk.act(f"{meeting}second-call/", "/second-call/", **in_days(12))
    second = re.search(r"/meetings/\d+/", made.path)[0]
    watchers.look("meeting called again", "resident", at(second), "meetings:meeting")


@journey(
    "meetings:agenda",
    "meetings:answer_demand",
    "meetings:decline_item",
    "meetings:demands",
    "meetings:meeting",
    "meetings:place_proposal",
    "meetings:propose_item",
    "meetings:start_demand",
)
def test_what_members_ask_for_is_for_everybody(watchers, clerk):
    wish, demand = f"{AGENDA}propose/", "/meetings/demands/1/new/"
    watchers.look("item without words", "member", sent(wish, wish), "meetings:propose_item", 422)
    watchers.look("demand unsaid", "member", sent(demand, demand), "meetings:start_demand", 422)
    member = Actor(watchers, "member")
    member.act(wish, "/propose/", title_ar="موقف الحافلة", reasons_ar="بعيد جدًا.")
    member.act(demand, "/new/", subject_ar="الإيجارات")
    member.act("/meetings/3/", "/excuse/", reason="سفر")
    watchers.look("member who is excused", "member", at("/meetings/3/"), "meetings:meeting")
    watchers.look("agenda with a wish", "clerk", at(AGENDA), "meetings:agenda")
    asking = at("/meetings/proposed/1/decline/")
    watchers.look("wish to decline", "clerk", asking, "meetings:decline_item")
    for key in ("member", "youth_member", "clerk"):
        watchers.look(f"demands, {key}", key, at("/meetings/demands/1/"), "meetings:demands")
    answer = at("/meetings/demands/answer/1/")
    watchers.look("demand to answer", "clerk", answer, "meetings:answer_demand")
    clerk.act("/proposals/11/", "/admit/")
    meeting = draft(clerk, 20)
    watchers.look("proposal to place", "clerk", at(f"{meeting}agenda/"), "meetings:agenda")
    endless = sent(f"{meeting}agenda/", "/agenda/proposal/", planned_minutes="-5")
    watchers.look("proposal without time", "clerk", endless, "meetings:place_proposal", 422)


@journey("realtime:room", "realtime:say", "realtime:desk", "meetings:seating", "meetings:own_part")
def test_a_room_at_work_is_for_everybody(watchers):
    chair, member = Actor(watchers, "chair"), Actor(watchers, "member")
    watchers.look("nothing said", "member", sent(ROOM, "/say/"), "realtime:say", 422)
    watchers.look("nothing said aloud", "member", unsaid, "realtime:room")
    member.act(ROOM, "/floor/meetings/2/request/", kind="point_of_order", language="ar")
    look_at_the_room(watchers, "asked for the floor", floor=("member", "chair", "resident"))
    chair.act(ROOM, "/floor/meetings/2/give/")
    look_at_the_room(watchers, "floor given", floor=("member",), desk=("chair", "clerk"))
    Actor(watchers, "interpreter").act("/meetings/2/desk/ar-tr/", "/signal/", kind="slower")
    look_at_the_room(watchers, "interpreter cannot follow", floor=("resident",), desk=("chair",))
    desk = at("/meetings/2/desk/ar-tr/")
    watchers.look("desk with a signal", "interpreter", desk, "realtime:desk")
    member.act("/meetings/2/own/", r"/items/\d+/act/recuse/", reason="Kardeşim orada çalışıyor.")
    watchers.look("own part, recused", "member", at("/meetings/2/own/"), "meetings:own_part")
    seating = at("/meetings/2/attendance/seats/")
    watchers.look("seating with a recusal", "clerk", seating, "meetings:seating")
    look_at_the_room(watchers, "recused", vote=("member",))
    member.act(ROOM, "/act/check-out/")
    look_at_the_room(watchers, "left", vote=("member",), agenda=("member",))
    chair.act(ROOM, "/act/recess/")
    look_at_the_room(watchers, "recess", talk=("resident",), desk=("chair",))


def look_at_the_room(watchers, stage, **panes):
    for pane, people in panes.items():
        for key in people:
            name = f"room, {stage}, {pane}, {key}"
            watchers.look(name, key, at(ROOM, pane), "realtime:room")


def unsaid(person):
    """Be refused while the line is open: what is wrong is said in the room itself."""
    person.goto(ROOM)
    person.live()
    form = person.page.locator('form[action$="/say/"]')
    form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    person.see("#refusal .refusal, #refusal p")
