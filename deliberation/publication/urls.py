"""Addresses of open data."""

from django.urls import path

from deliberation.publication.views import files, oparl, records

app_name = "publication"
urlpatterns = [
    path("open-data/", files.open_data, name="open_data"),
    path("calendar.ics", files.calendar, name="calendar"),
    path(
        "councils/<slug:slug>/bodies/<slug:key>/calendar.ics",
        files.calendar_of_body,
        name="calendar_of_body",
    ),
    path("me/<str:token>/calendar.ics", files.calendar_of_person, name="calendar_of_person"),
    path("feeds/<slug:kind>.atom", files.feed, name="feed"),
    path("catalog.ttl", files.catalog, name="catalogue"),
    path("api/schema/", files.schema, name="schema"),
    path(".well-known/security.txt", files.security, name="security"),
    path(".well-known/api-catalog", files.well_known, name="well_known"),
    path("robots.txt", files.robots, name="robots"),
    path("decisions/<path:number>.akn.xml", records.decision_akn, name="decision_akn"),
    path("decisions/<path:number>.pdf", records.decision_paper, name="decision_paper"),
    path("meetings/<int:meeting_id>/minutes.akn.xml", records.minutes_akn, name="minutes_akn"),
    path("meetings/<int:meeting_id>/minutes.pdf", records.minutes_paper, name="minutes_paper"),
    path(
        "proposals/amendments/<int:amendment_id>.akn.xml",
        records.amendment_akn,
        name="amendment_akn",
    ),
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
