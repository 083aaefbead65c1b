"""The ceremony: the list is published, people add chance, the secret is revealed, one is drawn."""

import unicodedata

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.lots.kinds import ActKind, ChosenRole
from council.lots.models import Chosen, Lot, Saying, Volunteer
from council.lots.sealing import LotSeal
from council.lots.services.door import enter_lot, record
from council.rules.lot.procedure import (
    LotAct,
    LotStatus,
    NothingSaid,
    SamePerson,
    WordsDiffer,
    WordsUnconfirmed,
    advance,
    require_status,
)
from council.rules.lot.publication import Drawn, draw

CEREMONY = frozenset({LotStatus.PUBLISHED})


@transaction.atomic
def publish_lottery(*, actor: User, lot_id: int) -> Lot:
    """Publish the list of panels with the commitment to the machine's secret.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: there is no list, or it is published.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    lot.status = advance(lot.status, LotAct.PUBLISH)
    lot.published_at = timezone.now()
    lot.save(update_fields=["status", "published_at"])
    record(lot, ActKind.PUBLISHED, actor)
    return lot


@transaction.atomic
def enter_words(*, actor: User, lot_id: int, source: str, words: str) -> Saying:
    """Enter what somebody present threw or said; it counts once a second person confirms it.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: the list is not published, or the draw is over.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    require_status(lot.status, CEREMONY)
    tidied = _tidy(words)
    known = Saying.objects.filter(lot=lot, is_struck=False, source=source, words=tidied)
    if waiting := known.filter(confirmed_by=None, entered_by=actor).first():
        return waiting  # the button was pressed twice
    return Saying.objects.create(lot=lot, source=source, words=tidied, entered_by=actor)


@transaction.atomic
def confirm_words(*, actor: User, saying_id: int, words: str) -> Saying:
    """Confirm what was thrown or said by entering it a second time.

    Raises:
        PermissionDenied: the actor neither keeps the registry nor presides.
        LotHasMovedOn: the draw is over.
        SamePerson: the actor entered it.
        WordsDiffer: the actor heard something else; both ask again.
    """
    saying = Saying.objects.get(pk=saying_id)
    lot = enter_lot(actor=actor, lot_id=saying.lot_id, permission="lots.confirm_words")
    require_status(lot.status, CEREMONY)
    saying.refresh_from_db()
    if saying.entered_by_id == actor.pk:
        raise SamePerson
    if saying.is_struck or saying.words != _tidy(words):
        raise WordsDiffer(source=saying.source)
    if saying.confirmed_by_id is None:
        saying.confirmed_by = actor
        saying.save(update_fields=["confirmed_by"])
        record(lot, ActKind.WORDS_CONFIRMED, actor, source=saying.source, words=saying.words)
    return saying


@transaction.atomic
def strike_words(*, actor: User, saying_id: int) -> Saying:
    """Strike out what was entered wrongly, before the draw; it stays in the record.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: the draw is over.
    """
    saying = Saying.objects.get(pk=saying_id)
    lot = enter_lot(actor=actor, lot_id=saying.lot_id)
    require_status(lot.status, CEREMONY)
    if not saying.is_struck:
        saying.is_struck = True
        saying.save(update_fields=["is_struck"])
        record(lot, ActKind.WORDS_STRUCK, actor, source=saying.source, words=saying.words)
    return saying


@transaction.atomic
def draw_panel(*, actor: User, lot_id: int) -> Lot:
    """Reveal the secret and draw the panel that follows from list, secret and words.

    Raises:
        PermissionDenied: the actor does not keep the registry.
        LotHasMovedOn: the list is not published, or the draw is over.
        NothingSaid: nobody present has added chance.
        WordsUnconfirmed: something was entered by one person only.
        FalseReveal: the secret is not the one committed to.
    """
    lot = enter_lot(actor=actor, lot_id=lot_id)
    lot.status = advance(lot.status, LotAct.DRAW)
    drawn = draw(lot.lottery, LotSeal(lot).secret(), _said(lot))
    lot.secret, lot.number, lot.drawn_at = LotSeal(lot).secret(), drawn.number, timezone.now()
    lot.save(update_fields=["status", "secret", "number", "drawn_at"])
    _keep(lot, drawn)
    record(lot, ActKind.DRAWN, actor, number=drawn.number)
    return lot


def _said(lot: Lot) -> list[str]:
    sayings = list(Saying.objects.filter(lot=lot, is_struck=False))
    if any(one.confirmed_by_id is None for one in sayings):
        raise WordsUnconfirmed
    if not sayings:
        raise NothingSaid
    return [one.words for one in sayings]


def _keep(lot: Lot, drawn: Drawn) -> None:
    people = {one.ticket: one for one in Volunteer.objects.filter(lot=lot)}
    sorts = ((ChosenRole.PANEL, drawn.panel), (ChosenRole.ALTERNATE, drawn.alternates))
    Chosen.objects.bulk_create(
        Chosen(lot=lot, volunteer=people[ticket], role=role, place=place)
        for role, tickets in sorts
        for place, ticket in enumerate(tickets, 1)
    )


def _tidy(words: str) -> str:
    """Return the words as they are hashed: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", words).split())
