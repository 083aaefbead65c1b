"""Addresses of accounts that are ours."""

from django.urls import path

from council.accounts.views import entrance, profile

app_name = "accounts"
urlpatterns = [
    path("card/", entrance.card, name="card"),
    path("card/done/", entrance.after_card, name="after_card"),
    path("enter/<str:token>/", entrance.enter, name="enter"),
    path("account/me/", profile.me, name="me"),
    path("account/me/calendar/", profile.renew_calendar, name="renew_calendar"),
    path("account/me/sessions/others/end/", profile.end_others, name="end_others"),
    path("account/me/sessions/<int:session_id>/end/", profile.end_session, name="end_session"),
]
