"""Mails about decisions on their way; what they say stands on the pages they lead to."""

from functools import partial

from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from deliberation.followup.models import Answer, Referral
from deliberation.followup.selectors.recipients import Recipient, proposers_of
from deliberation.register.models import Decision


@task()
def send_news(decision_id: int) -> None:
    """Tell those who proposed a decision that something has become of it."""
    rows = Decision.objects.select_related("council", "proposal")
    decision = rows.get(pk=decision_id)
    for recipient in proposers_of(decision):
        mail(recipient, "email/news", {"number": decision.number}).send()


def tell_proposers(answer: Answer) -> None:
    """Let mails leave once the answer is committed: a mail cannot be taken back."""
    transaction.on_commit(partial(send_news.enqueue, answer.referral.decision_id))


def mail(recipient: Recipient, template: str, facts: dict[str, object]) -> EmailMultiAlternatives:
    """Write a mail in the language of its reader."""
    with translation.override(recipient.language):
        context = {"url": recipient.url, **facts}
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        written = EmailMultiAlternatives(
            subject=subject,
            body=render_to_string(f"{template}_message.txt", context),
            to=[recipient.email],
        )
        html = render_to_string(f"{template}_message.html", context)
        written.attach_alternative(html, "text/html")
    return written


def reminder_facts(referral: Referral, days: int) -> dict[str, object]:
    """Return what a mail about a deadline says."""
    return {"number": referral.decision.number, "due_at": referral.due_at, "days": days}
