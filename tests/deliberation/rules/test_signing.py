from datetime import UTC, datetime, timedelta

import pytest

from deliberation.rules.checkpoints import Checkpoint
from deliberation.rules.merkle import consistency_proof
from deliberation.rules.signing import (
    KeyNeededLonger,
    RegisterRewritten,
    require_continuation,
    require_successor,
)
from tests.deliberation.rules.test_merkle import ROOTS, TREE

NOW = datetime(2026, 5, 1, tzinfo=UTC)


def at(size, root=None, origin="council.example/register"):
    return Checkpoint(origin, size, root or ROOTS[size])


def prove(old, size):
    return consistency_proof(old, size, TREE.node)


@pytest.mark.parametrize(("old", "size"), [(1, 1), (1, 2), (3, 7), (64, 65), (150, 200)])
def test_what_only_grew_may_be_signed(old, size):
    require_continuation(at(old), at(size), prove)


@pytest.mark.parametrize(
    ("old", "now"),
    [
        (at(8), at(7)),
        (at(8, ROOTS[7]), at(8)),
        (at(5, ROOTS[6]), at(9)),
        (at(5), at(9, ROOTS[10])),
        (at(5, origin="other.example/register"), at(9)),
    ],
)
def test_what_was_rewritten_may_not(old, now):
    with pytest.raises(RegisterRewritten) as refused:
        require_continuation(old, now, prove)

    assert refused.value.facts == {"signed": old.size, "size": now.size}


@pytest.mark.parametrize(
    ("days", "may"), [([90], True), ([1, 91], True), ([89.9], False), ([], False), ([-5], False)]
)
def test_a_key_retires_when_another_has_signed_long_enough(days, may):
    others = [NOW - timedelta(days=each) for each in days]

    if may:
        require_successor(others, NOW)
    else:
        with pytest.raises(KeyNeededLonger):
            require_successor(others, NOW)
