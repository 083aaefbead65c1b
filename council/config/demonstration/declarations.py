"""Composition targets of the demo, and what its members say of themselves."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date

from council.config.demonstration.stage import FILES, Stage
from council.members.facts import ConsentFacts
from council.members.forms.declarations import DeclarationForm
from council.members.models import ReportMoment
from council.members.services.declarations import declare
from council.members.services.reports import publish_composition
from council.members.services.targets import adopt_targets
from council.rules.targets import PRESETS, Answer, Group


def set_targets(stage: Stage, presets: Mapping[str, Sequence[str]], on: date) -> None:
    """Adopt targets for the bodies, let their members declare, and tell it in public."""
    for key, names in presets.items():
        body = stage.body(key)
        documents = [one for name in names for one in PRESETS[name]]
        adopt_targets(actor=stage.clerk, body_id=body.pk, documents=documents, valid_from=on)
    consent = DeclarationForm(groups=()).consent()
    with (FILES / "declarations.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            _declare(stage, row.pop("username"), row, consent)
    for key in presets:
        moment = ReportMoment.TERM_BEGINS
        publish_composition(actor=stage.clerk, body_id=stage.body(key).pk, moment=moment)


def _declare(stage: Stage, username: str, row: Mapping[str, str], consent: ConsentFacts) -> None:
    member = stage.member(username)
    answers = {Group(group): Answer(answer) for group, answer in row.items()}
    if member.user is not None:
        declare(actor=member.user, member_id=member.pk, answers=answers, consent=consent)
