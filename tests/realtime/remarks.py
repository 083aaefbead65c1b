"""A kind of journal entry for tests, with a part, a command and a refusal of its own."""

from dataclasses import dataclass
from typing import ClassVar

from django import forms
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db import transaction

from council.kernel.audience import Audience
from council.kernel.events import Event, emit
from council.kernel.visibility import Unseen
from council.ledger.services import journal
from council.rules.errors import OutOfOrder
from realtime.commands import Command
from realtime.livepart import Live, LivePart


@dataclass(frozen=True, slots=True)
class Remarked(Event):
    """Somebody made a remark."""

    kind: ClassVar[str] = "remark.made"
    words: str = ""


@transaction.atomic
def remark(*, actor=None, meeting_id, words="", audience=Audience.PUBLIC):
    """Make a remark; some words are refused."""
    if words == "forbidden":
        raise PermissionDenied("remark")
    if words == "late":
        raise OutOfOrder(status="closed", act="remark")
    if words == "gone":
        raise ObjectDoesNotExist
    if words == "hidden":
        raise Unseen
    if words == "defect":
        raise ZeroDivisionError
    entry = journal(actor=actor, meeting_id=meeting_id, event=Remarked(words), audience=audience)
    emit(entry)
    return entry


class RemarkForm(forms.Form):
    key = forms.UUIDField()
    words = forms.CharField(max_length=40)


def echo(*, actor, remark_id, words):
    """A service that acts on something named in the frame."""
    return {"remark_id": remark_id, "words": words, "actor": actor.pk}


COMMANDS = {
    "remark": Command(remark, RemarkForm),
    "echo": Command(echo, RemarkForm, target="remark_id", answer=lambda done: done),
}

SHOWN = []


def show(asked):
    """Count what was asked, and show the remark."""
    SHOWN.append((asked.audience, asked.language))
    return None if asked.facts.get("words") == "withdrawn" else {"sentence": asked.facts["words"]}


LIVE = {
    "remark.made": Live(
        parts=[
            LivePart("r-{words}", "tests/remark.html", show, into="stream"),
            LivePart("desk-notes", "tests/remark.html", show, audience=Audience.DESK),
        ],
        say=lambda asked: f"{asked.language}: {asked.facts['words']}",
    )
}
