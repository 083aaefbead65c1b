"""What the by-laws of a body say about elections of persons."""

from council.members.models import Body
from council.members.selectors import bylaws_of
from council.rules.bylaws import ElectionRules, PersonsRule, parse
from deliberation.elections.models import Fills


def law_on(rules: ElectionRules | None, fills: Fills) -> PersonsRule | None:
    """Return the rule for an election to this; None where the by-laws say nothing."""
    if rules is None:
        return None
    return rules.office if fills is Fills.OFFICE else rules.seats


def law_of(body: Body, fills: Fills) -> PersonsRule | None:
    """Return the rule of the by-laws in force; None where they say nothing."""
    return law_on(parse(bylaws_of(body).document).elections, fills)
