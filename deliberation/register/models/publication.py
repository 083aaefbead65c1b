"""How a decision came before everybody: who looked, who published, who took it back and why."""

from enum import StrEnum
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from council.kernel.fields import StateField
from council.members.models import Member
from council.texts.models import Text
from deliberation.register.models.decisions import Decision
from deliberation.rules.publication import NameForm


class PublicationAct(StrEnum):
    """What was done about the publication of a decision."""

    REVIEWED = "reviewed"
    PUBLISHED = "published"
    WITHHELD = "withheld"
    PUBLISHED_AGAIN = "published_again"


class PublicationStep(models.Model):
    """One act on the publication of a decision; the trace of it stays."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="publication_steps")
    act = StateField(PublicationAct)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ("decision", "pk")

    def __str__(self) -> str:
        return f"{self.act} {self.decision_id}"


class Appearance(models.Model):
    """How a person stands with a decision; without a row, under their public name."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="appearances")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    form = StateField(NameForm)
    function = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("decision", "member"), name="person_appears_in_one_form"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} of {self.member_id}"


class Dissent(models.Model):
    """A dissenting opinion, attached to the decision in its author's words."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="dissents")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    text = models.OneToOneField(Text, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=("decision", "member"), name="member_dissents_once"),
        ]

    def __str__(self) -> str:
        return f"dissent of {self.member_id}"
