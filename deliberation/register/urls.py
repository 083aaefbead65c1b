"""Addresses of decisions, and of the acts on polls that the register leads."""

from django.urls import path, register_converter

from deliberation.register.converters import LevelConverter, SizeConverter, TileConverter
from deliberation.register.views import bulletin, decisions, log, minutes, office, stamps, witness

register_converter(SizeConverter, "size")
register_converter(LevelConverter, "level")
register_converter(TileConverter, "tile")

desk = "office/<slug:slug>/decisions/<int:decision_id>/"

app_name = "register"
urlpatterns = [
    path("polls/<int:poll_id>/declare/", decisions.declare, name="declare"),
    path("polls/<int:poll_id>/annul/", decisions.annul, name="annul"),
    path("councils/<slug:slug>/decisions/", decisions.decisions, name="decisions"),
    path("register/verify_register.py", log.verifier, name="verifier"),
    path("councils/<slug:slug>/register/", log.register, name="register"),
    path("councils/<slug:slug>/register/witness/", witness.witness, name="witness"),
    path("councils/<slug:slug>/register/checkpoint", log.checkpoint, name="checkpoint"),
    path(
        "councils/<slug:slug>/register/checkpoints/<size:size>",
        log.checkpoint,
        name="checkpoint_at",
    ),
    path("councils/<slug:slug>/register/checkpoints/<size:size>.tsr", stamps.stamp, name="stamp"),
    path("councils/<slug:slug>/register/authority.pem", stamps.certificates, name="authority"),
    path("councils/<slug:slug>/register/keys.txt", log.keys, name="keys"),
    path("councils/<slug:slug>/register/entry/<size:index>.json", log.entry, name="entry"),
    path("councils/<slug:slug>/register/entry/<size:index>.tlog-proof", log.proof, name="proof"),
    path("councils/<slug:slug>/register/tile/entries/<tile:place>", log.entries, name="entries"),
    path("councils/<slug:slug>/register/tile/<level:level>/<tile:place>", log.tile, name="tile"),
    path("meetings/<int:meeting_id>/minutes/publish/", minutes.publish, name="publish_minutes"),
    path("meetings/<int:meeting_id>/minutes/put-right/", minutes.correct, name="correct_minutes"),
    path("councils/<slug:slug>/bulletin/", bulletin.bulletin, name="bulletin"),
    path("notices/<path:number>/", bulletin.notice, name="notice"),
    path(desk, office.desk, name="desk"),
    path(desk + "review/", office.review, name="review"),
    path(desk + "dissent/", office.dissent, name="dissent"),
    path(desk + "take-back/", office.withhold, name="withhold"),
    path(desk + "publish-again/", office.publish_again, name="publish_again"),
    path(desk + "<str:language>/correct/", office.correct, name="correct"),
    path(desk + "<str:language>/hide/", office.hide_words, name="hide_words"),
    path(desk + "<str:language>/show/", office.show_words, name="show_words"),
    path(desk + "<str:language>/erase/", office.erase, name="erase"),
    path("office/<slug:slug>/register/erase-person/", office.erase_person, name="erase_person"),
    path("decisions/<int:decision_id>/publish/", decisions.publish, name="publish"),
    path("decisions/<path:number>/", decisions.decision, name="decision"),
]
