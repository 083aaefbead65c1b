"""The whole election as one public file, and the script that counts it again."""

from hashlib import sha256
from pathlib import Path
from typing import Any

from council.kernel.visibility import Unseen
from council.texts.selectors import bodies
from deliberation.elections.models import Election
from deliberation.elections.selectors.elections import candidates_of, listed
from deliberation.rules.tally.rule import read_rule
from deliberation.rules.tally.sheet import Method

PLACE = Path(__file__).parent
SCRIPTS = {
    Method.SCHULZE: "recount_duels.py",
    Method.RANKED_PAIRS: "recount_duels.py",
    Method.MEEK_STV: "recount_meek.py",
}
USUAL = "recount_election.py"


def script_of(election: Election) -> Path:
    """Return the script that counts elections of this method again."""
    return PLACE / SCRIPTS.get(read_rule(election.rule).method, USUAL)


def fingerprint_of(script: Path) -> str:
    """Return the SHA-256 of a script, by which a copy is known."""
    return sha256(script.read_bytes()).hexdigest()


def election_document(election: Election) -> dict[str, Any]:
    """Return the declared election as a document.

    Ballots stand by what they say, equal ones together: never by voter, and in no order that
    tells when they were given. Names are those that candidates are known by today.

    Raises:
        Unseen: it is not declared.
    """
    if election.declared_at is None:
        raise Unseen
    script = script_of(election)
    people = listed(candidates_of(election))
    return {
        **election.sheet.document,
        "election": election.pk,
        "council": election.body.council.slug,
        "body": election.body.key,
        "title": dict(bodies(election.title)),
        "status": str(election.status),
        "annul_reason": election.annul_reason,
        "names": {one.key: one.member.public_name for one in people},
        "rule": election.rule,
        "handed_out": election.handed_out,
        "recount": {"script": script.name, "sha256": fingerprint_of(script)},
    }
