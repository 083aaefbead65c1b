"""Addresses of meetings."""

from django.urls import path, re_path

from deliberation.meetings.views import (
    agenda,
    announcement,
    attendance,
    convocation,
    demands,
    doors,
    invitations,
)

app_name = "meetings"
MEETING = "meetings/<int:meeting_id>"
INVITATION = f"{MEETING}/invitations/<int:invitation_id>"
urlpatterns = [
    path("meetings/", announcement.meetings, name="meetings"),
    path("meetings/new/", convocation.choose_body, name="choose_body"),
    path("meetings/new/<int:body_id>/", convocation.new, name="new"),
    path("meetings/demands/<int:body_id>/", demands.demands, name="demands"),
    path("meetings/demands/<int:body_id>/new/", demands.start, name="start_demand"),
    path("meetings/demands/sign/<int:demand_id>/", demands.sign, name="sign_demand"),
    path("meetings/demands/answer/<int:demand_id>/", demands.answer, name="answer_demand"),
    path(f"{MEETING}/", announcement.meeting, name="meeting"),
    path(f"{MEETING}/meeting.ics", announcement.calendar, name="calendar"),
    path(f"{MEETING}/excuse/", announcement.excuse, name="excuse"),
    path(f"{MEETING}/come/", announcement.come, name="come"),
    path(f"{MEETING}/edit/", convocation.edit, name="edit"),
    path(f"{MEETING}/convene/", convocation.convene, name="convene"),
    path(f"{MEETING}/cancel/", convocation.cancel, name="cancel"),
    path(f"{MEETING}/second-call/", convocation.second_call, name="second_call"),
    path(f"{MEETING}/agenda/", agenda.agenda, name="agenda"),
    path(f"{MEETING}/agenda/proposal/", agenda.place_proposal, name="place_proposal"),
    path(f"{MEETING}/agenda/propose/", agenda.propose, name="propose_item"),
    path("meetings/items/<int:item_id>/", agenda.item, name="item"),
    path("meetings/items/<int:item_id>/remove/", agenda.remove, name="remove_item"),
    re_path(
        r"^meetings/items/(?P<item_id>[0-9]{1,18})/(?P<way>up|down)/$",
        agenda.move,
        name="move_item",
    ),
    path("meetings/proposed/<int:proposed_id>/accept/", agenda.accept, name="accept_item"),
    path("meetings/proposed/<int:proposed_id>/decline/", agenda.decline, name="decline_item"),
    path(f"{MEETING}/invitations/", invitations.invitations, name="invitations"),
    path(f"{MEETING}/invitations/new/", invitations.invite, name="invite"),
    path(f"{INVITATION}/resend/", invitations.resend, name="resend"),
    path(f"{INVITATION}/by-letter/", invitations.by_letter, name="by_letter"),
    path(f"{MEETING}/letters.pdf", invitations.letters, name="letters"),
    path("meetings/<int:meeting_id>/attendance/", attendance.roll_call, name="attendance"),
    path("meetings/<int:meeting_id>/attendance/seats/", attendance.seating, name="seating"),
    path(f"{MEETING}/own/", attendance.own_part, name="own_part"),
    path(f"{MEETING}/presidium/", attendance.presidium, name="presidium"),
    path("meetings/<int:meeting_id>/act/<slug:act>/", doors.on_meeting, name="act"),
    path("items/<int:item_id>/act/<slug:act>/", doors.on_item, name="item_act"),
    path(
        "contributions/<int:contribution_id>/act/<slug:act>/",
        doors.on_contribution,
        name="contribution_act",
    ),
    path(
        "meetings/<int:meeting_id>/substitutions/<int:substitution_id>/end/",
        doors.end_substitution,
        name="end_substitution",
    ),
]
