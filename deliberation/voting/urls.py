"""Addresses about voting.

Declaring and annulling belong to the register, which leads them; casting and closing to the live
meeting, where all ballots share one writer.
"""

from django.urls import path

from deliberation.voting import views

app_name = "voting"
urlpatterns = [
    path("polls/recount.py", views.recount, name="recount"),
    path("polls/<int:poll_id>/", views.poll, name="poll"),
    path("polls/<int:poll_id>/poll.json", views.document, name="document"),
    path("polls/<int:poll_id>/discard/", views.discard, name="discard"),
    path("polls/<int:poll_id>/freeze/", views.freeze, name="freeze"),
    path("polls/<int:poll_id>/open/", views.put, name="open"),
    path("polls/<int:poll_id>/hands/", views.hands, name="hands"),
    path("polls/<int:poll_id>/roll/", views.remove, name="remove"),
    path("meetings/<int:meeting_id>/polls/usual/", views.prepare_usual, name="prepare_usual"),
    path("items/<int:item_id>/polls/new/", views.prepare, name="prepare"),
]
