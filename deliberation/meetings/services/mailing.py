"""Mails of invitation and cancellation, each sent by a task of its own in the member's language."""

from functools import partial
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from deliberation.meetings.calendars import calendar_of
from deliberation.meetings.models import Channel, Invitation, Meeting
from deliberation.meetings.phrases import MEETING_KINDS
from deliberation.meetings.selectors.convocation import zone_of
from deliberation.meetings.selectors.letters import Letter, letter_of

LONGEST_FAILURE = 200  # characters


@task()
def send_invitation(invitation_id: int) -> None:
    """Mail one invitation; what went wrong is kept with it, for the clerk."""
    invitation = _invitation(invitation_id)
    if invitation is None:  # called anew since, which has its own mail
        return
    try:
        _mail(letter_of(invitation), "email/invitation").send()
    except (OSError, ValueError) as failure:  # no server, refused, or no address at all
        words = f"{type(failure).__name__}: {failure}"[:LONGEST_FAILURE]
        Invitation.objects.filter(pk=invitation_id).update(failure=words, sent_at=None)
    else:
        Invitation.objects.filter(pk=invitation_id).update(failure="", sent_at=timezone.now())


@task()
def send_cancellation(invitation_id: int) -> None:
    """Mail to one member that the meeting is called off."""
    invitation = _invitation(invitation_id)
    if invitation is not None:
        _mail(letter_of(invitation), "email/cancellation").send()


def tell_of_cancellation(meeting: Meeting) -> None:
    """Let mails leave, after the commit, to all who were invited by mail."""
    mailed = Invitation.objects.filter(meeting=meeting, channel=Channel.EMAIL)
    for pk in mailed.exclude(sent_at=None).values_list("pk", flat=True):
        transaction.on_commit(partial(send_cancellation.enqueue, pk))


def _invitation(invitation_id: int) -> Invitation | None:
    rows = Invitation.objects.select_related("member", "meeting__council", "meeting__body")
    return rows.filter(pk=invitation_id).first()


def _mail(letter: Letter, template: str) -> EmailMultiAlternatives:
    meeting = letter.meeting
    with translation.override(letter.language), timezone.override(zone_of(meeting.council)):
        context: dict[str, Any] = {
            "letter": letter,
            "meeting": meeting,
            "kind": MEETING_KINDS[meeting.kind],
        }
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        mail = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string(f"{template}_message.txt", context),
            to=[letter.email],
        )
        mail.attach_alternative(render_to_string(f"{template}_message.html", context), "text/html")
        mail.attach("meeting.ics", calendar_of(meeting, letter.language), "text/calendar")
    return mail
