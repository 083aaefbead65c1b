"""How the members were called: by mail or by letter, gone out or not."""

from collections.abc import Sequence
from dataclasses import dataclass

from deliberation.meetings.models import Channel, Invitation, Meeting
from deliberation.meetings.selectors.convocation import invitees


@dataclass(frozen=True, slots=True)
class Mailing:
    """The invitations to a meeting, and how many people came into the body since."""

    invitations: Sequence[Invitation]
    uninvited: int

    @property
    def failed(self) -> Sequence[Invitation]:
        """Mails that did not leave."""
        return [one for one in self.invitations if one.failure]

    @property
    def letters(self) -> Sequence[Invitation]:
        """Invitations that go on paper."""
        return [one for one in self.invitations if one.channel is Channel.LETTER]

    @property
    def to_print(self) -> int:
        """How many letters wait to be printed [letters]."""
        return sum(one.sent_at is None for one in self.letters)

    @property
    def mailed(self) -> int:
        """How many mails have left [mails]."""
        return sum(
            one.channel is Channel.EMAIL and one.sent_at is not None for one in self.invitations
        )


def mailing_of(meeting: Meeting) -> Mailing:
    """Return the invitations, those first that somebody must look after."""
    rows = Invitation.objects.filter(meeting=meeting).select_related("member")
    invitations = list(rows.order_by("member__public_name", "pk"))
    invited = {one.member_id for one in invitations}
    new = [one for one in invitees(meeting) if one.pk not in invited]
    by_care = sorted(invitations, key=lambda one: (not one.failure, one.sent_at is not None))
    return Mailing(by_care, len(new))
