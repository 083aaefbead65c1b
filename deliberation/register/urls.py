"""Addresses of decisions, and of the acts on polls that the register leads."""

from django.urls import path, register_converter

from deliberation.register.converters import LevelConverter, SizeConverter, TileConverter
from deliberation.register.views import decisions, log, minutes

register_converter(SizeConverter, "size")
register_converter(LevelConverter, "level")
register_converter(TileConverter, "tile")

app_name = "register"
urlpatterns = [
    path("polls/<int:poll_id>/declare/", decisions.declare, name="declare"),
    path("polls/<int:poll_id>/annul/", decisions.annul, name="annul"),
    path("councils/<slug:slug>/decisions/", decisions.decisions, name="decisions"),
    path("register/verify_register.py", log.verifier, name="verifier"),
    path("councils/<slug:slug>/register/", log.register, name="register"),
    path("councils/<slug:slug>/register/checkpoint", log.checkpoint, name="checkpoint"),
    path(
        "councils/<slug:slug>/register/checkpoints/<size:size>",
        log.checkpoint,
        name="checkpoint_at",
    ),
    path("councils/<slug:slug>/register/keys.txt", log.keys, name="keys"),
    path("councils/<slug:slug>/register/entry/<size:index>.json", log.entry, name="entry"),
    path("councils/<slug:slug>/register/entry/<size:index>.tlog-proof", log.proof, name="proof"),
    path("councils/<slug:slug>/register/tile/entries/<tile:place>", log.entries, name="entries"),
    path("councils/<slug:slug>/register/tile/<level:level>/<tile:place>", log.tile, name="tile"),
    path("meetings/<int:meeting_id>/minutes/publish/", minutes.publish, name="publish_minutes"),
    path("decisions/<int:decision_id>/publish/", decisions.publish, name="publish"),
    path("decisions/<path:number>/", decisions.decision, name="decision"),
]
