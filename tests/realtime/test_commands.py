"""Orders over the socket, without a socket."""

import json
from uuid import uuid4

import pytest

from council.ledger.selectors import last_seq
from realtime.commands import obey
from realtime.protocol import Order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("remarks")]


def order(name="remark", key=None, **fields):
    return Order(key or uuid4(), name, {each: [value] for each, value in fields.items()})


def answer(*arguments):
    return json.loads(obey(*arguments))


def test_an_order_is_carried_out_and_acknowledged(cast, meeting):
    made = order(words="hello")

    told = answer(cast.member, meeting.pk, made)

    assert (told["t"], told["key"]) == ("ack", str(made.key))
    assert set(told["data"]) == {"id"}
    assert last_seq(meeting.pk) == 1


def test_an_order_that_comes_again_is_answered_and_not_repeated(cast, meeting):
    made = order(words="hello")

    answers = [answer(cast.member, meeting.pk, made) for _ in range(3)]

    assert answers == answers[:1] * 3
    assert last_seq(meeting.pk) == 1


def test_another_person_may_use_the_same_key(cast, meeting):
    made = order(words="hello")

    for person in (cast.member, cast.chair):
        answer(person, meeting.pk, made)

    assert last_seq(meeting.pk) == 2


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("late", "out_of_order"),
        ("forbidden", "not_permitted"),
        ("gone", "not_found"),
        ("hidden", "not_found"),
    ],
)
def test_a_refusal_is_a_code_and_a_sentence_and_changes_nothing(cast, meeting, words, code):
    told = answer(cast.member, meeting.pk, order(words=words))

    assert (told["t"], told["code"]) == ("no", code)
    assert told["text"].endswith((".", "!"))
    assert last_seq(meeting.pk) == 0


def test_after_a_refusal_the_same_key_may_succeed(cast, meeting):
    key = uuid4()
    assert answer(cast.member, meeting.pk, order(key=key, words="late"))["t"] == "no"

    told = answer(cast.member, meeting.pk, order(key=key, words="in time"))

    assert told["t"] == "ack"


@pytest.mark.parametrize("name", ["", "vote", "__class__", "remark "])
def test_what_is_no_command_is_refused(cast, meeting, name):
    assert answer(cast.member, meeting.pk, order(name))["code"] == "unknown_command"


@pytest.mark.parametrize("words", [None, "", "x" * 41, "\0"])
def test_a_form_that_is_not_filled_in_is_refused_by_its_fields(cast, meeting, words):
    fields = {} if words is None else {"words": words}

    told = answer(cast.member, meeting.pk, order(**fields))

    assert (told["code"], told["facts"]["fields"]) == ("malformed", ["words"])


def test_readers_who_are_not_signed_in_cannot_act(meeting):
    assert answer(None, meeting.pk, order(words="hello"))["code"] == "not_signed_in"


def test_an_order_may_name_what_it_is_about(cast, meeting):
    told = answer(cast.member, meeting.pk, order("echo", remark_id="12", words="yes"))

    assert told["data"] == {"remark_id": 12, "words": "yes", "actor": cast.member.pk}


@pytest.mark.parametrize("number", [None, "", "-1", "1.5", "٣", "9" * 19, "9" * 400, "1 or 1=1"])
def test_what_it_is_about_must_be_a_number(cast, meeting, number):
    fields = {} if number is None else {"remark_id": number}

    told = answer(cast.member, meeting.pk, order("echo", words="yes", **fields))

    assert (told["code"], told["facts"]["fields"]) == ("malformed", ["remark_id"])


def test_a_defect_is_loud(cast, meeting):
    with pytest.raises(ZeroDivisionError):
        obey(cast.member, meeting.pk, order(words="defect"))
