"""The draw, repeated by an outsider who has the published file, the secret and what was said."""

import json
from hashlib import sha256

import pytest

from council.rules.lot.ceremony import Draws, FalseReveal, commitment
from council.rules.lot.fairness import LotRule
from council.rules.lot.lottery import LotOrder, make_lottery
from council.rules.lot.publication import draw, publish, read_lottery
from tests.council.rules.lot.support import pool

SECRET = "5b" * 16
SAID = ["17", "قرعة", "Adana"]


@pytest.fixture(scope="module")
def lottery():
    order = LotOrder(LotRule.LEXIMIN, alternates=1, panels=30)
    return make_lottery(pool(2, {"women": (1, 1)}, women=3, men=4), order, Draws(bytes(32)))


@pytest.fixture(scope="module")
def published(lottery):
    return publish(lottery, commitment(SECRET))


def test_the_file_can_be_read_again(lottery, published):
    assert read_lottery(published) == (lottery, commitment(SECRET))


def test_the_file_names_no_group_and_tells_no_secret(published):
    assert set(json.loads(published)) == {
        "format", "rule", "commitment", "tickets", "panels", "alternates", "chances",
    }  # fmt: skip
    assert "women" not in published
    assert SECRET not in published


def test_an_outsider_with_nothing_but_a_hash_draws_the_same(published):
    """Ten lines that use nothing of ours: the recipe as a reader would follow it."""
    parts = [sha256(published.encode()).hexdigest(), SECRET, *SAID]
    seed = sha256(b"".join(sha256(part.encode()).digest() for part in parts)).digest()
    document, counter = json.loads(published), 0
    outcomes = len(document["panels"])
    while True:
        block = sha256(seed + counter.to_bytes(8, "big")).digest()
        number, counter = int.from_bytes(block, "big"), counter + 1
        if number < 2**256 - 2**256 % outcomes:
            break
    at = number % outcomes

    drawn = draw(published, SECRET, SAID)

    assert sha256(b"majlis-lot/commit\0" + SECRET.encode()).hexdigest() == document["commitment"]
    assert drawn.number == at + 1
    assert list(drawn.panel) == document["panels"][at]
    assert list(drawn.alternates) == document["alternates"][at]


def test_what_people_say_decides_as_well(published):
    numbers = {draw(published, SECRET, [str(said)]).number for said in range(40)}

    assert len(numbers) > 15


def test_another_secret_is_refused(published):
    with pytest.raises(FalseReveal):
        draw(published, "5c" * 16, SAID)


def test_whoever_changes_the_file_cannot_tell_what_is_drawn_then(published):
    """Forty forgeries of the first panel: the number moves with each of them."""
    forged = json.loads(published)
    numbers = set()
    for other in range(40):
        forged["panels"][0] = [f"forged {other}", "0001"]
        numbers.add(draw(json.dumps(forged), SECRET, SAID).number)

    assert len(numbers) > 15
