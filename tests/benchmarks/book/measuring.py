"""The process that is measured: it fills a register, signs it, proves entries and reads all anew.

    python -m tests.benchmarks.book.measuring ENTRIES ROUNDS TEXTS

Ends with one line of JSON: the figures of each round, by what was measured.
"""

import json
import sys
import time
from functools import partial

import django

django.setup()

from django.core.cache import cache  # noqa: E402 - needs the apps
from django.db import transaction  # noqa: E402

from council.kernel.audience import Audience  # noqa: E402
from deliberation.minutes.selectors.documents import document_of, whole_minutes  # noqa: E402
from deliberation.publication.printed import minutes_pdf  # noqa: E402
from deliberation.register.audit import audit  # noqa: E402
from deliberation.register.models import EntryKind, RegisterHead  # noqa: E402
from deliberation.register.selectors.published import proof_of  # noqa: E402
from deliberation.register.services.appending import Concealed, append, locked_head  # noqa: E402
from deliberation.register.services.signing import sign_checkpoint  # noqa: E402
from tests.benchmarks.book import finding  # noqa: E402
from tests.factories.institution import make_council  # noqa: E402
from tests.factories.minutes import hold_meeting, make_minutes  # noqa: E402
from tests.support.migrated import migrate  # noqa: E402

LOT = 2000  # entries written in one transaction where nobody measures
LANGUAGES = ("ar", "tr", "de", "en")
ITEMS = 20  # on the agenda of the meeting whose minutes are drafted, each with a vote
VOTE = {"for": 11, "against": 2, "abstain": 1, "eligible": 17, "present": 14, "adopted": True}
WORDS = [Concealed(f"text/{language}", {"words": "Words " * 100}) for language in ("tr", "ar")]


@transaction.atomic
def enter(council, many):
    """Write entries as decisions write them."""
    for _ in range(many):
        head = locked_head(council)
        clear = {"number": f"GMM-2026/{head.size}", "vote": VOTE}
        append(head, EntryKind.DECISION, clear, WORDS)


def seconds(act, times):
    """Return how long one act takes, of many [s]."""
    begun = time.perf_counter()
    for number in range(times):
        act(number)
    return (time.perf_counter() - begun) / times


def fill(council, entries):
    """Write entries until there are so many; one more will be the announcement of the key."""
    while (left := entries - RegisterHead.objects.get(council=council).size - 1) > 0:
        enter(council, min(LOT, left))


def prove_one(head, number):
    """Prove an entry, never the same twice in a row."""
    return proof_of(head, number * 7919 % head.size)


def read(head, _number):
    """Read all anew; it must be right, or its time means nothing."""
    found = audit(head)
    assert (found.findings, found.size) == ([], head.size), found


def draft(minutes_id, _number):
    """Compile the minutes of a meeting anew, as their page does."""
    minutes = whole_minutes().get(pk=minutes_id)
    assert len(document_of(minutes, Audience.DESK, "tr").items) > ITEMS


def set_paper(minutes_id, number):
    """Set the minutes on paper in one language after the other, never one that is kept."""
    cache.clear()
    minutes = whole_minutes().get(pk=minutes_id)
    assert minutes_pdf(minutes, LANGUAGES[number % len(LANGUAGES)]).startswith(b"%PDF")


def measure(entries, rounds, texts):
    """Return the figures of each round, by what was measured."""
    migrate()
    council = make_council()
    enter(council, 10)
    appends = [1 / seconds(lambda _: enter(council, 1), 300) for _ in range(rounds)]
    fill(council, entries)
    sign = partial(sign_checkpoint, actor=None, council_id=council.pk)
    signings = [1000 * seconds(lambda _: sign(), 20) for _ in range(rounds)]
    head = RegisterHead.objects.get(council=council)
    prove = partial(prove_one, head)
    finding.fill(council, texts)
    minutes = make_minutes(hold_meeting(decisions=ITEMS))
    return {
        "appends": appends,
        "signings": signings,
        "proofs": [1000 * seconds(prove, 200) for _ in range(rounds)],
        "audits": [seconds(partial(read, head), 1) for _ in range(rounds)],
        "papers": [seconds(partial(set_paper, minutes.pk), len(LANGUAGES)) for _ in range(rounds)],
        "drafts": [seconds(partial(draft, minutes.pk), 5) for _ in range(rounds)],
        "searches": [finding.searched() for _ in range(rounds)],
        "rare": [finding.rare() for _ in range(rounds)],
        "scans": [finding.scanned() for _ in range(rounds)],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(*map(int, sys.argv[1:4]))))
