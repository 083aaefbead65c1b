"""Keys of sealed answers: one for each term, renewed, destroyed, never lost by two at once."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor

import pytest

from council.members.quota.keys import KeyDestroyed, KeyRing


@pytest.fixture
def ring(tmp_path):
    return KeyRing(tmp_path / "keys" / "keys.json")


def test_a_term_has_one_key_and_another_term_another(ring):
    first, other = ring.active(1), ring.active(2)

    assert ring.active(1) == first
    assert first.secret != other.secret
    assert ring.of(first.id) == first
    assert len(first.secret) == 32


def test_the_file_is_for_its_owner_alone(ring):
    ring.active(1)

    assert stat.S_IMODE(ring.path.stat().st_mode) == 0o600


def test_a_renewed_key_leaves_the_old_one_until_it_is_removed(ring):
    old, other = ring.active(1), ring.active(2)

    new = ring.renew(1)

    assert ring.active(1) == new != old
    assert ring.of(old.id) == old
    ring.remove_old(1)
    assert (ring.active(1), ring.active(2)) == (new, other)
    with pytest.raises(KeyDestroyed):
        ring.of(old.id)


def test_a_destroyed_key_is_gone_and_no_other_takes_its_place(ring):
    key, other = ring.active(1), ring.active(2)

    ring.destroy(1)

    with pytest.raises(KeyDestroyed):
        ring.of(key.id)
    with pytest.raises(KeyDestroyed):
        ring.active(1)
    assert key.secret.hex() not in ring.path.read_text()
    assert ring.active(2) == other
    ring.remove_old(1)
    ring.destroy(1)
    with pytest.raises(KeyDestroyed):
        ring.active(1)


def test_many_at_once_make_one_key(ring):
    with ThreadPoolExecutor(8) as crowd:
        keys = set(crowd.map(lambda _: ring.active(1), range(40)))

    assert len(keys) == 1
    assert len(json.loads(ring.path.read_text())) == 1
