"""Writing an entry into the register: under the lock of its head, in the caller's transaction."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils import timezone

from council.members.models import Council
from deliberation.minutes.models import Minutes
from deliberation.register.models import (
    Decision,
    Disclosure,
    EntryKind,
    RegisterEntry,
    RegisterHead,
    TreeNode,
)
from deliberation.register.selectors.tree import ask_tree
from deliberation.rules.disclosures import SALT, conceal, seal
from deliberation.rules.merkle import appended, leaf_hash, place_of

VERSION = 1  # of what entries look like


@dataclass(frozen=True, slots=True)
class Concealed:
    """A value that an entry commits to without showing it."""

    name: str  # names no person
    value: object
    subject_id: int | None = None  # the member of whom it tells
    is_public: bool = True  # anybody may see it, once the decision is public


def locked_head(council: Council) -> RegisterHead:
    """Lock the head of the council's register, which begins with its first entry.

    On SQLite the transaction itself is the lock.
    """
    rows = RegisterHead.objects.select_for_update(of=("self",))
    found = rows.filter(council=council).first()
    if found is None:
        RegisterHead.objects.get_or_create(
            council=council, defaults={"origin": origin_of(council.slug)}
        )
        found = rows.get(council=council)
    return found


def origin_of(slug: str) -> str:
    """Return the name under which a council's register begins: its address without scheme."""
    return f"{settings.PUBLIC_HOST}/councils/{slug}/register"


def append(
    head: RegisterHead,
    kind: EntryKind,
    clear: Mapping[str, Any],
    concealed: Sequence[Concealed] = (),
    *,
    decision: Decision | None = None,
    minutes: Minutes | None = None,
) -> RegisterEntry:
    """Write the next entry; what it conceals is seen by nobody until it is published.

    Args:
        head: Locked; it counts on.
        kind: What the entry tells of.
        clear: What stands in it for ever. Nothing that somebody could ask to erase.
        concealed: What it only commits to.
        decision: Of which it tells.
        minutes: Of which it tells.
    """
    said = [conceal(each.name, each.value, secrets.token_bytes(SALT)) for each in concealed]
    written = seal({"v": VERSION, "type": str(kind), **clear}, said)
    entry = RegisterEntry.objects.create(
        head=head,
        index=head.size,
        kind=kind,
        canonical=written.decode(),
        decision=decision,
        minutes=minutes,
    )
    _grow(head, leaf_hash(written))
    Disclosure.objects.bulk_create(
        Disclosure(
            entry=entry,
            name=each.name,
            digest=each.digest,
            text=each.text,
            subject_id=source.subject_id,
            is_public=source.is_public,
        )
        for each, source in zip(said, concealed, strict=True)
    )
    return entry


def publish_disclosures(decision: Decision) -> None:
    """Let everybody see what the entries of the decision commit to, as far as the rules allow."""
    rows = Disclosure.objects.filter(entry__decision=decision, is_public=True, published_at=None)
    changes = {"published_at": timezone.now()}
    if decision.withheld_at is not None:  # what is added meanwhile comes into sight with the rest
        changes["withheld_at"] = decision.withheld_at
    rows.update(**changes)


def publish_entry(entry: RegisterEntry) -> None:
    """Let everybody see what this entry commits to, as far as the rules allow."""
    rows = Disclosure.objects.filter(entry=entry, is_public=True)
    rows.filter(published_at=None).update(published_at=timezone.now())


def _grow(head: RegisterHead, leaf: bytes) -> None:
    index = head.size
    grown = ask_tree(head.pk, lambda node: list(appended(index, leaf, node)))
    TreeNode.objects.bulk_create(
        TreeNode(head=head, place=place_of(level, place), digest=digest)
        for level, place, digest in grown
    )
    head.size = index + 1
    head.save(update_fields=["size"])
