"""The addresses of the site, and those of the views that it is compared with."""

from django.urls import include, path

from council.config.urls import handler400, handler403, handler404, handler500
from tests.benchmarks.hall import views

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
urlpatterns = [
    path("", include("council.config.urls")),
    path("plain/<int:poll_id>/cast/", views.plain),
    path("empty/<int:poll_id>/cast/", views.empty),
]
