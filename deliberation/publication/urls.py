"""Addresses of open data."""

from django.urls import path

from deliberation.publication.views import oparl

app_name = "publication"
urlpatterns = [
    path("oparl/1.1/", oparl.system, name="oparl"),
    path("oparl/1.1/body", oparl.bodies, name="oparl_bodies"),
    path("oparl/1.1/body/<str:name>/<slug:kind>", oparl.in_body, name="oparl_list"),
    path(
        "oparl/1.1/organization/<str:name>/<slug:kind>",
        oparl.in_organization,
        name="oparl_list_of_organ",
    ),
    path("oparl/1.1/file/<str:name>/content", oparl.content, name="oparl_content"),
    path("oparl/1.1/file/<str:name>/download", oparl.download, name="oparl_download"),
    path("oparl/1.1/<slug:kind>/<str:name>", oparl.thing, name="oparl_object"),
    path("oparl/<path:rest>", oparl.nothing, name="oparl_nothing"),
]
