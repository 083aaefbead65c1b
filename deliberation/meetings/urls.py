"""Addresses of meetings."""

from django.urls import path

from deliberation.meetings.views import announcement, attendance, doors

app_name = "meetings"
urlpatterns = [
    path("meetings/<int:meeting_id>/", announcement.meeting, name="meeting"),
    path("meetings/<int:meeting_id>/attendance/", attendance.roll_call, name="attendance"),
    path("meetings/<int:meeting_id>/attendance/seats/", attendance.seating, name="seating"),
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
