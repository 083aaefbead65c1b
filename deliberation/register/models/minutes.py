"""Errors found in minutes after their adoption: told beside the minutes, which stay as they are."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import StateField
from deliberation.meetings.models import AgendaItem
from deliberation.minutes.models import Minutes, Place
from deliberation.register.models.log import RegisterEntry


class Erratum(models.Model):
    """What published minutes should say in one place, and why; an entry of the register says so."""

    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="errata")
    place = StateField(Place)
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    language = models.CharField(max_length=12)
    words = models.TextField()
    reason = models.TextField()
    entry = models.OneToOneField(RegisterEntry, models.PROTECT, related_name="erratum")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("minutes", "pk")
        verbose_name_plural = "errata"
        constraints: ClassVar = [
            models.CheckConstraint(
                name="erratum_on_an_item_names_it",
                condition=Q(place="item", item__isnull=False)
                | (~Q(place="item") & Q(item__isnull=True)),
            ),
        ]

    def __str__(self) -> str:
        return f"erratum in {self.minutes_id}"
