"""Decisions on their way to those who can act on them, and back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from council.kernel.fields import NamesField, StateField
from council.members.models import Council, Member
from council.texts.models import Text
from deliberation.meetings.models import AgendaItem, Meeting
from deliberation.register.models import Decision
from deliberation.rules.followup import AddresseeKind, ReferralStatus, Step, Verdict


class Addressee(models.Model):
    """A municipal council, department, governor, ministry or European body that is asked to act."""

    council = models.ForeignKey(Council, models.PROTECT, related_name="addressees")
    kind = StateField(AddresseeKind)
    names = NamesField()
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=12)  # in which letters to it are written
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"addressee {self.pk}"


class Correspondent(models.Model):
    """A member whose account may answer for an addressee."""

    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="correspondents")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("addressee", "member"), name="correspondent_is_named_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member_id} for {self.addressee_id}"


class InboxLink(models.Model):
    """An address at which an addressee answers without an account, until it is revoked.

    The address is signed: who reads this row alone cannot make it.
    """

    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="links")
    nonce = models.CharField(max_length=40)  # random
    issued_at = models.DateTimeField(default=timezone.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("addressee",), condition=Q(revoked_at=None), name="addressee_has_one_link"
            ),
        ]

    def __str__(self) -> str:
        return f"link {self.pk}"


class Referral(models.Model):
    """A decision before one addressee."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="referrals")
    addressee = models.ForeignKey(Addressee, models.PROTECT, related_name="referrals")
    status = StateField(ReferralStatus, default=ReferralStatus.FORWARDED)
    reference = models.CharField(max_length=60, blank=True)  # of our letter
    forwarded_on = models.DateField()
    forwarded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    received_at = models.DateTimeField(null=True, blank=True)
    their_reference = models.CharField(max_length=60, blank=True)
    meets_on = models.DateField(null=True, blank=True)  # when it will be considered there
    considered_on = models.DateField(null=True, blank=True)
    considered_reference = models.CharField(max_length=60, blank=True)  # of the meeting there
    due_step = StateField(Step, blank=True)  # what is awaited
    due_at = models.DateTimeField(null=True, blank=True)  # the last moment in time for it
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    close_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("decision", "addressee"),
                condition=Q(closed_at=None),
                name="decision_is_before_an_addressee_once",
            ),
            models.CheckConstraint(
                name="closed_referral_awaits_nothing",
                condition=Q(closed_at=None) | Q(due_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision_id} before {self.addressee_id}"


class Answer(models.Model):
    """What an addressee answered, with reasons, in its own language and translated.

    An answer that was withdrawn stays in sight, as such.
    """

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="answers")
    verdict = StateField(Verdict)
    text = models.OneToOneField(Text, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=60, blank=True)
    signed_by = models.CharField(max_length=120, blank=True)  # office or name under the letter
    answered_on = models.DateField()
    recorded_at = models.DateTimeField(default=timezone.now)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )  # nobody: it came by the addressee's link
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdraw_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("referral",),
                condition=Q(withdrawn_at=None),
                name="referral_has_one_answer_that_stands",
            ),
        ]

    def __str__(self) -> str:
        return f"answer to {self.referral_id}"


class AnswerFile(models.Model):
    """A file that came with an answer; erased, only its fingerprint is left."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="files")
    name = models.CharField(max_length=100, blank=True)
    media_type = models.CharField(max_length=40)  # by its contents, not by its name
    size = models.PositiveIntegerField()  # [bytes]
    sha512 = models.CharField(max_length=128)  # hexadecimal
    content = models.BinaryField()
    erased_at = models.DateTimeField(null=True, blank=True)
    erased_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"file {self.pk}"


class Action(models.Model):
    """Something an addressee promised, with its day."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="actions")
    text = models.OneToOneField(Text, models.PROTECT, related_name="+")
    due_on = models.DateField()
    done_on = models.DateField(null=True, blank=True)
    evidence = models.URLField(blank=True, max_length=300)

    class Meta:
        ordering = ("due_on", "pk")

    def __str__(self) -> str:
        return f"action {self.pk}"


class Return(models.Model):
    """An overdue matter that came back onto an agenda by itself."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="returns")
    step = StateField(Step)
    due_at = models.DateTimeField()
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="+")
    item = models.ForeignKey(
        AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+"
    )  # none: it was taken off the draft
    returned_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("referral", "due_at", "meeting"), name="matter_returns_once_to_a_meeting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.referral_id} back at {self.meeting_id}"


class Reminder(models.Model):
    """A mail that an addressee or the clerk was sent about a deadline."""

    referral = models.ForeignKey(Referral, models.PROTECT, related_name="reminders")
    due_at = models.DateTimeField()
    is_overdue = models.BooleanField()  # else: it comes soon
    sent_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("referral", "due_at", "is_overdue"), name="reminder_is_sent_once"
            ),
        ]

    def __str__(self) -> str:
        return f"reminder of {self.referral_id}"
