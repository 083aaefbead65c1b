import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deliberation.rules.merkle import (
    EMPTY_ROOT,
    Tile,
    appended,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    proves_consistency,
    proves_inclusion,
    root,
    tile_number,
    tiles_of,
)

VECTORS = json.loads(Path(__file__).with_name("merkle.json").read_text())
LEAVES = [bytes.fromhex(leaf) for leaf in VECTORS["leaves"]]
SIZES = range(1, 201)


def reference(entries):
    """MTH of RFC 9162, section 2.1.1, word for word and on the entries themselves."""
    if not entries:
        return sha256(b"").digest()
    if len(entries) == 1:
        return sha256(b"\x00" + entries[0]).digest()
    k = 1
    while 2 * k < len(entries):
        k *= 2
    return sha256(b"\x01" + reference(entries[:k]) + reference(entries[k:])).digest()


def reference_path(m, entries):
    """PATH of section 2.1.3.1."""
    if len(entries) == 1:
        return []
    k = 1
    while 2 * k < len(entries):
        k *= 2
    if m < k:
        return [*reference_path(m, entries[:k]), reference(entries[k:])]
    return [*reference_path(m - k, entries[k:]), reference(entries[:k])]


def reference_proof(m, entries, *, is_whole=True):
    """SUBPROOF of section 2.1.4.1."""
    if m == len(entries):
        return [] if is_whole else [reference(entries)]
    k = 1
    while 2 * k < len(entries):
        k *= 2
    if m <= k:
        return [*reference_proof(m, entries[:k], is_whole=is_whole), reference(entries[k:])]
    return [*reference_proof(m - k, entries[k:], is_whole=False), reference(entries[:k])]


class Tree:
    """A tree in memory, grown as the register grows."""

    def __init__(self, entries=()):
        self.kept, self.size = {}, 0
        for entry in entries:
            self.append(entry)

    def append(self, entry):
        grown = list(appended(self.size, leaf_hash(entry), self.node))
        self.kept |= {(level, index): hashed for level, index, hashed in grown}
        self.size += 1

    def node(self, level, index):
        return self.kept[level, index]


def entries(size):
    return [b"entry %d" % number for number in range(size)]


TREE = Tree(entries(200))
ROOTS = [reference(entries(size)) for size in range(201)]


# --- known figures


@pytest.mark.parametrize("size", range(9))
def test_the_roots_of_known_leaves_are_the_known_ones(size):
    known = bytes.fromhex(VECTORS["roots"][size])

    assert reference(LEAVES[:size]) == known
    assert root(size, Tree(LEAVES[:size]).node) == known


def test_the_empty_tree_has_the_root_of_nothing():
    assert root(0, Tree().node) == EMPTY_ROOT == sha256(b"").digest()


@pytest.mark.parametrize("case", VECTORS["inclusion"], ids=lambda case: case["what"])
def test_a_written_inclusion_proof_holds_or_not(case):
    leaf, root_hash, *proof = (
        bytes.fromhex(each) for each in (case["leaf"], case["root"], *case["proof"])
    )

    assert proves_inclusion(leaf, case["index"], case["size"], proof, root_hash) is case["holds"]


@pytest.mark.parametrize("case", VECTORS["consistency"], ids=lambda case: case["what"])
def test_a_written_consistency_proof_holds_or_not(case):
    old_root, root_hash, *proof = (
        bytes.fromhex(each) for each in (case["old_root"], case["root"], *case["proof"])
    )

    assert (
        proves_consistency(case["old"], case["size"], proof, old_root, root_hash) is case["holds"]
    )


# --- every size


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_the_reference(size):
    assert root(size, TREE.node) == ROOTS[size]


@pytest.mark.parametrize("size", SIZES)
def test_every_entry_is_proven_and_no_other(size):
    for index in range(size):
        proof = inclusion_proof(index, size, TREE.node)
        leaf = TREE.node(0, index)
        assert proves_inclusion(leaf, index, size, proof, ROOTS[size])
        assert not proves_inclusion(leaf_hash(b"another"), index, size, proof, ROOTS[size])
        assert not proves_inclusion(leaf, (index + 1) % size, size, proof, ROOTS[size]) or size == 1


