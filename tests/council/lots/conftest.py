"""A body with three vacant seats that are filled by lot, and a clerk who conducts it."""

from datetime import date
from types import SimpleNamespace

import pytest

from council.lots import services
from council.lots.models import Computation, Lot
from council.lots.services.computing import work_out
from council.members.models import FilledBy, Term
from council.members.services.targets import adopt_targets
from council.rules.lot.volunteering import Entry
from council.rules.targets import PRESETS
from tests.factories.institution import make_seat

LONG_AGO = date(2020, 1, 1)


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    """Sealed answers have keys of their own in each test."""
    settings.QUOTA_KEYS = tmp_path / "keys.json"


@pytest.fixture
def seats(body):
    """Three vacant seats that are filled by lot."""
    return [make_seat(body, filled_by=FilledBy.LOT) for _ in range(3)]


@pytest.fixture
def stage(cast, body, seats):
    """The acts of a lot by the clerk of the body, each in one word."""
    return Stage(cast, body, seats)


class Stage(SimpleNamespace):
    """What a test does with a lot, in one word each."""

    def __init__(self, cast, body, seats):
        super().__init__(cast=cast, body=body, seats=seats, actor=cast.clerk)

    def adopt(self, preset="parity"):
        """Give the body targets."""
        documents = PRESETS[preset]
        adopt_targets(
            actor=self.actor, body_id=self.body.pk, documents=documents, valid_from=LONG_AGO
        )

    def begin_term(self):
        """Let members declare."""
        Term.objects.create(council=self.body.council, number=1, starts_on=LONG_AGO)

    def open(self, alternates=5):
        """Open a lot for all three seats."""
        return services.open_lot(
            actor=self.actor,
            body_id=self.body.pk,
            seat_ids=[seat.pk for seat in self.seats],
            alternates=alternates,
        )

    def read(self, lot, women=4, men=4):
        """Read so many women and men into the pool."""
        entries = [entry(n, "women") for n in range(women)]
        entries += [entry(women + n, "men") for n in range(men)]
        return services.read_pool(actor=self.actor, lot_id=lot.pk, file="a.csv", entries=entries)

    def compute(self, lot):
        """Compute its list in this process, as the other process would."""
        services.start_computation(actor=self.actor, lot_id=lot.pk)
        work_out(actor=None, computation_id=Computation.objects.filter(lot=lot).first().pk)
        return Lot.objects.get(pk=lot.pk)

    def publish(self, lot):
        """Publish its list."""
        return services.publish_lottery(actor=self.actor, lot_id=lot.pk)

    def say(self, lot, words="4 2 6", second=True):
        """Throw dice; the chair confirms what the clerk enters."""
        said = services.enter_words(actor=self.actor, lot_id=lot.pk, source="Dice", words=words)
        if second:
            services.confirm_words(actor=self.cast.chair, saying_id=said.pk, words=words)
        return said

    def draw(self, lot):
        """Draw."""
        return services.draw_panel(actor=self.actor, lot_id=lot.pk)

    def drawn(self, **pool):
        """Do all of it, up to the draw."""
        self.adopt()
        lot = self.open()
        self.read(lot, **pool)
        self.compute(lot)
        self.publish(lot)
        self.say(lot)
        return self.draw(lot)


def entry(number, *groups, **facts):
    """Make a row of a file of volunteers."""
    defaults = {"row": number + 2, "id": f"p{number}", "name": f"Person {number}", "username": ""}
    return Entry(**defaults | facts, groups=frozenset(groups))
