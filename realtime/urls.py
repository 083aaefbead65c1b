"""Addresses of the live meeting."""

from django.urls import path

from realtime.views import doors

app_name = "realtime"
urlpatterns = [
    path("meetings/<int:meeting_id>/since/", doors.since, name="since"),
    path("meetings/<int:meeting_id>/ticket/", doors.ticket, name="ticket"),
]
