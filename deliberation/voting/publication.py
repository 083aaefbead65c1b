"""The whole poll as one public file, from which anybody can recount it."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from council.kernel.audience import Audience
from council.rules.bylaws import NamesPublished, parse_poll_rule
from council.texts.selectors import bodies
from deliberation.voting.models import Method, Poll
from deliberation.voting.selectors.outcomes import choice_of, roll_of

FORMAT = "majlis-poll/1"
RECOUNT = Path(__file__).with_name("recount.py")
CONDITIONS = ("second_call", "executive_size", "casting_vote", "chair_vote")
FINDINGS = ("result", "base", "needed", "quorum_needed")


def poll_document(poll: Poll, audience: Audience) -> dict[str, Any]:
    """Return the declared poll as a document for ``audience``.

    Ballots stand by bloc and choice, never in the order or with the time of casting; names only
    where the frozen rule publishes them to the audience. Times are to the minute.
    """
    return {
        "format": FORMAT,
        "poll": poll.pk,
        "council": poll.meeting.body.council.slug,
        "body": poll.meeting.body.key,
        "meeting": poll.meeting.number,
        "item": poll.item.number,
        "question": dict(bodies(poll.question)),
        "question_type": poll.question_type,
        "method": str(poll.method),
        "status": str(poll.status),
        "opened_at": _minute(poll.opened_at),
        "closed_at": _minute(poll.closed_at),
        "annul_reason": poll.annul_reason,
        "override": {"languages": poll.missing_languages, "reason": poll.override_reason},
        **counted(poll.outcome.facts, _ballots(poll, audience)),
    }


def counted(
    facts: Mapping[str, Any], ballots: Sequence[Mapping[str, str]] | None
) -> dict[str, Any]:
    """Return the part of the document that the script recounts.

    Args:
        facts: The outcome as it was kept.
        ballots: By bloc and choice; None after a show of hands.
    """
    inputs = facts["inputs"]
    return {
        "rule": inputs["rule"],
        "electorate": {
            "whole": inputs["electorate"],
            "blocs": {bloc["bloc"]: bloc["electorate"] for bloc in inputs["blocs"]},
        },
        **{name: inputs[name] for name in CONDITIONS},
        "ballots": ballots,
        "tally": inputs["tally"],
        "tally_by_bloc": None
        if ballots is None
        else {bloc["bloc"]: bloc["tally"] for bloc in inputs["blocs"]},
        "outcome": {name: facts[name] for name in FINDINGS},
    }


def _minute(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(second=0, microsecond=0).isoformat()


def _ballots(poll: Poll, audience: Audience) -> Sequence[dict[str, str]] | None:
    if poll.method is Method.SHOW_OF_HANDS:
        return None
    published = parse_poll_rule(poll.rule).names
    with_names = published is NamesPublished.EVERYONE or audience is not Audience.PUBLIC
    lines = []
    for entry in roll_of(poll):
        if choice := choice_of(entry):
            line = {"bloc": entry.bloc_key, "choice": choice}
            lines.append(line | ({"name": entry.member.public_name} if with_names else {}))
    return sorted(lines, key=lambda line: tuple(sorted(line.items())))
