"""What is told to whom, in which words."""

import json

import pytest
from django.db import OperationalError

from council.kernel.audience import Audience
from realtime import notices, parts, protocol
from realtime.livepart import Live, LivePart
from realtime.news import News, Readers
from realtime.stage import Stage
from tests.realtime.scene import news

PUBLIC, MEMBER, DESK = (Readers("en", each) for each in Audience)


def told(entry, readers):
    return json.loads(notices.frame_for(entry, readers, {}, Stage(entry.meeting_id)))


@pytest.mark.parametrize(("readers", "seen"), [(PUBLIC, "b"), (MEMBER, "n"), (DESK, "n")])
def test_who_may_not_see_an_entry_is_told_its_number(readers, seen):
    frame = told(news(7, audience=Audience.MEMBER), readers)

    assert (frame["t"], frame["seq"]) == (seen, 7)


def test_a_bare_number_tells_nothing_else():
    frame = told(news(7, audience=Audience.DESK, secret="x"), PUBLIC)

    assert frame == {"t": "b", "seq": 7}


@pytest.mark.parametrize("language", ["ar", "tr", "en", "de"])
def test_parts_are_in_the_language_of_the_readers(remarks, language):
    frame = told(news(1, words="hello"), Readers(language, Audience.PUBLIC))

    html = f'<p lang="{language}">hello</p>'
    assert frame == {
        "t": "n",
        "seq": 1,
        "kind": "remark.made",
        "at": 1,
        "data": {"words": "hello"},
        "parts": [{"id": "r-hello", "into": "stream", "html": html}],
        "say": f"{language}: hello",
    }


def test_a_part_for_the_desk_is_sent_to_nobody_else(remarks):
    ids = {
        each.audience: [part["id"] for part in told(news(1, words="hello"), each)["parts"]]
        for each in (PUBLIC, MEMBER, DESK)
    }

    assert ids == {
        Audience.PUBLIC: ["r-hello"],
        Audience.MEMBER: ["r-hello"],
        Audience.DESK: ["r-hello", "desk-notes"],
    }


def test_a_part_that_shows_nothing_goes(remarks):
    (part,) = told(news(1, words="withdrawn"), PUBLIC)["parts"]

    assert part["html"] is None


def test_a_kind_without_parts_is_told_by_its_facts():
    frame = told(news(1, words="hello"), PUBLIC)

    assert (frame["data"], frame["parts"], frame["say"]) == ({"words": "hello"}, [], None)


def test_each_kind_of_reader_is_rendered_once(remarks):
    notices.render([news(1, words="a"), news(2, words="b")], {PUBLIC, MEMBER})

    assert len(remarks) == 2 * 2


def test_an_element_is_rendered_once_for_all_the_news_that_bring_it(remarks):
    frames = notices.render([news(1, words="a"), news(2, words="b"), news(3, words="a")], {PUBLIC})

    parts = [json.loads(each[PUBLIC])["parts"][0]["html"] for each in frames]
    assert parts == ['<p lang="en">a</p>', '<p lang="en">b</p>', '<p lang="en">a</p>']
    assert len(remarks) == 2


def test_a_part_that_cannot_be_made_sends_its_readers_to_the_page(monkeypatch, caplog):
    broken = LivePart("x", "tests/missing.html", lambda asked: {})
    monkeypatch.setattr(parts, "LIVE", {"remark.made": Live([broken])})

    frame = notices.frame_for(news(1), PUBLIC, {}, Stage(1))

    assert frame == protocol.RESYNC
    assert "cannot be made" in caplog.text


def test_a_database_that_is_away_is_not_the_notices_fault(monkeypatch):
    def away(asked):
        raise OperationalError("database is locked")

    monkeypatch.setattr(parts, "LIVE", {"remark.made": Live([LivePart("x", "y", away)])})

    with pytest.raises(OperationalError):
        notices.frame_for(news(1), PUBLIC, {}, Stage(1))


def test_news_survive_the_way_to_another_process():
    entry = news(3, audience=Audience.DESK, words="سلام")

    assert News.from_message(json.loads(json.dumps(entry.as_message()))) == entry
