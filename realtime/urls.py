"""Addresses of the live meeting."""

from django.urls import path

from realtime.views import ballots, desk, doors, room

app_name = "realtime"
DESK = "meetings/<int:meeting_id>/desk/<slug:way>"
urlpatterns = [
    path("meetings/<int:meeting_id>/room/", room.room, name="room"),
    path("meetings/<int:meeting_id>/projector/", room.wall, name="wall"),
    path("meetings/<int:meeting_id>/say/", room.say, name="say"),
    path("meetings/<int:meeting_id>/since/", doors.since, name="since"),
    path("meetings/<int:meeting_id>/ticket/", doors.ticket, name="ticket"),
    path("polls/<int:poll_id>/cast/", ballots.cast, name="cast"),
    path("polls/<int:poll_id>/close/", ballots.close, name="close"),
    path(f"{DESK}/", desk.desk, name="desk"),
    path(f"{DESK}/queue/", desk.queue, name="desk_queue"),
    path(f"{DESK}/send/", desk.send, name="desk_send"),
    path(f"{DESK}/correct/", desk.correct, name="desk_correct"),
]
