"""Addresses of minutes."""

from django.urls import path, re_path

from deliberation.minutes.views import corrections, reading, writing

app_name = "minutes"
MINUTES = "meetings/<int:meeting_id>/minutes"
PLACES = r"^meetings/(?P<meeting_id>[0-9]{1,18})/minutes/(?P<place>frame|people|opening|closing)"
ITEM = f"{MINUTES}/items/<int:item_id>"
AN_ITEM = {"place": "item"}
urlpatterns = [
    path(f"{MINUTES}/", reading.minutes, name="minutes"),
    path(f"{MINUTES}/draft/", reading.draft, name="draft"),
    path(f"{MINUTES}/guests/", reading.guests, name="guests"),
    path(f"{MINUTES}/circulate/", reading.circulate, name="circulate"),
    path(f"{MINUTES}/place/", reading.place, name="place"),
    path(f"{MINUTES}/adopt/", reading.adopt, name="adopt"),
    re_path(PLACES + "/write/$", writing.passage, name="write"),
    re_path(PLACES + "/check/$", writing.check, name="check"),
    re_path(PLACES + "/correct/$", corrections.propose, name="correct"),
    path(f"{ITEM}/write/", writing.passage, AN_ITEM, name="write_item"),
    path(f"{ITEM}/check/", writing.check, AN_ITEM, name="check_item"),
    path(f"{ITEM}/correct/", corrections.propose, AN_ITEM, name="correct_item"),
    path(f"{MINUTES}/presence/<int:member_id>/", writing.presence, name="presence"),
    re_path(
        r"^meetings/(?P<meeting_id>[0-9]{1,18})/minutes/(?P<kind>opened|closed)/$",
        writing.bound,
        name="bound",
    ),
    path("corrections/<int:correction_id>/answer/", corrections.answer, name="answer"),
    path("corrections/<int:correction_id>/withdraw/", corrections.withdraw, name="withdraw"),
]
