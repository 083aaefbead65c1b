"""Making what delegates need: a rule on them, and organisations with seats."""

from datetime import date

from council.members.models import FilledBy, Organisation
from council.members.services.delegations import adopt_delegation_rule
from tests.factories.institution import make_seat

LONG_AGO = date(2020, 1, 1)


def adopt(cast, body, balance, valid_from=LONG_AGO):
    """Set a rule on delegates, from article 8."""
    return adopt_delegation_rule(
        actor=cast.clerk, body_id=body.pk, balance=balance, source="Madde 8", valid_from=valid_from
    )


def make_sender(body, key):
    """Make an organisation with two seats in the body."""
    made = Organisation.objects.create(council=body.council, key=key, names={"en": key.title()})
    for _ in range(2):
        make_seat(body, filled_by=FilledBy.DELEGATED, organisation=made)
    return made
