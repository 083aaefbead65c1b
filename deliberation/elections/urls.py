"""Addresses about elections of persons."""

from django.urls import path

from deliberation.elections.views import pages, papers, running, standing

app_name = "elections"
urlpatterns = [
    path("", pages.elections, name="elections"),
    path("new/", running.prepare, name="prepare"),
    path("<int:election_id>/", pages.election, name="election"),
    path("<int:election_id>/election.json", pages.document, name="document"),
    path("<int:election_id>/recount.py", pages.script, name="recount"),
    path("<int:election_id>/paper/", pages.papers_to_print, name="paper"),
    path("<int:election_id>/vote/", pages.vote, name="vote"),
    path("<int:election_id>/act/<slug:act>/", running.act, name="act"),
    path("<int:election_id>/open/", running.open_box, name="open"),
    path("<int:election_id>/close/", running.close_box, name="close"),
    path("<int:election_id>/lot/", running.lot, name="lot"),
    path("<int:election_id>/annul/", running.annul, name="annul"),
    path("<int:election_id>/take-up/", running.take_up, name="take_up"),
    path("<int:election_id>/stand/", standing.stand, name="stand"),
    path("<int:election_id>/nominate/", standing.nominate, name="nominate"),
    path("<int:election_id>/batches/", papers.batches, name="batches"),
    path("<int:election_id>/batches/<int:number>/", papers.batch, name="batch"),
    path("<int:election_id>/batches/<int:number>/done/", papers.finish, name="finish"),
    path("<int:election_id>/batches/<int:number>/<int:paper>/", papers.correct, name="correct"),
    path(
        "<int:election_id>/batches/<int:number>/<int:paper>/strike/",
        papers.strike,
        name="strike",
    ),
    path("candidacies/<int:candidacy_id>/refuse/", standing.refuse, name="refuse"),
    path(
        "candidacies/<int:candidacy_id>/<slug:act>/",
        standing.candidacy_act,
        name="candidacy_act",
    ),
]
