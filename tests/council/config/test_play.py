"""When who acts in the play of the demo."""

import re
import threading

import pytest

from council.config.demonstration.beats import beats_of
from council.config.demonstration.play import ACTS, play, playing
from council.config.demonstration.stage import FILES, read


def script(*steps, visitors=()):
    return {"leave_to_people": list(visitors), "steps": list(steps)}


def test_an_interpretation_comes_so_many_seconds_after_the_words():
    said = {"pause": 4, "act": "contribute", "actor": "hasan", "key": "one"}
    late = {"by": "deniz", "after": 5, "language": "en"}
    soon = {"by": "selin", "after": 3, "language": "ar"}

    beats = list(beats_of(script(said | {"interpretations": [late, soon]})))

    assert [(wait, act["act"], act["actor"]) for wait, act in beats] == [
        (4, "contribute", "hasan"),
        (3, "interpret", "selin"),
        (2, "interpret", "deniz"),
    ]


def test_ballots_are_spread_over_the_seconds_given():
    step = {"pause": 5, "act": "cast_ballots", "actor": None, "poll": "p", "within": 8}
    ballots = {"a": "yes", "b": "no", "c": "yes", "d": "abstain"}

    beats = list(beats_of(script(step | {"ballots": ballots})))

    assert [(wait, act["actor"], act["choice"]) for wait, act in beats] == [
        (5, "a", "yes"),
        (2, "b", "no"),
        (2, "c", "yes"),
        (2, "d", "abstain"),
    ]


def test_what_is_left_to_visitors_nobody_does():
    step = {"pause": 1, "act": "check_in", "actor": "hala"}

    assert list(beats_of(script(step, visitors=["hala"]))) == []


def test_the_play_of_the_demo_leaves_visitors_alone_and_knows_every_act():
    told = read("play.json")
    acts = [act for _, act in beats_of(told)]

    assert {act["actor"] for act in acts}.isdisjoint(told["leave_to_people"])
    assert {act["act"] for act in acts} == set(ACTS)


@pytest.mark.django_db
def test_without_the_meeting_of_the_demo_there_is_no_play():
    said = []

    play(rest=said.append, tell=said.append)

    assert said == [
        "There is nothing to play: the meeting of the demo is over. Start with --fresh."
    ]


def test_the_play_ends_with_the_server():
    said = []

    with playing(said.append):
        (thread,) = [each for each in threading.enumerate() if each.name == "majlis-play"]
    thread.join(timeout=10)

    assert not thread.is_alive()
    assert said == []


def test_every_step_is_explained():
    page = " ".join((FILES / "README.md").read_text().split())
    listed = re.search(r"carries out `act`: (.*?)\. The members", page)[1]

    assert {step["act"] for step in read("play.json")["steps"]} == set(
        re.findall(r"\b[a-z]+(?:_[a-z]+)?\b", re.sub(r" \([^)]*\)", "", listed))
    )
