"""What the register says of a decision: adopted, corrected, annulled."""

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone

from council.members.models import Council
from council.rules.bylaws import NamesPublished, parse_poll_rule
from deliberation.register.models import Decision, DecisionText, EntryKind, RegisterEntry
from deliberation.register.services.appending import (
    Concealed,
    append,
    locked_head,
    publish_disclosures,
)
from deliberation.register.services.signing import sign_soon
from deliberation.rules.merkle import leaf_hash
from deliberation.voting.models import Method, Poll, RollEntry
from deliberation.voting.selectors.outcomes import choice_of, roll_of

WORDS = frozenset({EntryKind.DECISION, EntryKind.CORRECTION})


def seal_decision(decision: Decision, poll: Poll, texts: Sequence[DecisionText]) -> RegisterEntry:
    """Write the adopted decision into the register; whether it may be shown is decided later.

    Of a non-public item the figures are concealed too.
    """
    vote = _vote(poll)
    clear = {
        **_heading(decision),
        "date": written(decision.adopted_at, decision.council),
        "binding": decision.binding_language,
        "public": decision.is_public,
        **({"vote": vote} if decision.is_public else {}),
    }
    concealed = [each for text in texts for each in _words(text, decision)]
    if not decision.is_public:
        concealed.append(Concealed("vote", vote, is_public=False))
    if decision.proposal is not None:
        mover = decision.proposal.mover
        concealed.append(
            Concealed("proposer", mover.public_name, mover.pk, is_public=decision.is_public)
        )
    concealed += _roll(decision, poll)
    return _sealed(decision, EntryKind.DECISION, clear, concealed)


def seal_correction(decision: Decision, text: DecisionText) -> RegisterEntry:
    """Write new words in one language into the register, beside those they replace."""
    clear = {
        **_heading(decision),
        "date": now_in(decision.council),
        "lang": text.language,
        **_superseding(decision),
    }
    reason = Concealed("reason", text.reason, is_public=decision.is_public)
    concealed = [*_words(text, decision), reason]
    return _sealed(decision, EntryKind.CORRECTION, clear, concealed)


def seal_withdrawal(decision: Decision) -> RegisterEntry:
    """Write into the register that the meeting annulled the decision."""
    clear = {**_heading(decision), "date": now_in(decision.council), **_superseding(decision)}
    reason = Concealed("reason", decision.annul_reason, is_public=decision.is_public)
    return _sealed(decision, EntryKind.WITHDRAWAL, clear, [reason])


def now_in(council: Council) -> str:
    """Return this minute where the council sits, as entries write it."""
    return written(timezone.now(), council)


def written(moment: datetime, council: Council) -> str:
    """Write a moment to the minute, with the offset where the council sits."""
    return moment.astimezone(ZoneInfo(council.time_zone)).isoformat(timespec="minutes")


def _sealed(
    decision: Decision,
    kind: EntryKind,
    clear: Mapping[str, Any],
    concealed: Sequence[Concealed],
) -> RegisterEntry:
    head = locked_head(decision.council)
    entry = append(head, kind, clear, concealed, decision=decision)
    if decision.published_at is not None:
        publish_disclosures(decision)
    sign_soon(decision.council_id)
    return entry


def _heading(decision: Decision) -> dict[str, Any]:
    return {
        "body": decision.body.key,
        "number": decision.number,
        "meeting": decision.meeting_id,
    }


def _superseding(decision: Decision) -> dict[str, Any]:
    before = decision.entries.filter(kind__in=WORDS).order_by("index").last()
    if before is None:  # decided before there was a register
        return {}
    leaf = leaf_hash(before.canonical.encode()).hex()
    return {"supersedes": {"index": before.index, "leaf": leaf}}


def _words(text: DecisionText, decision: Decision) -> Iterator[Concealed]:
    for name, words in (("title", text.title), ("text", text.body)):
        value = {"words": words, "origin": text.origin, "checked": text.is_checked}
        yield Concealed(f"{name}/{text.language}", value, is_public=decision.is_public)


def _vote(poll: Poll) -> dict[str, Any]:
    facts = poll.outcome.facts
    inputs, tally = facts["inputs"], facts["inputs"]["tally"]
    return {
        "method": str(poll.method),
        "eligible": inputs["electorate"]["entitled"],
        "present": facts["present"],
        "for": tally["in_favour"],
        "against": tally["against"],
        "abstain": tally["abstentions"],
        "invalid": tally["spoilt"],
        "quorum": facts["quorum_needed"],
        "base": inputs["rule"]["question"]["majority"]["basis"],
        "required": facts["needed"],
        "adopted": True,
    }


def _roll(decision: Decision, poll: Poll) -> Iterator[Concealed]:
    """Yield how each member voted, numbered in random order; one can go and the rest stays."""
    if poll.method is not Method.ROLL_CALL:
        return
    voted = [entry for entry in roll_of(poll) if choice_of(entry)]
    random.SystemRandom().shuffle(voted)
    published = parse_poll_rule(poll.rule).names
    for number, entry in enumerate(voted, start=1):
        value = {"name": entry.member.public_name, "choice": choice_of(entry)}
        is_public = decision.is_public and _is_named(entry, published)
        yield Concealed(f"roll/{number}", value, entry.member_id, is_public=is_public)


def _is_named(entry: RollEntry, published: NamesPublished) -> bool:
    if published is NamesPublished.OUTVOTED:
        return choice_of(entry) != "yes"  # a decision is what was carried
    return published is NamesPublished.EVERYONE
