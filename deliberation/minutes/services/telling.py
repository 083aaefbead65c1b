"""Mails to those who were present: a draft waits for them, and until when they can correct it."""

from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from council.members.models import Member
from deliberation.meetings.selectors.convocation import language_for, zone_of
from deliberation.minutes.models import Minutes
from deliberation.minutes.selectors.readers import reached_by_mail

TEMPLATE = "email/draft"


@task()
def send_word_of_draft(minutes_id: int, member_id: int) -> None:
    """Mail to one member that they can read the draft; what it says stays on its page."""
    minutes = Minutes.objects.select_related("meeting__council").get(pk=minutes_id)
    _mail(minutes, Member.objects.get(pk=member_id)).send()


def tell_present(minutes: Minutes) -> None:
    """Let mails leave once the circulation is committed, each by a task of its own."""
    for member in reached_by_mail(minutes):
        transaction.on_commit(partial(send_word_of_draft.enqueue, minutes.pk, member.pk))


def _mail(minutes: Minutes, member: Member) -> EmailMultiAlternatives:
    council = minutes.meeting.council
    with translation.override(language_for(member, council)), timezone.override(zone_of(council)):
        address = reverse("minutes:minutes", args=[minutes.meeting_id])
        context = {"until": minutes.objections_until, "url": f"{settings.PUBLIC_URL}{address}"}
        subject = " ".join(render_to_string(f"{TEMPLATE}_subject.txt", context).split())
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string(f"{TEMPLATE}_message.txt", context),
            to=[member.email],
        )
        mail.attach_alternative(render_to_string(f"{TEMPLATE}_message.html", context), "text/html")
    return mail
