"""Addresses that belong to no subject."""

from django.urls import path

from council.kernel import views

urlpatterns = [
    path("style/<slug:name>.css", views.stylesheet_file, name="stylesheet"),
    path("script/<slug:page>/<slug:name>.js", views.script_file, name="script"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("theme/", views.set_theme, name="set_theme"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("_components/", views.components, name="components"),
    path("_components/office/", views.office, name="components_office"),
    path("_components/wall/", views.wall, name="components_wall"),
    path("_components/errors/<int:status>/", views.error_page, name="error_page"),
]
