"""Addresses of decisions, and of the acts on polls that the register leads."""

from django.urls import path

from deliberation.register import views

app_name = "register"
urlpatterns = [
    path("polls/<int:poll_id>/declare/", views.declare, name="declare"),
    path("polls/<int:poll_id>/annul/", views.annul, name="annul"),
    path("councils/<slug:slug>/decisions/", views.decisions, name="decisions"),
    path("decisions/<int:decision_id>/publish/", views.publish, name="publish"),
    path("decisions/<path:number>/", views.decision, name="decision"),
]
