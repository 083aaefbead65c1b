"""A process of its own that hands in ballots, or closes a poll, and says what was acknowledged.

Run as ``python -m tests.support.voter cast POLL USER:CHOICE …`` or ``… close POLL CHAIR SECONDS``.
"""

import sys
import time

import django

django.setup()

from council.accounts.models import User  # noqa: E402 - the apps must be ready
from council.rules.errors import RuleViolation  # noqa: E402
from deliberation.voting.models import Choice  # noqa: E402
from deliberation.voting.services.casting import cast_ballot  # noqa: E402
from deliberation.voting.services.putting import close_poll  # noqa: E402


def cast(poll: str, *ballots: str) -> None:
    """Hand in the ballots one after the other; print each that was acknowledged."""
    for ballot in ballots:
        user, choice = ballot.split(":")
        try:
            cast_ballot(
                actor=User.objects.get(pk=user), poll_id=int(poll), choice=Choice(choice), seq=1
            )
        except RuleViolation:
            continue
        sys.stdout.write(f"{user}:{choice}\n")
        sys.stdout.flush()


def close(poll: str, chair: str, seconds: str) -> None:
    """Close the poll after a while."""
    time.sleep(float(seconds))
    close_poll(actor=User.objects.get(pk=chair), poll_id=int(poll))


if __name__ == "__main__":
    {"cast": cast, "close": close}[sys.argv[1]](*sys.argv[2:])
