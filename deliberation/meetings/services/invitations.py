"""Invitations: who is called to a meeting, by mail or by letter, and how each went out."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from council.accounts.models import User
from council.kernel.permissions import authorise
from council.kernel.visibility import Unseen
from council.members.models import Member
from council.rules.bylaws import parse
from deliberation.meetings.models import Channel, Invitation, Meeting
from deliberation.meetings.order import require_gathering
from deliberation.meetings.selectors.convocation import (
    channel_for,
    invitees,
    language_for,
    notice_kind,
    zone_of,
)
from deliberation.meetings.selectors.held import locked_meeting
from deliberation.meetings.services.mailing import send_invitation
from deliberation.rules.convocation import NoticeKind, check_notice


@transaction.atomic
def invite_members(*, actor: User, meeting_id: int) -> Meeting:
    """Invite those who came into the body after the others had been called.

    Raises:
        PermissionDenied: the actor is neither an officer of the body nor clerk.
        MeetingNotOpen: members have not been called yet, or the meeting is over.
    """
    meeting = _to_invite(actor, meeting_id)
    known = set(Invitation.objects.filter(meeting=meeting).values_list("member_id", flat=True))
    new = [_invitation(meeting, one) for one in invitees(meeting) if one.pk not in known]
    _mail(Invitation.objects.bulk_create(new))
    return meeting


@transaction.atomic
def resend_invitation(*, actor: User, meeting_id: int, invitation_id: int) -> Invitation:
    """Send the invitation again, to the address that the registry has now.

    Raises:
        PermissionDenied, MeetingNotOpen: as for invitations as such.
        Unseen: nobody was invited under this number.
    """
    invitation = _invitation_of(_to_invite(actor, meeting_id), invitation_id)
    invitation.channel = channel_for(invitation.member)
    return _sent_anew(invitation)


@transaction.atomic
def invite_by_letter(*, actor: User, meeting_id: int, invitation_id: int) -> Invitation:
    """Let the invitation go by letter, because mail does not reach the member.

    Raises:
        PermissionDenied, MeetingNotOpen: as for invitations as such.
        Unseen: nobody was invited under this number.
    """
    invitation = _invitation_of(_to_invite(actor, meeting_id), invitation_id)
    invitation.channel = Channel.LETTER
    return _sent_anew(invitation)


@transaction.atomic
def issue_letters(*, actor: User, meeting_id: int) -> Meeting:
    """Note that all letters that were waiting are printed now.

    Raises:
        PermissionDenied, MeetingNotOpen: as for invitations as such.
    """
    meeting = _to_invite(actor, meeting_id)
    waiting = Invitation.objects.filter(meeting=meeting, channel=Channel.LETTER, sent_at=None)
    waiting.update(sent_at=timezone.now())
    return meeting


def announce(actor: User, meeting: Meeting) -> None:
    """Invite everybody, again if need be; called by the services that hold the meeting's row."""
    authorise(actor, "meetings.invite_members", meeting)
    Invitation.objects.filter(meeting=meeting).delete()
    made = [_invitation(meeting, member) for member in invitees(meeting)]
    _mail(Invitation.objects.bulk_create(made))


def require_notice(meeting: Meeting, *, is_urgent: bool) -> None:
    """Do nothing if members called now are called in time.

    Raises:
        NoticeTooShort: the meeting is too near; the facts name the days.
        UrgencyUnknown: the by-laws know no urgent meetings.
    """
    check_notice(
        parse(meeting.bylaws.document).convocation,
        NoticeKind.URGENT if is_urgent else notice_kind(meeting),
        sent_at=timezone.now(),
        starts_at=meeting.starts_at,
        tz=zone_of(meeting.council),
    )


def _to_invite(actor: User, meeting_id: int) -> Meeting:
    meeting = locked_meeting(meeting_id)
    authorise(actor, "meetings.invite_members", meeting)
    require_gathering(meeting)
    return meeting


def _invitation_of(meeting: Meeting, invitation_id: int) -> Invitation:
    rows = Invitation.objects.select_related("member").filter(meeting=meeting)
    invitation = rows.filter(pk=invitation_id).first()
    if invitation is None:
        raise Unseen
    return invitation


def _invitation(meeting: Meeting, member: Member) -> Invitation:
    language = language_for(member, meeting.council)
    return Invitation(
        meeting=meeting, member=member, channel=channel_for(member), language=language
    )


def _sent_anew(invitation: Invitation) -> Invitation:
    invitation.issued_at, invitation.sent_at, invitation.failure = timezone.now(), None, ""
    invitation.save()
    _mail([invitation])
    return invitation


def _mail(invitations: Iterable[Invitation]) -> None:
    """Let mails leave once the invitations are committed: a mail cannot be taken back."""
    for one in invitations:
        if one.channel is Channel.EMAIL:
            transaction.on_commit(partial(send_invitation.enqueue, one.pk))