@pytest.mark.parametrize("size", SIZES)
def test_every_older_tree_is_proven_and_no_other(size):
    for old in range(1, size + 1):
        proof = consistency_proof(old, size, TREE.node)
        assert proves_consistency(old, size, proof, ROOTS[old], ROOTS[size])
        assert not proves_consistency(old, size, proof, ROOTS[old - 1], ROOTS[size])
        assert not proves_consistency(old, size, proof, ROOTS[old], ROOTS[size - 1])


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 7, 8, 31, 32, 33, 127, 200])
def test_the_proofs_are_those_of_the_reference(size):
    found = entries(size)

    for index in range(size):
        assert inclusion_proof(index, size, TREE.node) == reference_path(index, found)
        assert consistency_proof(index + 1, size, TREE.node) == reference_proof(index + 1, found)


# --- what is no proof


@given(st.data())
def test_a_proof_that_was_touched_proves_nothing(data):
    size = data.draw(st.integers(2, 200))
    index = data.draw(st.integers(0, size - 1))
    old = data.draw(st.integers(1, size - 1))
    for proof, check in (
        (
            inclusion_proof(index, size, TREE.node),
            lambda found: proves_inclusion(TREE.node(0, index), index, size, found, ROOTS[size]),
        ),
        (
            consistency_proof(old, size, TREE.node),
            lambda found: proves_consistency(old, size, found, ROOTS[old], ROOTS[size]),
        ),
    ):
        place = data.draw(st.integers(0, len(proof) - 1))
        bit = data.draw(st.integers(0, 255))
        flipped = bytearray(proof[place])
        flipped[bit // 8] ^= 1 << bit % 8
        touched = [
            [*proof[:place], *proof[place + 1 :]],
            [*proof, proof[place]],
            [*proof[:place], bytes(flipped), *proof[place + 1 :]],
            [*proof[:place], proof[place][:31], *proof[place + 1 :]],
            [*proof[:place], b"", *proof[place + 1 :]],
        ]
        if len(proof) > 1:
            touched.append(proof[::-1])
        assert check(proof)
        assert not any(check(found) for found in touched)


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=300), st.data())
def test_any_tree_is_that_of_the_reference(found, data):
    tree, size = Tree(found), len(found)
    old = data.draw(st.integers(1, size))

    assert root(size, tree.node) == reference(found)
    assert root(old, tree.node) == reference(found[:old])
    proof = consistency_proof(old, size, tree.node)
    assert proves_consistency(old, size, proof, reference(found[:old]), reference(found))


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_nothing_outside_the_tree_is_proven(index, size):
    with pytest.raises(ValueError, match="no such proof"):
        inclusion_proof(index, size, TREE.node)
    assert not proves_inclusion(ROOTS[1], index, size, [], ROOTS[1])


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 3), (4, 3), (-1, 3)])
def test_no_tree_begins_with_nothing_or_with_more_than_it_has(old, size):
    with pytest.raises(ValueError, match="no such proof"):
        consistency_proof(old, size, TREE.node)
    assert not proves_consistency(old, size, [], EMPTY_ROOT, EMPTY_ROOT)


def test_an_inner_node_does_not_pass_for_an_entry():
    forged = node_hash(TREE.node(0, 0), TREE.node(0, 1))

    assert leaf_hash(TREE.node(0, 0) + TREE.node(0, 1)) != forged == ROOTS[2]


# --- tiles


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "000"), (7, "007"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")],
)
def test_tiles_are_numbered_in_groups_of_three(number, written):
    assert tile_number(number) == written


@pytest.mark.parametrize(
    ("size", "paths"),
    [
        (0, []),
        (1, ["tile/0/000.p/1"]),
        (255, ["tile/0/000.p/255"]),
        (256, ["tile/0/000", "tile/1/000.p/1"]),
        (257, ["tile/0/000", "tile/0/001.p/1", "tile/1/000.p/1"]),
        (70_000, [*(f"tile/0/{n:03}" for n in range(273)), "tile/0/273.p/112",
                  "tile/1/000", "tile/1/001.p/17", "tile/2/000.p/1"]),
    ],
)  # fmt: skip
def test_a_tree_has_these_tiles(size, paths):
    assert [tile.path for tile in tiles_of(size)] == paths


def test_a_tile_holds_the_hashes_of_its_level():
    tree = Tree(entries(600))

    assert Tile(0, 2, 88).hashes(tree.node) == b"".join(tree.node(0, n) for n in range(512, 600))
    assert Tile(1, 0, 2).hashes(tree.node) == tree.node(8, 0) + tree.node(8, 1)
