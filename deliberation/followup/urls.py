"""Addresses of what became of decisions: for everybody, for the clerk, for addressees."""

from django.urls import path

from deliberation.followup.views import addressees, clerk, files, inbox, languages, public

office = "office/<slug:slug>/follow-up/"
one = office + "<int:referral_id>/"
who = office + "addressees/<int:addressee_id>/"
by_link = "inbox/<str:token>/<int:referral_id>/"
own = "inbox/own/<int:referral_id>/"

app_name = "followup"
urlpatterns = [
    path("councils/<slug:slug>/follow-up/", public.statistics, name="statistics"),
    path(office, clerk.desk_page, name="desk"),
    path(office + "forward/<int:decision_id>/", clerk.forward, name="forward"),
    path(one, clerk.referral, name="referral"),
    path(one + "receipt/", clerk.receipt, name="receipt"),
    path(one + "day/", clerk.meeting_day, name="meeting_day"),
    path(one + "consider/", clerk.consider, name="consider"),
    path(one + "close/", clerk.close, name="close"),
    path(office + "files/<int:file_id>/erase/", files.erase, name="erase_file"),
    path(office + "addressees/", addressees.addressees, name="addressees"),
    path(office + "addressees/new/", addressees.addressee_new, name="addressee_new"),
    path(who, addressees.addressee, name="addressee"),
    path(who + "link/", addressees.link_new, name="link_new"),
    path(who + "revoke/", addressees.link_revoke, name="link_revoke"),
    path("inbox/own/", inbox.inbox, name="own_inbox"),
    path(own, inbox.answer, name="own_answer"),
    path(own + "receipt/", inbox.receipt, name="own_receipt"),
    path(own + "withdraw/", inbox.withdraw, name="own_withdraw"),
    path(own + "promise/", inbox.promise, name="own_promise"),
    path(own + "done/<int:action_id>/", inbox.action_done, name="own_done"),
    path("inbox/<str:token>/", inbox.inbox, name="inbox"),
    path(by_link, inbox.answer, name="answer"),
    path(by_link + "receipt/", inbox.receipt, name="answer_receipt"),
    path(by_link + "withdraw/", inbox.withdraw, name="answer_withdraw"),
    path(by_link + "promise/", inbox.promise, name="answer_promise"),
    path(by_link + "done/<int:action_id>/", inbox.action_done, name="answer_done"),
    path("answers/files/<int:file_id>/", files.answer_file, name="file"),
    path("answers/<int:answer_id>/<str:target>/", languages.translate, name="translate"),
    path("answers/<int:answer_id>/<str:target>/check/", languages.check, name="check"),
    path("follow-up/<path:number>/", public.way, name="way"),
]
