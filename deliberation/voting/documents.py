"""What the outcome of a poll is computed from, as it stands in the database."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import replace

from council.rules.bylaws import TieRule, parse_poll_rule
from council.rules.bylaws.documents import read_document
from deliberation.meetings.selectors.electorate import bylaws_in, executive_size
from deliberation.meetings.selectors.standing import presiding_member_id
from deliberation.rules.electorate import Electorate
from deliberation.rules.majority import BlocCount, Choice, Tally
from deliberation.rules.outcome import PollInputs
from deliberation.voting.models import Ballot, Poll
from deliberation.voting.selectors.roll import present_by_bloc


def whole_of(poll: Poll) -> Electorate:
    """Return the figures of the whole roll as frozen with the poll."""
    return read_document(Electorate, poll.electorate["whole"])


def inputs_of(poll: Poll, *, hands: Tally | None = None) -> PollInputs:
    """Return all that the outcome is computed from, as it stands now.

    Args:
        poll: A poll that takes no more ballots.
        hands: The totals of a show of hands; None: the ballots are counted.
    """
    choices = _choices_by_bloc(poll)
    present = present_by_bloc(poll)
    tally = hands or _tally(Counter(one for found in choices.values() for one in found))
    return PollInputs(
        rule=parse_poll_rule(poll.rule),
        electorate=replace(whole_of(poll), present=sum(present.values())),
        tally=tally,
        blocs=tuple(
            BlocCount(
                bloc,
                _tally(Counter(choices[bloc])),
                replace(read_document(Electorate, figures), present=present.get(bloc, 0)),
            )
            for bloc, figures in poll.electorate["blocs"].items()
        ),
        second_call=poll.meeting.second_call_of_id is not None,
        executive_size=executive_size(poll.meeting, bylaws_in(poll.meeting)),
        chair_vote=_vote_of_chair(poll) if _asks_the_chair(poll) else None,
    )


def _choices_by_bloc(poll: Poll) -> Mapping[str, list[Choice]]:
    found: defaultdict[str, list[Choice]] = defaultdict(list)
    ballots = Ballot.objects.filter(poll=poll, entry__is_active=True)
    for bloc, choice in ballots.values_list("entry__bloc_key", "choice"):
        found[bloc].append(Choice(choice))
    return found


def _tally(counted: Mapping[Choice, int]) -> Tally:
    return Tally(
        counted.get(Choice.YES, 0), counted.get(Choice.NO, 0), counted.get(Choice.ABSTAIN, 0)
    )


def _asks_the_chair(poll: Poll) -> bool:
    # The file of the poll names this vote: it is read only where the by-laws let it decide.
    return parse_poll_rule(poll.rule).question.tie is TieRule.CHAIR_SIDE


def _vote_of_chair(poll: Poll) -> Choice | None:
    member_id = presiding_member_id(poll.meeting)
    if member_id is None:
        return None
    rows = Ballot.objects.filter(poll=poll, entry__member_id=member_id, entry__is_active=True)
    ballot = rows.first()
    return None if ballot is None else Choice(ballot.choice)
