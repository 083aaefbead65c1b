"""The demo's minutes: those of one meeting adopted and public, those of another a draft."""

from datetime import timedelta
from functools import partial

from council.config.demonstration.assembly import Assembly
from council.config.demonstration.stage import Plan, Stage
from council.texts.models import TextKind
from council.texts.services import create_standard_text
from deliberation.minutes.models import Minutes, Passage, Place
from deliberation.minutes.services.adopting import adopt_approved
from deliberation.minutes.services.circulating import circulate_minutes
from deliberation.minutes.services.correcting import (
    Answer,
    Request,
    answer_correction,
    propose_correction,
)
from deliberation.minutes.services.drafting import draft_minutes
from deliberation.register.annexes import files_of
from deliberation.register.services.minuting import record_minutes

A_DAY = timedelta(days=1)


def plan_records(stage: Stage, records: Plan, meetings: list[Plan]) -> None:
    """Plan the minutes of the files, each after the end of its meeting."""
    plans = {plan["key"]: plan for plan in meetings}
    for key, told in records.items():
        assembly = Assembly(stage, plans[key])
        end = assembly.at(assembly.plan["adjourned"])
        stage.plan(end + told["drafted"] * A_DAY, partial(_draft, assembly, told))
        if "circulated" in told:
            _plan_adoption(assembly, Assembly(stage, plans[told["adopted_in"]]), told)


def _plan_adoption(assembly: Assembly, following: Assembly, told: Plan) -> None:
    stage, end = assembly.stage, assembly.at(assembly.plan["adjourned"])
    stage.plan(end + told["circulated"] * A_DAY, partial(_circulate, assembly))
    for asked in told["corrections"]:
        stage.plan(end + asked["proposed"] * A_DAY, partial(_correct, assembly, asked))
    item = next(one for one in following.plan["items"] if one["key"] == told["item"])
    adopted = following.at(item["disposed"])
    stage.plan(adopted, partial(_adopt, assembly, following.stage, told), 9)


def _draft(assembly: Assembly, told: Plan) -> None:
    stage = assembly.stage
    minutes = draft_minutes(actor=stage.clerk, meeting_id=assembly.pk)
    minutes.guests = told["guests"]
    minutes.save(update_fields=["guests"])
    for item in assembly.plan["items"]:
        if "note" in item:
            text = create_standard_text(
                actor=stage.clerk,
                kind=TextKind.OPERATIVE,
                bodies=item["note"],
                language=stage.council.main_language,
            )
            item_id = assembly.item(item["key"])
            Passage.objects.create(minutes=minutes, place=Place.ITEM, item_id=item_id, text=text)


def _minutes(assembly: Assembly) -> Minutes:
    return Minutes.objects.get(meeting_id=assembly.pk)


def _circulate(assembly: Assembly) -> None:
    circulate_minutes(actor=assembly.stage.clerk, minutes_id=_minutes(assembly).pk)


def _correct(assembly: Assembly, asked: Plan) -> None:
    stage = assembly.stage
    correction = propose_correction(
        actor=stage.user(asked["member"]),
        minutes_id=_minutes(assembly).pk,
        request=Request(
            place=Place.ITEM,
            language=asked["language"],
            words=asked["words"],
            reason=asked["reason"],
            item_id=assembly.item(asked["item"]),
        ),
    )
    language = stage.council.main_language
    answer = Answer(is_accepted=asked["is_accepted"], language=language, body=asked["answer"])
    answer_correction(actor=stage.clerk, correction_id=correction.pk, answer=answer)


def _adopt(assembly: Assembly, stage: Stage, told: Plan) -> None:
    minutes = _minutes(assembly)
    minutes.item_id = stage.made[told["item"]]
    minutes.save(update_fields=["item"])
    adopt_approved(actor=stage.clerk, minutes_id=minutes.pk)
    record_minutes(actor=stage.clerk, minutes_id=minutes.pk, files=files_of(minutes.pk))
