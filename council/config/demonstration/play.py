"""``demo --play``: simulated members speak, interpret and vote in the demo's open meeting.

They act through the services that everybody uses, so their acts reach every page as anybody's do;
where a visitor was faster, the act is refused and the play goes on.
"""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, Thread

from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import connections

from council.config.demonstration.beats import beats_of
from council.config.demonstration.cues import Scene
from council.config.demonstration.stage import Plan
from council.rules.errors import RuleViolation
from deliberation.floor.models import RequestKind
from deliberation.floor.services.requests import request_floor
from deliberation.floor.services.turns import end_turn, give_floor
from deliberation.meetings.models import Intent, Mode
from deliberation.meetings.services.agenda_live import close_discussion
from deliberation.meetings.services.attendance import check_in
from deliberation.meetings.services.discussion import contribute
from deliberation.meetings.services.interpretation import interpret
from deliberation.register.services.recording import record_outcome
from deliberation.rules.floor import SpeakersList
from deliberation.rules.polls import PollStatus
from deliberation.voting.models import Choice
from deliberation.voting.services.casting import cast_ballot
from deliberation.voting.services.preparing import freeze_poll
from deliberation.voting.services.putting import close_poll, open_poll
from realtime import bus

PATIENCE = 60  # nobody sees the beginning unless they have found a link and the room [s]

logger = logging.getLogger(__name__)

Rest = Callable[[float], object]
Tell = Callable[[str], object]


class CurtainFalls(Exception):
    """The server stops, and the play with it."""


@contextmanager
def playing(tell: Tell) -> Iterator[None]:
    """Let the play run in a thread of its own as long as the block does; it ends by itself."""
    ended = Event()
    Thread(target=_run, args=(ended, tell), name="majlis-play", daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _run(ended: Event, tell: Tell) -> None:
    def rest(seconds: float) -> None:
        connections.close_all()  # nothing is held while others act
        if ended.wait(seconds):
            raise CurtainFalls

    try:
        with suppress(CurtainFalls):
            _wait_for_somebody(rest)
            play(rest=rest, tell=tell)
    finally:
        connections.close_all()


def _wait_for_somebody(rest: Rest) -> None:
    for _second in range(PATIENCE):
        if bus.is_heard():
            return
        rest(1)


def play(*, rest: Rest, tell: Tell) -> None:
    """Let every act of ``play.json`` be tried once, in order.

    Args:
        rest: Lets so many seconds pass before the next act.
        tell: Is told when the play begins and ends.
    """
    try:
        scene = Scene()
    except ObjectDoesNotExist:
        tell("There is nothing to play: the meeting of the demo is over. Start with --fresh.")
        return
    tell("The play begins: members speak, interpret and vote in the open meeting.")
    outcomes = []
    for seconds, act in beats_of(scene.script):
        rest(seconds)
        outcomes.append(_is_done(scene, act))
    tell(f"The play is over: {sum(outcomes)} of {len(outcomes)} acts were in order.")


def _is_done(scene: Scene, act: Plan) -> bool:
    try:
        ACTS[act["act"]](scene, act)
    except (RuleViolation, PermissionDenied, ObjectDoesNotExist) as refusal:
        logger.info("%s of %s was refused: %r", act["act"], act["actor"], refusal)
        return False
    return True


def _interpret(scene: Scene, act: Plan) -> None:
    interpret(
        actor=scene.user(act["actor"]),
        contribution_id=scene.contribution(act["contribution"]).pk,
        language=act["language"],
        body=act["text"],
    )


def _request_floor(scene: Scene, act: Plan) -> None:
    request_floor(
        actor=scene.user(act["actor"]),
        meeting_id=scene.meeting.pk,
        kind=RequestKind(act["kind"]),
        language=act["language"],
        group=SpeakersList(act.get("group", "")),
    )


def _give_floor(scene: Scene, act: Plan) -> None:
    request = scene.request(act["member"])
    give_floor(actor=scene.user(act["actor"]), meeting_id=scene.meeting.pk, request_id=request.pk)


def _end_floor(scene: Scene, act: Plan) -> None:
    end_turn(actor=scene.user(act["actor"]), turn_id=scene.turn(act["member"]).pk)


def _contribute(scene: Scene, act: Plan) -> None:
    contribute(
        actor=scene.user(act["actor"]),
        item_id=scene.item(act["item"]).pk,
        language=act["language"],
        body=act["text"],
        intent=Intent(act["intent"]),
    )


def _check_in(scene: Scene, act: Plan) -> None:
    user, mode = scene.user(act["actor"]), Mode(act["mode"])
    check_in(actor=user, meeting_id=scene.meeting.pk, mode=mode)


def _open_poll(scene: Scene, act: Plan) -> None:
    chair, poll = scene.user(act["actor"]), scene.poll(act["poll"])
    if poll.status is PollStatus.DRAFT:
        freeze_poll(actor=chair, poll_id=poll.pk)
    open_poll(actor=chair, poll_id=poll.pk, seconds=scene.seconds(act["poll"]))


def _cast(scene: Scene, act: Plan) -> None:
    user, poll = scene.user(act["actor"]), scene.poll(act["poll"])
    cast_ballot(actor=user, poll_id=poll.pk, choice=Choice(act["choice"]), seq=1)


def _close_poll(scene: Scene, act: Plan) -> None:
    close_poll(actor=scene.user(act["actor"]), poll_id=scene.poll(act["poll"]).pk)


def _declare_poll(scene: Scene, act: Plan) -> None:
    record_outcome(actor=scene.user(act["actor"]), poll_id=scene.poll(act["poll"]).pk)


def _close_discussion(scene: Scene, act: Plan) -> None:
    close_discussion(actor=scene.user(act["actor"]), item_id=scene.item(act["item"]).pk)


ACTS: Mapping[str, Callable[[Scene, Plan], None]] = {
    "interpret": _interpret,
    "request_floor": _request_floor,
    "give_floor": _give_floor,
    "end_floor": _end_floor,
    "contribute": _contribute,
    "check_in": _check_in,
    "open_poll": _open_poll,
    "cast": _cast,
    "close_poll": _close_poll,
    "declare_poll": _declare_poll,
    "close_discussion": _close_discussion,
}
