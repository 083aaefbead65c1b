"""Loading the whole demo council, as one act: all of it or nothing."""

from collections.abc import Callable

from django.db import transaction

from council.config.demonstration.elections import plan_elections
from council.config.demonstration.followup import plan_followup
from council.config.demonstration.lots import plan_lots
from council.config.demonstration.meetings import plan_meeting
from council.config.demonstration.papers import plan_proposals
from council.config.demonstration.records import plan_records
from council.config.demonstration.registry import build_institution
from council.config.demonstration.stage import Stage, read
from council.members.models import Council


def is_loaded() -> bool:
    """Say whether the database holds a council already."""
    return Council.objects.exists()


@transaction.atomic
def load_demo(tell: Callable[[int, int], None]) -> Stage:
    """Found the demo council and live through its story up to this moment.

    Args:
        tell: Is told how many acts are done, and of how many.
    """
    stage = build_institution()
    plan_lots(stage)
    papers = read("proposals.json")
    plan_proposals(stage, papers["proposals"], papers["checkers"])
    meetings = read("meetings.json")
    for plan in meetings:
        plan_meeting(stage, plan)
    plan_records(stage, read("minutes.json"), meetings)
    plan_elections(stage, meetings)
    plan_followup(stage, read("followup.json"))
    stage.play(tell)
    return stage
