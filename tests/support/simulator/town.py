"""The council of the simulation as it stands in the database: founded, seated, set to work."""

from collections import Counter
from importlib.util import find_spec
from itertools import cycle, islice
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.utils import timezone

from council.accounts.models import User
from council.ledger.selectors import last_seq
from council.members.models import Body, Council, Member, OfficeKind
from council.texts.models import TextVersion
from deliberation.floor.models import SpeakingRequest
from deliberation.meetings.models import Contribution, ItemKind, Meeting
from deliberation.proposals.selectors.texts import operative_texts
from deliberation.register.models import Decision
from deliberation.register.services.recording import record_outcome
from deliberation.rules.polls import PollStatus
from deliberation.rules.proposals import ProposalStatus
from deliberation.voting.models import Ballot, Choice, Poll
from deliberation.voting.services.putting import close_poll
from realtime.commands import COMMANDS
from tests.factories.institution import (
    give_office,
    make_bloc,
    make_body,
    make_council,
    make_member,
    make_user,
    seat_member,
)
from tests.factories.meetings import make_called_item, make_item, open_meeting_with
from tests.factories.proposals import make_proposal, translate
from tests.factories.voting import Room, hand_in, make_closed, make_declared, make_open
from tests.realtime.scene import sign_in
from tests.support.migrated import migrate
from tests.support.simulator.audit import complaints

READ = ("tr", "ar", "tr", "ar", "en", "de")  # what members read, over and over
COUNCIL_LANGUAGES = ("tr", "ar", "en", "de")
WAYS = ("ar>tr", "tr>ar", "tr>en")  # one interpreter each
TITLE = {"tr": "Akşam kursları", "ar": "دورات مسائية", "en": "Evening classes", "de": "Kurse"}
WORDS = {
    "tr": "Kurslar açılır.",
    "ar": "تفتح الدورات.",
    "en": "Classes open.",
    "de": "Es gibt Kurse.",
}


def found() -> None:
    """Make the tables."""
    migrate()


def settle(*, seats: int, items: int = 0, name: str = "adana") -> dict[str, Any]:
    """Seat that many members, a third of them of the host society, and open their meeting.

    Returns ids and, for each person, the session by which a device of theirs is signed in.
    """
    council = make_council(slug=name, names={"tr": "Adana Göçmen Meclisi", "en": "Adana"})
    body = make_body(council, key=name.upper())
    blocs = [make_bloc(council, "host"), *[make_bloc(council, "newcomers", colour="ind")] * 2]
    seated = {}
    for number, (language, bloc) in enumerate(islice(zip(cycle(READ), cycle(blocs)), seats)):
        key = "chair" if number == 0 else f"{bloc.key}-{number}"
        seated[key] = _person(council, key, language)
        seat_member(seated[key], body, bloc)
    staff = _staff(council, body, seated["chair"])
    meeting = open_meeting_with(body, seated.values())
    agenda = [_item(meeting, seated["chair"], number) for number in range(items)]
    return {
        "meeting": meeting.pk,
        "items": agenda,
        "people": {key: _facts(one, key in seated) for key, one in (seated | staff).items()},
    }


def _person(council: Council, key: str, language: str) -> Member:
    user = make_user(username=f"{council.slug}-{key}", language=language)
    name = f"{key.title()} {language.upper()}"
    words = {"reads": [language], "speaks": [language]}
    return make_member(council, has_account=False, public_name=name, user=user, **words)


def _staff(council: Council, body: Body, chair: Member) -> dict[str, Member]:
    give_office(chair, body, OfficeKind.CHAIR)
    staff = {
        "clerk": _person(council, "clerk", "tr"),
        "observer": _person(council, "observer", "en"),
    }
    give_office(staff["clerk"], body, OfficeKind.CLERK)
    give_office(staff["observer"], body, OfficeKind.OBSERVER)
    for way in WAYS:
        source, target = way.split(">")
        key = f"interpreter-{source}-{target}"
        staff[key] = _person(council, key, target)
        give_office(staff[key], body, OfficeKind.INTERPRETER, directions=[way])
    return staff


def _facts(member: Member, is_seated: bool) -> dict[str, Any]:
    user = member.user
    assert user is not None
    return {
        "user": user.pk,
        "member": member.pk,
        "language": user.language,
        "is_seated": is_seated,
        "session": sign_in(user),
    }


def _item(meeting: Meeting, mover: Member, number: int) -> int:
    """Put an item on the agenda; every second one is a proposal, to be voted on."""
    if number % 2:
        return make_item(meeting, title=f"Report {number}").pk
    return make_item(meeting, kind=ItemKind.PROPOSAL, proposal=_proposal(meeting, mover)).pk


def _proposal(meeting: Meeting, mover: Member) -> Any:
    proposal = make_proposal(
        meeting.body,
        mover,
        title=TITLE["tr"],
        paragraphs=[WORDS["tr"]],
        language="tr",
        status=ProposalStatus.ON_AGENDA,
        admitted_at=timezone.now(),
    )
    slug = meeting.body.council.slug
    author = User.objects.get(username=f"{slug}-interpreter-tr-en")
    checker = User.objects.get(username=f"{slug}-clerk")
    for text, words in zip(operative_texts(proposal), (TITLE, WORDS), strict=True):
        others = {code: said for code, said in words.items() if code != "tr"}
        translate(text, others, checker=checker, author=author)
    return proposal


