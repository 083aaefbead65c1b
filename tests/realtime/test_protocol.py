"""Frames: what is understood, what is refused, and that the page about them tells the truth."""

import ctypes
import json
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.kernel.audience import Audience
from realtime import protocol
from realtime.protocol import Close, Malformed, Order, Since, TooLarge, read_frame
from tests.support.source import ROOT

KEY = "5a778810-6528-41d7-8816-628068711535"
PAGE = (ROOT / "council" / "docs" / "protocol.md").read_text()
EXAMPLES = re.findall(r"```json\n(.*?)\n```", PAGE, re.DOTALL)
FROM_SERVER = [each for each in EXAMPLES if json.loads(each)["t"] not in {"cmd", "since"}]
FROM_BROWSER = [each for each in EXAMPLES if each not in FROM_SERVER]


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
NESTED = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
TEXTS = st.text(max_size=200) | NESTED.map(json.dumps)


def command(**facts):
    return json.dumps({"t": "cmd", "key": KEY, "name": "floor.request", "fields": {}} | facts)


def test_a_command_is_understood():
    order = read_frame(command(fields={"item_id": 12, "words": "سلام", "tags": ["a", "b"]}))

    fields = {"item_id": ["12"], "words": ["سلام"], "tags": ["a", "b"]}
    assert order == Order(UUID(KEY), "floor.request", fields)


def test_fields_are_what_a_form_would_have_posted():
    order = read_frame(command(fields={"yes": True, "no": False, "none": None, "number": 1.5}))

    assert order.fields == {"yes": ["on"], "number": ["1.5"]}


def test_a_question_for_what_was_missed_is_understood():
    assert read_frame('{"t":"since","seq":41}') == Since(41)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "null",
        "[]",
        "7",
        "{",
        "{}",
        '{"t":null}',
        '{"t":["cmd"]}',
        '{"t":{}}',
        '{"t":"n"}',
        '{"t":"since"}',
        '{"t":"since","seq":-1}',
        '{"t":"since","seq":true}',
        '{"t":"since","seq":1.0}',
        '{"t":"since","seq":9007199254740992}',
        '{"t":"since","seq":"٤١"}',
        '{"t":"since","seq":' + "9" * 400 + "}",
        '{"t":"since","seq":1e999}',
        '{"t":"cmd","name":"\\ud800"}',
        "[" * 10_000,
        '{"a":' * 10_000,
        command(key=None),
        command(key="5a778810"),
        command(key="x" * 36),
        command(key=7),
        command(name=None),
        command(name="n" * 65),
        command(fields=[]),
        command(fields={"a": {}}),
        command(fields={"a": [["b"]]}),
        command(fields={"a": ["b"] * 65}),
        command(fields={str(number): "" for number in range(65)}),
    ],
)
def test_what_is_not_of_the_protocol_is_malformed(text):
    with pytest.raises(Malformed) as refusal:
        read_frame(text)

    assert refusal.value.close is Close.MALFORMED


@pytest.mark.parametrize("text", ["x" * 65_537, "م" * 40_000, command(fields={"a": "x" * 65_536})])
def test_what_is_too_large_is_not_even_read(text):
    with pytest.raises(TooLarge) as refusal:
        read_frame(text)

    assert refusal.value.close is Close.TOO_LARGE


@given(TEXTS)
def test_nothing_but_a_frame_or_a_refusal_comes_of_any_text(text):
    try:
        frame = read_frame(text)
    except Malformed:
        return

    assert isinstance(frame, Order | Since)


def test_texts_are_written_as_they_are():
    frame = protocol.notice(seq=1, kind="k", at=2, data={}, parts=[], say="مرحبا")

    assert '"say":"مرحبا"' in frame.decode()


@pytest.mark.parametrize("code", Close)
def test_every_goodbye_says_when_to_come_back(code):
    assert json.loads(protocol.bye(code)) == {
        "t": "bye",
        "code": int(code),
        "retry": protocol.RETRY[code],
    }


@pytest.mark.parametrize("example", FROM_BROWSER)
def test_the_page_shows_what_a_browser_may_send(example):
    assert isinstance(read_frame(example), Order | Since)


@pytest.mark.parametrize("example", FROM_SERVER)
def test_the_page_shows_what_the_server_sends(example):
    told = json.loads(example)

    assert json.loads(written(**told)) == told


def written(t, **facts):
    """Return the frame that the protocol makes of the facts of an example."""
    if t == "hello":
        names = {"language": facts.pop("lang")}
        return protocol.hello(**facts, **names)
    if "key" in facts:
        facts["key"] = UUID(facts["key"])
    make = {
        "n": protocol.notice,
        "b": protocol.blank,
        "tick": protocol.tick,
        "no": protocol.no,
        "ack": protocol.ack,
        "bye": lambda code, **_: protocol.bye(Close(code)),
        "resync": lambda: protocol.RESYNC,
    }
    return make[t](**facts)


def test_the_page_names_every_close_code_and_nothing_else():
    rows = re.findall(r"^\| (\d{4}) \|", PAGE, re.MULTILINE)

    assert [int(row) for row in rows] == [int(code) for code in Close]


def test_every_kind_of_frame_is_on_the_page():
    kinds = {json.loads(each)["t"] for each in EXAMPLES}

    assert kinds == {"hello", "n", "b", "tick", "ack", "no", "resync", "bye", "cmd", "since"}
    assert {each.value for each in Audience} >= {"public", "member"}


def test_a_frame_holds_no_more_memory_than_it_needs():
    held = ctypes.CDLL(None).malloc_usable_size
    held.restype, held.argtypes = ctypes.c_size_t, [ctypes.c_void_p]
    parts = [{"id": "m-1", "html": "x" * 20_000}]

    frame = protocol.notice(seq=1, kind="k", at=0, data={}, parts=parts, say=None)

    assert held(id(frame)) < 1.1 * len(frame)
