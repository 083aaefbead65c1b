"""What every live part shows: the page and the hub ask here, and so are told the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from deliberation.elections.live import election_part
from deliberation.floor.selectors.desk import desk_floor_part
from deliberation.floor.selectors.floor import floor_part
from deliberation.meetings.selectors import agenda_live, discussion, presence
from deliberation.meetings.selectors.channels import channels_part
from deliberation.voting import live as voting
from realtime.livepart import Asked

Context = Mapping[str, Any]
Show = Callable[[Asked], Context | None]


def of_meeting(part: Callable[..., Context | None]) -> Show:
    """Ask a selector that takes meeting, audience and language, and what was read already."""

    def show(asked: Asked) -> Context | None:
        return part(asked.meeting_id, asked.audience, asked.language, asked.stage.moment)

    return show


def of_floor(part: Callable[..., Context | None]) -> Show:
    """Ask a selector of the floor."""

    def show(asked: Asked) -> Context | None:
        return part(asked.meeting_id, asked.audience, asked.language, asked.stage.floor)

    return show


agenda = of_meeting(agenda_live.agenda_part)
channels = of_meeting(channels_part)
status = of_meeting(presence.room_status_part)
stream_head = of_meeting(discussion.stream_head_part)
floor = of_floor(floor_part)
desk_floor = of_floor(desk_floor_part)


def item(asked: Asked) -> Context:
    """Show the item in focus, and that it is voted on, though it be an amendment to it only."""
    stage, audience = asked.stage, asked.audience
    found = agenda_live.item_part(asked.meeting_id, audience, asked.language, stage.moment)
    seen = found["item"]
    if seen is None or not stage.votes.is_voted_on(seen.line.pk, audience):
        return found
    return {"item": replace(seen, is_voted_on=True)}


def paper(asked: Asked) -> Context:
    """Show the ballot paper of the poll that is open."""
    return voting.paper_part(asked.stage.votes, asked.audience, asked.language)


def stream(asked: Asked) -> Context:
    """Show the item in focus: what was said, what happened, what was decided, by time."""
    stage, audience, language = asked.stage, asked.audience, asked.language
    found = discussion.stream_part(asked.meeting_id, audience, language, stage.moment)
    results = voting.result_lines(stage.votes, found["item_id"], audience, language)
    return {**found, "lines": sorted([*found["lines"], *results], key=attrgetter("at"))}


def contribution(asked: Asked) -> Context | None:
    """Show the contribution that the entry speaks of."""
    return discussion.contribution_part(
        asked.facts["contribution_id"], asked.audience, asked.language, asked.stage.moment
    )


def event(asked: Asked) -> Context | None:
    """Show the entry itself as a sentence."""
    return discussion.event_part(
        asked.meeting_id, asked.facts["seq"], asked.audience, asked.language, asked.stage.moment
    )


def result(asked: Asked) -> Context | None:
    """Show the outcome of the poll that the entry speaks of, if its item is in focus."""
    focus = asked.stage.moment.focus(asked.audience)
    if (focus.pk if focus else None) != asked.facts["item_id"]:
        return None
    return voting.result_part(asked.facts["poll_id"], asked.audience, asked.language)


def election(asked: Asked) -> Context:
    """Show the election that the entry speaks of, on its own page."""
    return election_part(asked.facts["election_id"], asked.language)


def desk_poll(asked: Asked) -> Context:
    """Show whoever presides what can be done about voting."""
    return {
        **voting.desk_part(asked.stage.votes, asked.language),
        "meeting_id": asked.meeting_id,
    }


def desk_meeting(asked: Asked) -> Context:
    """Show whoever presides what can be done about the meeting and its agenda."""
    listed = agenda(asked) or {}
    block = [line for line in listed.get("lines", ()) if line.waits_in_block]
    return {**(status(asked) or {}), **listed, "block": block, "meeting_id": asked.meeting_id}


def turnout(meeting_id: int) -> Mapping[str, Any] | None:
    """Tell the turnout by bloc while a poll is open; None otherwise."""
    return voting.turnout_of(meeting_id)
