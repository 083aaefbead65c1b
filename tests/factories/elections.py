"""Elections at every stage, made by the services that make them in a council."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from council.accounts.models import User
from council.members.models import Bloc, Body, Member, OfficeKind, RulesOfProcedure
from council.rules.bylaws import ElectionTie
from deliberation.elections.models import Candidacy, Election, Fills
from deliberation.elections.services import counting, papers, preparing, standing, voting
from deliberation.elections.services.preparing import ElectionPlan
from deliberation.elections.services.standing import Statement
from deliberation.meetings.models import Meeting
from deliberation.rules.tally.rule import BallotKind, ElectionRule
from deliberation.rules.tally.sheet import Method
from tests.factories.institution import (
    give_office,
    make_bloc,
    make_body,
    make_member,
    seat_members,
)
from tests.factories.meetings import open_meeting_with

WORDS = {"tr": "Yürütme kurulu seçimi", "ar": "انتخاب المكتب التنفيذي", "en": "Executive board"}
SAID = {"ar": "سأعمل من أجل دورات اللغة.", "tr": "Dil kursları için çalışacağım."}


@dataclass
class Hall:
    """A body whose members are all present at an open meeting; its chair and two clerks."""

    body: Body
    meeting: Meeting
    members: list[Member]
    chair: User
    clerk: User
    second: User

    def user(self, place: int) -> User:
        """Return the account of a member by place."""
        user = self.members[place].user
        assert user is not None
        return user


def make_hall(seats: int = 6, *, is_secret: bool = False) -> Hall:
    """Seat that many members, the first of them in the chair, and open a meeting with them."""
    body = make_body()
    if not is_secret:
        vote_openly(body)
    bloc = Bloc.objects.filter(council=body.council).first() or make_bloc(body.council)
    members = seat_members(body, seats, bloc)
    give_office(members[0], body, OfficeKind.CHAIR)
    clerks = [make_member(body.council, public_name=name) for name in ("Clerk", "Second clerk")]
    for clerk in clerks:
        give_office(clerk, body, OfficeKind.CLERK)
    meeting = open_meeting_with(body, members)
    chair, clerk, second = (one.user for one in (members[0], *clerks))
    assert chair
    assert clerk
    assert second
    return Hall(body, meeting, members, chair, clerk, second)


def vote_openly(body: Body) -> None:
    """Let the by-laws allow open ballots in elections."""
    bylaws = RulesOfProcedure.objects.get(body=body)
    bylaws.document["questions"]["election"] |= {"secrecy": "open", "form": "roll_call"}
    bylaws.save()


def make_rule(**facts: Any) -> ElectionRule:
    """Make a rule: one seat by transferable vote in open ballots, ties by lot."""
    defaults: dict[str, Any] = {
        "method": Method.SCOTTISH_STV,
        "seats": 1,
        "ties": ElectionTie.LOT,
        "ballots": BallotKind.OPEN,
        "article": "Article 14",
        "departure": "So the members agreed.",
    }
    return ElectionRule(**defaults | facts)


def make_prepared(hall: Hall, *, fills: Fills = Fills.NOTHING, **rule: Any) -> Election:
    """Prepare an election."""
    office = OfficeKind.VICE_CHAIR if fills is Fills.OFFICE else None
    plan = ElectionPlan(WORDS, "tr", make_rule(**rule), fills, office)
    return preparing.prepare_election(actor=hall.clerk, body_id=hall.body.pk, plan=plan)


def make_calling(hall: Hall, **facts: Any) -> Election:
    """Prepare an election and open it for candidates."""
    election = make_prepared(hall, **facts)
    return preparing.call_candidates(actor=hall.clerk, election_id=election.pk)


def make_candidate(hall: Hall, election: Election, place: int, group: str = "") -> Candidacy:
    """Let the member by place stand, and the clerk admit them."""
    statement = Statement(SAID, "ar", group)
    one = standing.stand(actor=hall.user(place), election_id=election.pk, statement=statement)
    return standing.admit(actor=hall.clerk, candidacy_id=one.pk)


def make_listed(hall: Hall, groups: Sequence[str] = ("", "", ""), **facts: Any) -> Election:
    """Fix who stands: the first members, each for the places of a group."""
    election = make_calling(hall, **facts)
    for place, group in enumerate(groups):
        make_candidate(hall, election, place, group)
    return preparing.close_list(actor=hall.clerk, election_id=election.pk)


def make_voting(hall: Hall, groups: Sequence[str] = ("", "", ""), **facts: Any) -> Election:
    """Open the box in the meeting."""
    election = make_listed(hall, groups, **facts)
    return voting.open_voting(actor=hall.chair, election_id=election.pk, meeting_id=hall.meeting.pk)


def hand_in(hall: Hall, election: Election, *ballots: Mapping[str, int]) -> None:
    """Let the members, in order, hand in open ballots."""
    for place, marks in enumerate(ballots):
        voting.cast_ballot(actor=hall.user(place), election_id=election.pk, marks=marks, seq=1)


def close(hall: Hall, election: Election, handed_out: int | None = None) -> Election:
    """Close the box."""
    return voting.close_voting(actor=hall.chair, election_id=election.pk, handed_out=handed_out)


def make_counted(hall: Hall, *ballots: Mapping[str, int], **facts: Any) -> Election:
    """Take open ballots and count them."""
    election = make_voting(hall, **facts)
    hand_in(hall, election, *ballots)
    close(hall, election)
    return counting.count_election(actor=hall.chair, election_id=election.pk)


def make_declared(hall: Hall, *ballots: Mapping[str, int], **facts: Any) -> Election:
    """Take open ballots, count them and declare the result."""
    election = make_counted(hall, *ballots, **facts)
    return counting.declare_election(actor=hall.chair, election_id=election.pk)


def enter(actor: User, election: Election, stack: Mapping[int, Mapping[str, int]]) -> None:
    """Let somebody enter a stack of papers as batch 1, and be done with it."""
    for number, marks in stack.items():
        papers.enter_paper(
            actor=actor, election_id=election.pk, batch=1, number=number, marks=marks
        )
    papers.finish_batch(actor=actor, election_id=election.pk, batch=1)
