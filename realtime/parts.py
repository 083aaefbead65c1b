"""Which kind of journal entry changes which parts of the page, and what is told each second."""

from collections.abc import Mapping

from council.kernel.audience import Audience
from realtime import shown
from realtime.livepart import Live, LivePart, Tick

DESK = Audience.DESK
AGENDA = LivePart("agenda", "meetings/live/agenda.html", shown.agenda)
CHANNELS = LivePart("channels", "meetings/live/channels.html", shown.channels)
ITEM = LivePart("item", "meetings/live/item.html", shown.item)
STATUS = LivePart("room-status", "meetings/live/room-status.html", shown.status)
STREAM = LivePart("stream", "meetings/live/stream.html", shown.stream)
HEAD = LivePart("stream-head", "meetings/live/stream-head.html", shown.stream_head)
EVENT = LivePart("e-{seq}", "meetings/live/event.html", shown.event, into="stream")
SAID = LivePart(
    "m-{contribution_id}", "meetings/live/contribution.html", shown.contribution, into="stream"
)
FLOOR = LivePart("floor", "floor/live/floor.html", shown.floor)
PAPER = LivePart("paper", "voting/live/paper.html", shown.paper)
BANNER = LivePart("votebanner", "voting/live/votebanner.html", shown.paper)
RESULT = LivePart("r-{poll_id}", "voting/live/result.html", shown.result, into="stream")
ELECTION = LivePart("election-{election_id}", "elections/live/election.html", shown.election)
DESK_FLOOR = LivePart("desk-floor", "floor/live/desk-floor.html", shown.desk_floor, audience=DESK)
DESK_POLL = LivePart("desk-poll", "voting/live/desk-poll.html", shown.desk_poll, audience=DESK)
DESK_MEETING = LivePart(
    "desk-meeting", "realtime/live/desk-meeting.html", shown.desk_meeting, audience=DESK
)

_DESK = (DESK_MEETING, DESK_POLL, DESK_FLOOR)
_PEOPLE = (STATUS, PAPER, DESK_MEETING, DESK_FLOOR)
_STAGE = (STATUS, AGENDA, ITEM, EVENT, FLOOR, *_DESK)
_FOCUS = (AGENDA, ITEM, HEAD, STREAM, PAPER, FLOOR, *_DESK)
_ITEM = (AGENDA, ITEM, EVENT, FLOOR, *_DESK)
_SPEECH = (FLOOR, DESK_FLOOR)
_VOTE = (PAPER, BANNER, ITEM, DESK_POLL, EVENT)

LIVE: Mapping[str, Live] = {
    "meeting.convened": Live(_STAGE),
    "meeting.cancelled": Live(_STAGE),
    "meeting.opened": Live(_STAGE),
    "meeting.inquorate": Live(_STAGE),
    "meeting.called_again": Live(_STAGE),
    "meeting.recessed": Live(_STAGE),
    "meeting.resumed": Live(_STAGE),
    "meeting.adjourned": Live(_STAGE),
    "presidium.elected": Live((EVENT, *_DESK)),
    "presidium.relieved": Live((EVENT, *_DESK)),
    "roll.called": Live((*_PEOPLE, EVENT)),
    "member.arrived": Live(_PEOPLE),
    "member.left": Live((*_PEOPLE, FLOOR)),
    "member.excused": Live(_PEOPLE),
    "member.recused": Live((*_PEOPLE, EVENT)),
    "recusal.withdrawn": Live((*_PEOPLE, EVENT)),
    "seat.substituted": Live((*_PEOPLE, EVENT)),
    "substitution.ended": Live((*_PEOPLE, EVENT)),
    "agenda.changed": Live((AGENDA, ITEM, DESK_MEETING, DESK_POLL)),
    "item.called": Live(_FOCUS),
    "item.postponed": Live(_FOCUS),
    "item.withdrawn": Live(_FOCUS),
    "item.restored": Live(_ITEM),
    "item.disposed": Live(_ITEM),
    "discussion.closed": Live(_ITEM),
    "discussion.reopened": Live(_ITEM),
    "contribution.made": Live((SAID, HEAD)),
    "contribution.withdrawn": Live((SAID, HEAD)),
    "text.interpreted": Live((SAID,)),
    "text.corrected": Live((SAID,)),
    "floor.order_chosen": Live((*_SPEECH, EVENT)),
    "floor.requested": Live(_SPEECH),
    "floor.withdrawn": Live(_SPEECH),
    "floor.declined": Live(_SPEECH),
    "floor.given": Live((*_SPEECH, EVENT)),
    "floor.extended": Live(_SPEECH),
    "floor.ended": Live(_SPEECH),
    "floor.cleared": Live(_SPEECH),
    "signal.given": Live((*_SPEECH, EVENT)),
    "signal.settled": Live(_SPEECH),
    "poll.drafted": Live((DESK_POLL,)),
    "poll.discarded": Live((DESK_POLL,)),
    "poll.frozen": Live((DESK_POLL,)),
    "poll.opened": Live(_VOTE),
    "poll.closed": Live(_VOTE),
    "poll.declared": Live((RESULT, PAPER, DESK_POLL, ITEM)),
    "poll.annulled": Live((RESULT, *_VOTE)),
    "hands.counted": Live((DESK_POLL,)),
    "entry.removed": Live((PAPER, DESK_POLL, EVENT)),
    "election.opened": Live((EVENT, ELECTION)),
    "election.closed": Live((EVENT, ELECTION)),
    "election.lot_drawn": Live((EVENT, ELECTION)),
    "election.declared": Live((EVENT, ELECTION)),
    "election.annulled": Live((EVENT, ELECTION)),
    "decision.recorded": Live((EVENT, ITEM)),
    "decision.published": Live((EVENT,)),
    "minutes.drafted": Live((EVENT,)),
    "fact.corrected": Live((EVENT,)),
    "minutes.circulated": Live((EVENT,)),
    "correction.proposed": Live((EVENT,)),
    "correction.answered": Live((EVENT,)),
    "minutes.adopted": Live((EVENT,)),
    "minutes.published": Live(_STAGE),
    "minutes.corrected": Live((EVENT,)),
}
TICKS: Mapping[str, Tick] = {"turnout": Tick(shown.turnout)}
