"""The tree over the register: roots, proofs, and where each hash is kept.

A tree is known by one function, ``node(level, index)``: the hash of the complete subtree over the
entries ``index · 2**level`` up to ``(index + 1) · 2**level``. Where these are kept is not our
matter. Hashes are 32 bytes of SHA-256.

Source: RFC 9162, section 2.1 (the tree is that of RFC 6962).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

Node = Callable[[int, int], bytes]

HASH = 32  # bytes
EMPTY_ROOT = sha256(b"").digest()
TILE_HEIGHT = 8  # levels
TILE_WIDTH = 1 << TILE_HEIGHT  # hashes


def leaf_hash(entry: bytes) -> bytes:
    """Return the hash of an entry; the first byte keeps it from passing for an inner node.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def place_of(level: int, index: int) -> int:
    """Return one number for a subtree, different for each: they are counted from left to right.

    >>> [place_of(0, 0), place_of(1, 0), place_of(0, 1), place_of(2, 0), place_of(0, 2)]
    [0, 1, 2, 3, 4]
    """
    return ((2 * index + 1) << level) - 1


def appended(index: int, leaf: bytes, node: Node) -> Iterator[tuple[int, int, bytes]]:
    """Yield ``(level, index, hash)`` of every subtree that a new entry completes.

    Args:
        index: Place of the new entry, which is the size of the tree before it.
        leaf: Its hash.
        node: The tree before it.
    """
    level = 0
    yield level, index, leaf
    while index & 1:
        leaf = node_hash(node(level, index - 1), leaf)
        index, level = index >> 1, level + 1
        yield level, index, leaf


def root(size: int, node: Node) -> bytes:
    """Return the root over the first ``size`` entries."""
    return _hash_over(0, size, node) if size else EMPTY_ROOT


def inclusion_proof(index: int, size: int, node: Node) -> list[bytes]:
    """Return the hashes that lead from an entry to the root, from its sibling upwards.

    Args:
        index: Place of the entry, below ``size``.
        size: Of the tree in which it is proven [entries].
        node: A tree of at least that size.

    Source: RFC 9162, section 2.1.3.1.
    """
    _require(0 <= index < size)
    start, end, proof = 0, size, []
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_hash_over(middle, end, node))
            end = middle
        else:
            proof.append(_hash_over(start, middle, node))
            start = middle
    return proof[::-1]


def consistency_proof(old: int, size: int, node: Node) -> list[bytes]:
    """Return the hashes that show that a tree begins with what an older one held.

    Args:
        old: Size of the older tree, at least 1.
        size: Of the newer tree.
        node: A tree of at least that size.

    Source: RFC 9162, section 2.1.4.1.
    """
    _require(0 < old <= size)
    start, end, proof, is_whole = 0, size, [], True
    while old < end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_hash_over(middle, end, node))
            end = middle
        else:
            proof.append(_hash_over(start, middle, node))
            start, is_whole = middle, False
    if not is_whole:
        proof.append(_hash_over(start, end, node))
    return proof[::-1]


def proves_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes
) -> bool:
    """Say whether the proof leads from the entry's hash to the root.

    Source: RFC 9162, section 2.1.3.2.
    """
    if not (0 <= index < size and _are_hashes((leaf, root_hash, *proof))):
        return False
    place, last, found = index, size - 1, leaf
    for hashed in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(hashed, found)
            place, last = _skip_right_edge(place, last)
        else:
            found = node_hash(found, hashed)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root_hash


def proves_consistency(
    old: int, size: int, proof: Sequence[bytes], old_root: bytes, root_hash: bytes
) -> bool:
    """Say whether the proof shows that the newer tree begins with the older one.

    An empty older tree proves nothing and is refused.

    Source: RFC 9162, section 2.1.4.2.
    """
    if not (0 < old <= size and _are_hashes((old_root, root_hash, *proof))):
        return False
    if old == size:
        return not proof and old_root == root_hash
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    return bool(path) and _folds_to(old - 1, size - 1, path, (old_root, root_hash))


def _folds_to(place: int, last: int, path: Sequence[bytes], roots: tuple[bytes, bytes]) -> bool:
    while place & 1:
        place, last = place >> 1, last >> 1
    older = newer = path[0]
    for hashed in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            older, newer = node_hash(hashed, older), node_hash(hashed, newer)
            place, last = _skip_right_edge(place, last)
        else:
            newer = node_hash(newer, hashed)
        place, last = place >> 1, last >> 1
    return last == 0 and (older, newer) == roots


def _skip_right_edge(place: int, last: int) -> tuple[int, int]:
    """Go up while the subtree is alone at the right edge: there is nothing to hash it with."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _are_hashes(found: Sequence[bytes]) -> bool:
    return all(len(each) == HASH for each in found)


def _require(holds: bool) -> None:
    if not holds:
        message = "no such proof exists"
        raise ValueError(message)


def _split(size: int) -> int:
    """Return the largest power of two below ``size``."""
    return 1 << (size - 1).bit_length() - 1


def _hash_over(start: int, end: int, node: Node) -> bytes:
    """Return the hash over the entries from ``start`` to ``end``, a subtree of some tree."""
    level = (end - start).bit_length() - 1
    if end - start == 1 << level:
        return node(level, start >> level)
    middle = start + (1 << level)
    return node_hash(node(level, start >> level), _hash_over(middle, end, node))


@dataclass(frozen=True, slots=True)
class Tile:
    """Up to 256 hashes of one level of the tree, as mirrors fetch them.

    It holds ``node(8 · level, 256 · index + j)`` for every ``j`` below ``width``.
    Source: c2sp.org/tlog-tiles.
    """

    level: int
    index: int
    width: int = TILE_WIDTH

    @property
    def path(self) -> str:
        """Where mirrors expect it, below the address of the register.

        >>> Tile(0, 1234067).path, Tile(1, 0, 70).path
        ('tile/0/x001/x234/067', 'tile/1/000.p/70')
        """
        return f"tile/{self.level}/{tile_number(self.index)}{part_of(self.width)}"

    def hashes(self, node: Node) -> bytes:
        """Return what the tile holds."""
        places = range(self.index * TILE_WIDTH, self.index * TILE_WIDTH + self.width)
        return b"".join(node(TILE_HEIGHT * self.level, each) for each in places)


def tile_number(index: int) -> str:
    """Write the number of a tile in groups of three digits.

    >>> tile_number(5), tile_number(1234067)
    ('005', 'x001/x234/067')
    """
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def read_tile_number(written: str) -> int:
    """Return the number that ``tile_number`` has written.

    >>> read_tile_number("x001/x234/067")
    1234067
    """
    return int(written.replace("x", "").replace("/", ""))


def part_of(width: int) -> str:
    """Write how much of a tile there is; nothing for a full one."""
    return "" if width == TILE_WIDTH else f".p/{width}"


def tiles_of(size: int) -> Iterator[Tile]:
    """Yield every tile of a tree, partial ones last in each level; none is empty."""
    level = 0
    while hashes := size >> (TILE_HEIGHT * level):
        full, rest = divmod(hashes, TILE_WIDTH)
        yield from (Tile(level, index) for index in range(full))
        if rest:
            yield Tile(level, full, rest)
        level += 1
