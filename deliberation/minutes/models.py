"""The minutes of a meeting: facts kept at their adoption, prose in every language, corrections."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member
from council.texts.models import Text
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.rules.minutes import CorrectionStatus, MinutesStatus
from deliberation.voting.models import Poll


class Place(StrEnum):
    """A part of the minutes to which prose or a correction belongs."""

    FRAME = "frame"
    PEOPLE = "people"
    OPENING = "opening"
    ITEM = "item"
    CLOSING = "closing"


class Minutes(models.Model):
    """The minutes of one meeting, from the first draft to their publication.

    Until they are adopted their facts are compiled from the meeting whenever they are read; the
    adoption writes them down.
    """

    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="minutes")
    status = StateField(MinutesStatus, default=MinutesStatus.DRAFT)
    clerk = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    guests = models.PositiveIntegerField(null=True, blank=True)  # [persons]; null: not counted
    facts = models.JSONField(null=True, blank=True)  # a ``deliberation.rules.record`` document
    drafted_at = models.DateTimeField(default=timezone.now)
    circulated_at = models.DateTimeField(null=True, blank=True)
    objections_until = models.DateTimeField(null=True, blank=True)
    adopted_at = models.DateTimeField(null=True, blank=True)
    is_corrected = models.BooleanField(default=False)  # approved as corrected
    published_at = models.DateTimeField(null=True, blank=True)
    item = models.OneToOneField(  # on the agenda of the meeting that is to adopt them
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="minutes_to_adopt"
    )
    poll = models.OneToOneField(  # by which they were adopted; null: nobody objected
        Poll, models.PROTECT, null=True, blank=True, related_name="minutes_adopted"
    )

    class Meta:
        ordering = ("-meeting__starts_at",)
        verbose_name_plural = "minutes"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="circulated_minutes_have_a_date",
                condition=Q(status="draft", circulated_at=None)
                | (~Q(status="draft") & Q(circulated_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="adopted_minutes_keep_their_facts",
                condition=Q(status__in=["draft", "circulated"], facts=None, adopted_at=None)
                | Q(
                    status__in=["adopted", "published"],
                    facts__isnull=False,
                    adopted_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="published_minutes_have_a_date",
                condition=Q(status="published", published_at__isnull=False)
                | (~Q(status="published") & Q(published_at=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"minutes of {self.meeting_id}"


class Passage(models.Model):
    """What the clerk wrote in one place of the minutes, in every language it exists in."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="passages")
    place = StateField(Place)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.OneToOneField(Text, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("minutes", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="passage_on_an_item_names_it",
                condition=Q(place="item", item__isnull=False)
                | (~Q(place="item") & Q(item__isnull=True)),
            ),
            models.UniqueConstraint(
                fields=("minutes", "place"), condition=Q(item=None), name="place_has_one_passage"
            ),
            models.UniqueConstraint(
                fields=("minutes", "item"),
                condition=Q(item__isnull=False),
                name="item_has_one_passage",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} of {self.minutes_id}"


class FactKind(StrEnum):
    """Which fact a correction restates."""

    PRESENCE = "presence"
    OPENED = "opened"
    CLOSED = "closed"


class FactCorrection(models.Model):
    """A fact of the meeting stated anew, for a reason; what was recorded stays as it is."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="fact_corrections")
    kind = StateField(FactKind)
    member = models.ForeignKey(Member, models.PROTECT, null=True, blank=True, related_name="+")
    stated = models.JSONField()  # stays of the member, or a moment, as documents write them
    reason = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("minutes", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="presence_is_corrected_of_a_member",
                condition=Q(kind="presence", member__isnull=False)
                | (~Q(kind="presence") & Q(member__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} in {self.minutes_id}"


class Correction(models.Model):
    """What somebody who was present wants changed in the circulated minutes, and the answer."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    place = StateField(Place)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    words = models.OneToOneField(Text, models.PROTECT, related_name="+")
    reason = models.OneToOneField(Text, models.PROTECT, null=True, blank=True, related_name="+")
    status = StateField(CorrectionStatus, default=CorrectionStatus.OPEN)
    answer = models.OneToOneField(Text, models.PROTECT, null=True, blank=True, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("minutes", "number")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("minutes", "number"), name="correction_has_its_number"),
            models.CheckConstraint(
                name="correction_on_an_item_names_it",
                condition=Q(place="item", item__isnull=False)
                | (~Q(place="item") & Q(item__isnull=True)),
            ),
            models.CheckConstraint(
                name="declined_correction_has_an_answer",
                condition=~Q(status="declined") | Q(answer__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"correction {self.number} of {self.minutes_id}"
