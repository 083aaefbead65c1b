"""The play, act by act: its steps spread over time, one act at each beat."""

from collections.abc import Iterator

from council.config.demonstration.stage import Plan

Beat = tuple[float, Plan]  # how long to wait [s], and the one act that follows


def beats_of(script: Plan) -> Iterator[Beat]:
    """Spread the steps of ``play.json`` over time, in order; some people are left to visitors."""
    visitors = script["leave_to_people"]
    for step in script["steps"]:
        spread = _SPREAD.get(step["act"], _as_it_is)
        yield from (beat for beat in spread(step) if beat[1]["actor"] not in visitors)


def _as_it_is(step: Plan) -> Iterator[Beat]:
    yield step["pause"], step


def _with_interpretations(step: Plan) -> Iterator[Beat]:
    """What is said, and then the renderings, each so many seconds ``after`` it was said."""
    yield step["pause"], step
    passed = 0
    for told in sorted(step["interpretations"], key=lambda each: each["after"]):
        act = {"act": "interpret", "actor": told["by"], "contribution": step["key"]}
        yield told["after"] - passed, told | act
        passed = told["after"]


def _by_each_member(step: Plan) -> Iterator[Beat]:
    """The first ballot after the pause, the others evenly within the seconds that follow."""
    wait = step["pause"]
    for member, choice in step["ballots"].items():
        yield wait, {"act": "cast", "actor": member, "poll": step["poll"], "choice": choice}
        wait = step["within"] / len(step["ballots"])


_SPREAD = {"contribute": _with_interpretations, "cast_ballots": _by_each_member}
