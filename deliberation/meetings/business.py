"""Business that comes onto an agenda by itself: subjects above meetings say what."""

from collections.abc import Callable

Source = Callable[[int], object]

_sources: list[Source] = []


def brings_business(source: Source) -> Source:
    """Let the function put what it knows of on the agenda of a meeting, given the meeting's id.

    It is asked in the transaction that drafts or convenes the meeting, and puts nothing there
    twice.
    """
    _sources.append(source)
    return source


def bring_business(meeting_id: int) -> None:
    """Put on the agenda what has to come before the body now."""
    for source in _sources:
        source(meeting_id)
