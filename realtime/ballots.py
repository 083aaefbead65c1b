"""Ballots on their way to the box: those that wait together are written in one transaction.

Open ballots come by the live line or by POST, and both doors share one writer. Secret ballots will
come by POST only: what goes over a line can be told apart by its sender, its moment and its size.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import DatabaseError, connection

from council.accounts import sessions
from council.accounts.models import User
from council.rules.errors import RuleViolation
from deliberation.voting.selectors.polls import seen_poll
from deliberation.voting.services.casting import HandedIn, Receipt, cast_ballots
from realtime import standing
from realtime.admission import Place
from realtime.commands import REFUSALS
from realtime.loops import OnePerLoop
from realtime.outages import logger_of
from realtime.papers import Paper, counted, not_counted, read_paper
from realtime.protocol import Order
from realtime.refusals import NotSignedIn, NotStored
from realtime.standing import Visitor
from realtime.threads import writing

logger = logger_of(__name__)

MOST = 500  # ballots in one transaction
PATIENCE = 60.0  # of a request, twice that of the database [s]
NOTED_EVERY = 60.0  # that a session lives [s]

Answer = Receipt | Exception
Sender = Place | Visitor | User
Told = tuple[Answer, User | None]  # what became of a ballot, and whose it is
Tell = Callable[[Answer, User | None], None]


class PlaceLost(Exception):
    """The ballot's sender is no longer who they were when their line was opened."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ballot that waits to be written, and who is told what became of it.

    Its sender is a place on a live line or the session of a post, which are looked at before the
    ballot is taken, or an account that the request itself has just shown.
    """

    sender: Sender
    paper: Paper
    tell: Tell


@dataclass(frozen=True, slots=True)
class Turn:
    """A place in the line that is told when all before it are in the box."""

    tell: Callable[[None], None]


class Writer:
    """Takes the ballots of one event loop to the box.

    It never waits for more to come: while one lot is being written, the next one gathers.
    """

    def __init__(self) -> None:
        self._waiting: deque[Waiting | Turn] = deque()
        self._work: asyncio.Task[None] | None = None
        self._noted: dict[str, float] = {}

    def hand_in(self, ballot: Waiting) -> None:
        """Let the ballot wait its turn; its sender is told when it is in the box, or why not."""
        self._add(ballot)

    def finish(self, tell: Callable[[None], None]) -> None:
        """Tell when all ballots that have come so far are in the box."""
        self._add(Turn(tell))

    def _add(self, one: Waiting | Turn) -> None:
        self._waiting.append(one)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._write_all())

    async def _write_all(self) -> None:
        awake: set[str] = set()
        while self._waiting:
            lot = self._next_lot()
            told = await writing(write, lot)
            for ballot, (answer, account) in zip(lot, told, strict=True):
                ballot.tell(answer, account)
            awake |= _sessions(lot, told)
            if not self._waiting:
                await writing(_rest, self._unnoted(awake))
                awake.clear()

    def _next_lot(self) -> list[Waiting]:
        lot: list[Waiting] = []
        while self._waiting and len(lot) < MOST:
            one = self._waiting[0]
            if isinstance(one, Turn):
                if lot:
                    break
                one.tell(None)
            else:
                lot.append(one)
            self._waiting.popleft()
        return lot

    def _unnoted(self, session_keys: set[str]) -> set[str]:
        """Return whose sign of life was not written down in the last minute."""
        now = time.monotonic()
        self._noted = {key: at for key, at in self._noted.items() if now - at < NOTED_EVERY}
        fresh = session_keys - self._noted.keys()
        self._noted |= dict.fromkeys(fresh, now)
        return fresh


def write(lot: Sequence[Waiting]) -> Sequence[Told]:
    """Put the ballots into the box and return the answers, after the commit, and whose they are.

    Whatever goes wrong is an answer too: a ballot of which nothing is known must not look like
    one that was refused, and none may be left without an answer.
    """
    try:
        return _cast(lot)
    except Exception as problem:  # noqa: BLE001 - it is logged, and all are told
        return [(_told(problem), None)] * len(lot)
    finally:
        if connection.errors_occurred:
            connection.close()


def _cast(lot: Sequence[Waiting]) -> Sequence[Told]:
    accounts = _accounts([one.sender for one in lot])
    handed_in = [
        HandedIn(account, one.paper.poll_id, one.paper.choice, one.paper.seq)
        for account, one in zip(accounts, lot, strict=True)
        if account is not None
    ]
    answers = iter(cast_ballots(handed_in=handed_in) if handed_in else ())
    return [
        (_lost(one) if account is None else _told(next(answers)), account)
        for account, one in zip(accounts, lot, strict=True)
    ]


def _accounts(senders: Sequence[Sender]) -> Sequence[User | None]:
    unseen = [each for each in senders if not isinstance(each, User)]
    found = iter(standing.accounts_in(unseen) if unseen else ())
    return [each if isinstance(each, User) else next(found) for each in senders]


def _lost(ballot: Waiting) -> Exception:
    """Tell apart who was never signed in from who is no longer who they were."""
    is_anonymous = isinstance(ballot.sender, Place) and ballot.sender.user_id is None
    return NotSignedIn() if is_anonymous else PlaceLost()


def _told(answer: Answer) -> Answer:
    """Replace what only we should read, a failing disk or a defect, by what people can act upon."""
    if isinstance(answer, (Receipt, *REFUSALS)):
        return answer
    logger.error("A ballot could not be stored", exc_info=answer)
    refusal = NotStored()
    refusal.__cause__ = answer
    return refusal


def _rest(session_keys: set[str]) -> None:
    """Do what nobody waits for, and give the connection back to the pool until ballots come again.

    SQLite has no pool: it stays open there, for to close the last one means to write the whole log
    into the file, and to wait for the disk twice.
    """
    try:
        if session_keys:
            sessions.note_all(session_keys)
    except DatabaseError:
        logger.exception("Signs of life were not written down")
        connection.close()
    finally:
        if connection.vendor != "sqlite":
            connection.close()


def _sessions(lot: Sequence[Waiting], told: Sequence[Told]) -> set[str]:
    """Return the sessions by which ballots came, but for those that are no longer good."""
    good = (one.sender for one, (_, account) in zip(lot, told, strict=True) if account is not None)
    keys = (each.session_key for each in good if isinstance(each, Place | Visitor))
    return {key for key in keys if key}


Ask = Callable[[Writer, Callable[[Any], None]], None]


def cast(actor: User, paper: Paper) -> Receipt:
    """Hand in a ballot that came by POST; the thread of its request waits for the answer.

    Raises:
        Unseen: the poll is not for the actor to know of. Else as ``cast_ballot``.
        DatabaseError: it could not be stored; that is for the server to excuse, as anywhere.
    """
    answer: Answer | None = _asked_of_writer(
        lambda writer, tell: writer.hand_in(Waiting(actor, paper, lambda told, _: tell(told)))
    )
    if answer is None:
        [(answer, _)] = write([Waiting(actor, paper, _nobody)])
    if isinstance(answer, NotStored):
        raise answer.__cause__ or answer
    if isinstance(answer, Exception):
        seen_poll(actor, paper.poll_id)
        raise answer
    return answer


def finish() -> None:
    """Wait until all ballots that have come to this process so far are in the box."""
    _asked_of_writer(lambda writer, tell: writer.finish(tell))


def _asked_of_writer(ask: Ask) -> Any:  # noqa: ANN401 - an answer, or that a turn has come
    """Ask the writer of the loop that serves this process, and wait; None where there is none.

    A view runs in a thread of its own, so that it may wait while others gather.
    """
    serving = _writers.serving()
    if not serving:
        return None
    answer: Future[Any] = Future()
    loop, writer = serving[0]
    loop.call_soon_threadsafe(ask, writer, answer.set_result)
    return answer.result(PATIENCE)


def _nobody(_answer: Answer, _account: User | None) -> None:
    """Tell nobody: the answer is returned."""


def from_line(place: Place, order: Order, reply: Callable[[bytes | None], None]) -> None:
    """Hand in a ballot that came over a live line.

    ``reply`` is given the answer to send, or None where the place is no longer its reader's.
    """
    try:
        paper = read_paper(order)
    except RuleViolation as refusal:
        reply(not_counted(order, refusal, place.language))
        return
    here().hand_in(Waiting(place, paper, partial(_reply, place, order, reply)))


def _reply(
    place: Place,
    order: Order,
    reply: Callable[[bytes | None], None],
    answer: Answer,
    _account: User | None,
) -> None:
    if isinstance(answer, Receipt):
        reply(counted(order, answer, place.language))
    elif isinstance(answer, PlaceLost):
        reply(None)
    else:
        reply(not_counted(order, answer, place.language))


_writers = OnePerLoop(Writer)
here = _writers.here
