"""Addresses of the search."""

from django.urls import path

from deliberation.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("archive/<int:year>/", views.archive, name="archive"),
]
