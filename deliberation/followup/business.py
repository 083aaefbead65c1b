"""Overdue matters come onto the agenda whenever a meeting is drafted or convened."""

from deliberation.followup.services.returning import return_overdue
from deliberation.meetings.business import brings_business


@brings_business
def bring_overdue(meeting_id: int) -> None:
    """Put on the agenda what an addressee owes the body that meets."""
    return_overdue(actor=None, meeting_id=meeting_id)
