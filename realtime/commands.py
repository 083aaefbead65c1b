"""Acts that a live client may send over the socket: the same forms and services as by POST."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import models
from django.utils.datastructures import MultiValueDict

from council.accounts.models import User
from council.kernel.phrases import sentence
from council.kernel.visibility import Unseen
from council.ledger.services import once
from council.rules.errors import RuleViolation
from deliberation.floor import forms as floor
from deliberation.floor.services import ordering, requests, signals, turns
from deliberation.meetings.forms.live import ContributionForm
from deliberation.meetings.services import discussion
from realtime import protocol
from realtime.protocol import Order
from realtime.refusals import Malformed, NotFound, NotPermitted, NotSignedIn, UnknownCommand

REFUSALS = (RuleViolation, PermissionDenied, Unseen, ObjectDoesNotExist)
LARGEST_ID = 2**63 - 1
_DIGITS = len(str(LARGEST_ID))
FormOf = Callable[[MultiValueDict[str, str]], forms.BaseForm]


@dataclass(frozen=True, slots=True)
class Command:
    """What a command's name stands for.

    The service is called with ``actor``, with ``target`` (the id of what is acted on) and with
    what the form understood. The target is the socket's own meeting when it is ``meeting_id``;
    any other id is a field of the frame. Ballots have a way of their own: ``realtime.ballots``.
    """

    service: Callable[..., object]
    form: FormOf = forms.Form
    target: str = "meeting_id"
    answer: Callable[[Any], dict[str, Any]] | None = None


COMMANDS: Mapping[str, Command] = {
    "contribution.make": Command(discussion.contribute, ContributionForm, "item_id"),
    "floor.request": Command(requests.request_floor, floor.RequestForm),
    "floor.withdraw": Command(requests.withdraw_request, floor.ActForm, "request_id"),
    "floor.decline": Command(requests.decline_request, floor.ActForm, "request_id"),
    "floor.choose_order": Command(ordering.choose_order, floor.OrderForm),
    "floor.give": Command(turns.give_floor, floor.GiveForm),
    "floor.end": Command(turns.end_turn, floor.ActForm, "turn_id"),
    "floor.extend": Command(turns.extend_turn, floor.ExtendForm, "turn_id"),
    "signal.give": Command(signals.signal_interpretation, floor.SignalForm),
    "signal.settle": Command(signals.settle_signals, floor.ActForm),
}


def obey(actor: User | None, meeting_id: int, order: Order) -> bytes:
    """Carry out the order once, however often it comes, and return the answer to send.

    The answer is made after the commit. Only refusals are caught: anything else is a defect and
    must be loud. The reader's language must be active.
    """
    try:
        return protocol.ack(order.key, _carry_out(actor, meeting_id, order))
    except REFUSALS as refusal:
        return refused(order, refusal)


def refused(order: Order, refusal: Exception) -> bytes:
    """Return the answer to an order that is not carried out; the reader's language is active."""
    if isinstance(refusal, PermissionDenied):
        return _no(order, NotPermitted())
    return _no(order, refusal if isinstance(refusal, RuleViolation) else NotFound())


def _carry_out(actor: User | None, meeting_id: int, order: Order) -> dict[str, Any]:
    command = COMMANDS.get(order.name)
    if command is None:
        raise UnknownCommand(name=order.name)
    if actor is None:
        raise NotSignedIn
    facts = {command.target: _target(command, meeting_id, order)} | understood(command.form, order)

    def act() -> dict[str, Any]:
        done = command.service(actor=actor, **facts)
        return command.answer(done) if command.answer else _named(done)

    return once(actor=actor, key=order.key, name=order.name, act=act)


def _target(command: Command, meeting_id: int, order: Order) -> int:
    if command.target == "meeting_id":
        return meeting_id
    return id_in(order, command.target)


def id_in(order: Order, field: str) -> int:
    """Return the id that stands in a field of the order.

    Raises:
        Malformed: it is none that a row can have.
    """
    text = order.fields.get(field, [""])[-1]
    is_id = text.isascii() and text.isdigit() and len(text) <= _DIGITS
    if not is_id or int(text) > LARGEST_ID:
        raise Malformed(fields=[field], text=field)
    return int(text)


def understood(form_of: FormOf, order: Order) -> dict[str, Any]:
    """Return what the form makes of the order's fields, as it would of a post.

    Raises:
        Malformed: it is not filled in as it must be.
    """
    posted = {name: list(values) for name, values in order.fields.items()}
    form = form_of(MultiValueDict(posted | {"key": [str(order.key)]}))
    if not form.is_valid():
        raise Malformed(fields=sorted(form.errors), text=_complaints(form))
    return {name: value for name, value in form.cleaned_data.items() if name != "key"}


def _complaints(form: forms.BaseForm) -> str:
    return " ".join(str(error) for errors in form.errors.values() for error in errors)


def _named(done: object) -> dict[str, Any]:
    return {"id": done.pk} if isinstance(done, models.Model) else {}


def _no(order: Order, refusal: RuleViolation) -> bytes:
    return protocol.no(order.key, code=refusal.code, facts=refusal.facts, text=sentence(refusal))
