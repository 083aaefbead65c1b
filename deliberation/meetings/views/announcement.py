"""The public face of meetings."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def meeting(request: HttpRequest, meeting_id: int) -> HttpResponse:
    """Show what is announced about the meeting."""
    return render(request, "meetings/meeting.html", {})
