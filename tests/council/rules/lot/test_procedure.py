"""A lot goes from step to step, and can be given up until somebody sits."""

from itertools import product

import pytest

from council.rules.lot.procedure import (
    COLLECTING,
    LOT_PROCEDURE,
    SETTLED,
    LotAct,
    LotHasMovedOn,
    LotStatus,
    advance,
    require_status,
)

S, A = LotStatus, LotAct
ORDERLY = [A.COMPUTE, A.FINISH, A.PUBLISH, A.DRAW, A.SEAT]


@pytest.mark.parametrize(("status", "act"), list(product(LotStatus, LotAct)))
def test_every_act_has_its_stage(status, act):
    if (status, act) in LOT_PROCEDURE:
        assert advance(status, act) is LOT_PROCEDURE[status, act]
    else:
        with pytest.raises(LotHasMovedOn) as refusal:
            advance(status, act)
        assert refusal.value.facts == {"status": str(status), "act": str(act)}


def test_an_orderly_lot_fills_its_seats():
    status = S.COLLECTING
    for act in ORDERLY:
        status = advance(status, act)

    assert status is S.SEATED


def test_more_can_be_seated_when_somebody_is_replaced():
    assert advance(S.SEATED, A.SEAT) is S.SEATED


def test_a_published_lot_is_never_opened_again():
    reached, waiting = set(), [S.PUBLISHED]
    while waiting:
        status = waiting.pop()
        nexts = {to for (at, _), to in LOT_PROCEDURE.items() if at is status} - reached
        reached |= nexts
        waiting += nexts

    assert reached == {S.DRAWN, S.SEATED, S.ABANDONED}


@pytest.mark.parametrize("act", LotAct)
def test_a_lot_that_was_given_up_stays_given_up(act):
    with pytest.raises(LotHasMovedOn):
        advance(S.ABANDONED, act)


@pytest.mark.parametrize("status", [S.COMPUTING, S.SEATED])
def test_a_lot_is_not_given_up_while_it_runs_or_once_somebody_sits(status):
    with pytest.raises(LotHasMovedOn):
        advance(status, A.ABANDON)


def test_every_stage_is_reached_from_the_first():
    assert set(LOT_PROCEDURE.values()) | {S.COLLECTING} == set(LotStatus)


@pytest.mark.parametrize(("status", "wanted"), list(product(LotStatus, [COLLECTING, SETTLED])))
def test_an_act_of_another_stage_is_stopped(status, wanted):
    if status in wanted:
        require_status(status, wanted)
    else:
        with pytest.raises(LotHasMovedOn):
            require_status(status, wanted)