def rehearse(*, meeting: int, session: str) -> None:
    """Go through what will be done, and take it back: what is read once need not be read again."""
    for language in COUNCIL_LANGUAGES:
        visitor = Client(headers={"host": "127.0.0.1", "accept-language": language})
        visitor.cookies["session"] = session
        visitor.get(f"/meetings/{meeting}/room/")
    with transaction.atomic():
        asked = question(meeting=meeting, stage="declared", in_favour=3, about="proposal")
        visitor.post(f"/polls/{asked['poll']}/cast/", {"choice": "yes", "seq": 1})
        visitor.post(f"/decisions/{asked['decision']}/publish/")
        transaction.set_rollback(True)


# Questions at every stage


def question(*, meeting: int, stage: str, in_favour: int = 0, about: str = "") -> dict[str, Any]:
    """Put a question and bring it to a stage: ``open``, ``closed`` or ``declared``.

    So many members have handed in a ballot in favour. ``about`` a ``proposal``: if it is carried,
    it becomes a decision.
    """
    room = _room(Meeting.objects.get(pk=meeting))
    for before in Poll.objects.filter(meeting=meeting, status=PollStatus.CLOSED):
        record_outcome(actor=room.chair, poll_id=before.pk)
    facts = {}
    if about == "proposal":
        proposal = _proposal(room.meeting, room.members[0])
        room.item = make_called_item(room.meeting, kind=ItemKind.PROPOSAL, proposal=proposal)
        facts["proposal"] = proposal
    ballots = dict.fromkeys(range(in_favour), Choice.YES)
    if stage == "open":
        poll = make_open(room, **facts)
        hand_in(room, poll, ballots)
    else:
        make = {"closed": make_closed, "declared": make_declared}[stage]
        poll = make(room, ballots, **facts)
    return {"poll": poll.pk, "item": room.item.pk, "decision": look(poll=poll.pk)["decision"]}


def _room(meeting: Meeting) -> Room:
    members = list(Member.objects.filter(attendances__meeting=meeting).order_by("pk"))
    chair = members[0].user
    assert chair is not None
    return Room(meeting, make_called_item(meeting), chair, members)


def take_off_the_guard() -> list[str]:
    """Let ballots into the box of any poll; return how the guard is put on again."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            names = ("ballot_cast_insert", "ballot_cast_update")
            for name in names:
                cursor.execute(f"ALTER TABLE voting_ballot DISABLE TRIGGER {name}")
            return [f"ALTER TABLE voting_ballot ENABLE TRIGGER {name}" for name in names]
        named = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'ballot_cast_%'"
        guards = cursor.execute(named).fetchall()
        for guard, _ in guards:
            cursor.execute(f"DROP TRIGGER {guard}")
        return [made_by for _, made_by in guards]


def put_on_the_guard(*, by: list[str]) -> None:
    """Put the guard on again."""
    with connection.cursor() as cursor:
        for statement in by:
            cursor.execute(statement)


def look(*, poll: int) -> dict[str, Any]:
    """Return how far the poll has come, what lies in its box, and what must not be so at all."""
    found = Poll.objects.get(pk=poll)
    rows = Ballot.objects.filter(poll=poll).select_related("entry__member")
    decision = Decision.objects.filter(poll=poll).first()
    return {
        "status": str(found.status),
        "box": {str(row.entry.member.user_id): [str(row.choice), row.seq] for row in rows},
        "decision": decision and decision.pk,
        "decision_status": decision and str(decision.status),
        "complaints": complaints(meeting=found.meeting_id),
    }


def doors() -> list[str]:
    """Return the names of acts that go over the line; ballots have a way of their own."""
    return [*COMMANDS, *(["ballot.cast"] if find_spec("realtime.ballots") else [])]


def traces(*, meeting: int) -> dict[str, Any]:
    """Return what the meeting left behind, to be compared with what people were told."""
    requests = SpeakingRequest.objects.filter(meeting=meeting)
    rows = Ballot.objects.filter(poll__meeting=meeting).select_related("entry__member")
    said = Contribution.objects.filter(item__meeting=meeting)
    versions = TextVersion.objects.filter(text__in=said.values("text"), is_current=True)
    return {
        "last_seq": last_seq(meeting),
        "words": dict(Counter(versions.values_list("body", flat=True))),
        "requests": dict(Counter(str(one) for one in requests.values_list("member", flat=True))),
        "ballots": {
            f"{row.poll_id}/{row.entry.member_id}": [str(row.choice), row.seq] for row in rows
        },
        "complaints": complaints(meeting=meeting),
    }


def close(*, poll: int) -> None:
    """Close the poll and declare it, so that another question can be put."""
    found = Poll.objects.select_related("meeting").get(pk=poll)
    chair = _room(found.meeting).chair
    close_poll(actor=chair, poll_id=poll)
    record_outcome(actor=chair, poll_id=poll)
