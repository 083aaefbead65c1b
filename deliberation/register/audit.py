"""Reading a whole register anew: does what stands in the database hash to what was signed?"""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import islice

from deliberation.register.authority import authority
from deliberation.register.models import (
    Checkpoint,
    Decision,
    DecisionText,
    Disclosure,
    EntryKind,
    RegisterEntry,
    RegisterHead,
    TimeStamp,
    TreeNode,
)
from deliberation.register.selectors.keys import keys_of
from deliberation.rules.checkpoints import UnusableNote, open_note
from deliberation.rules.disclosures import NotDisclosed, digest_of, read_disclosure
from deliberation.rules.merkle import appended, leaf_hash, place_of, root
from deliberation.rules.stamping import StampDeclined, StampUntrue

LOT = 5000  # rows read at a time
MOST = 50  # findings told


@dataclass
class Audit:
    """What was read, and what is wrong with it."""

    size: int = 0
    checkpoints: int = 0
    disclosures: int = 0
    stamps: int = 0
    findings: list[str] = field(default_factory=list)

    def find(self, finding: str) -> None:
        """Keep what is wrong; after the fiftieth it is clear that something is."""
        if len(self.findings) < MOST:
            self.findings.append(finding)


def audit(head: RegisterHead) -> Audit:
    """Recompute the register from its entries and compare it with all that depends on it."""
    found = Audit()
    head = RegisterHead.objects.get(pk=head.pk)
    nodes = _read_entries(head, found)
    _compare_nodes(head, nodes, found)
    _compare_checkpoints(head, nodes, found)
    _compare_stamps(head, found)
    _compare_disclosures(head, found)
    _compare_decisions(head, found)
    return found


def _read_entries(head: RegisterHead, found: Audit) -> dict[int, bytes]:
    """Return every node of the tree, by place, as the entries themselves make it."""
    nodes: dict[int, bytes] = {}
    rows = RegisterEntry.objects.filter(head=head).order_by("index")
    for index, canonical in rows.values_list("index", "canonical").iterator(LOT):
        if index != found.size:
            found.find(f"entry {found.size} is missing")
            break
        leaf = leaf_hash(canonical.encode())
        for level, place, digest in appended(
            index, leaf, lambda level, place: nodes[place_of(level, place)]
        ):
            nodes[place_of(level, place)] = digest
        found.size += 1
    if found.size != head.size:
        found.find(f"the register counts {head.size} entries and has {found.size}")
    return nodes


def _compare_nodes(head: RegisterHead, nodes: dict[int, bytes], found: Audit) -> None:
    kept = 0
    rows = TreeNode.objects.filter(head=head).order_by("pk")
    for place, digest in rows.values_list("place", "digest").iterator(LOT):
        kept += 1
        if nodes.get(place) != bytes(digest):
            what = f"entry {place // 2}" if place % 2 == 0 else f"the hash at place {place}"
            found.find(f"{what} is not what was hashed")
    if kept != len(nodes):
        found.find(f"the tree has {kept} hashes instead of {len(nodes)}")


def _compare_checkpoints(head: RegisterHead, nodes: dict[int, bytes], found: Audit) -> None:
    keys = [each.key for each in keys_of(head.pk)]
    for checkpoint in Checkpoint.objects.filter(head=head).iterator(LOT):
        found.checkpoints += 1
        try:
            signed = open_note(checkpoint.note, keys)
        except UnusableNote:
            found.find(f"no key of the register signed the checkpoint at {checkpoint.size}")
            continue
        if signed.size > found.size:
            found.find(f"the register is shorter than its checkpoint at {signed.size}")
        elif signed.root != root(signed.size, lambda lv, at: nodes[place_of(lv, at)]):
            found.find(f"the entries do not hash to the root signed at {signed.size}")


def _compare_stamps(head: RegisterHead, found: Audit) -> None:
    """Check the stamps by the certificates of the authority, where these are known."""
    asked = authority()
    if asked is None:
        return
    for stamp in TimeStamp.objects.filter(checkpoint__head=head).select_related("checkpoint"):
        found.stamps += 1
        signed = stamp.checkpoint
        try:
            said = asked.read(bytes(stamp.response), signed.note).stamped_at
        except (StampUntrue, StampDeclined):
            said = None
        if said != stamp.stamped_at:
            found.find(f"the time stamp of the checkpoint at {signed.size} is not true")


def _compare_disclosures(head: RegisterHead, found: Audit) -> None:
    """Check each disclosure against its entry, a lot of entries at a time."""
    rows = Disclosure.objects.filter(entry__head=head).order_by("entry_id")
    told = rows.values_list("entry_id", "name", "digest", "text").iterator(LOT)
    while lot := list(islice(told, LOT)):
        ids = {entry_id for entry_id, *_ in lot}
        entries = RegisterEntry.objects.filter(pk__gte=min(ids), pk__lte=max(ids), head=head)
        committed = {
            pk: (index, canonical)
            for pk, index, canonical in entries.values_list("pk", "index", "canonical")
        }
        for entry_id, name, digest, text in lot:
            found.disclosures += 1
            index, canonical = committed[entry_id]
            if digest_of(text) != digest or f'"{digest}"' not in canonical:
                found.find(f"the value {name} of entry {index} is not the one it commits to")


def _compare_decisions(head: RegisterHead, found: Audit) -> None:
    decisions = Decision.objects.filter(council_id=head.council_id).order_by("pk")
    for number in decisions.filter(entries=None).values_list("number", flat=True):
        found.find(f"decision {number} is not in the register")
    told = decisions.values_list("pk", "number").iterator(LOT)
    while lot := dict(islice(told, LOT)):
        _compare_numbers(lot, found)
        _compare_words(lot, found)


def _compare_numbers(lot: dict[int, str], found: Audit) -> None:
    rows = RegisterEntry.objects.filter(
        decision_id__gte=min(lot), decision_id__lte=max(lot), kind=EntryKind.DECISION
    )
    for pk, canonical in rows.values_list("decision_id", "canonical"):
        if pk in lot and json.loads(canonical)["number"] != lot[pk]:
            found.find(f"decision {lot[pk]} has another number in the register")


def _compare_words(lot: dict[int, str], found: Audit) -> None:
    """Compare what the pages of decisions say with what the register commits to."""
    sealed = _sealed_words(lot, found)
    rows = DecisionText.objects.filter(decision_id__gte=min(lot), decision_id__lte=max(lot))
    for pk, language, revision, title, body in rows.exclude(title="").values_list(
        "decision_id", "language", "revision", "title", "body"
    ):
        said = [sealed.get((pk, f"{name}/{language}"), []) for name in ("title", "text")]
        words = [values[revision] if revision < len(values) else None for values in said]
        if pk in lot and words != [title, body]:
            found.find(f"decision {lot[pk]} says in {language} what is not in the register")


def _sealed_words(lot: dict[int, str], found: Audit) -> dict[tuple[int, str], list[str]]:
    """Return the words by decision and name, in the order in which they were sealed."""
    rows = Disclosure.objects.filter(
        entry__decision_id__gte=min(lot), entry__decision_id__lte=max(lot)
    )
    words: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for pk, name, text in rows.order_by("entry__index").values_list(
        "entry__decision_id", "name", "text"
    ):
        if not name.startswith(("title/", "text/")):
            continue
        try:
            value = read_disclosure(text).value
        except NotDisclosed:
            found.find(f"the value {name} of decision {lot.get(pk)} cannot be read")
            continue
        words[pk, name].append(value["words"] if isinstance(value, dict) else "")
    return words
