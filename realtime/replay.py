"""Missed notices without a socket, for networks that let none through."""

from council.ledger import selectors as journal
from realtime.admission import Place
from realtime.news import News
from realtime.notices import render

MOST = 200  # made anew for one reader; who missed more had better load the page [notices]


def missed(place: Place, seq: int) -> list[bytes] | None:
    """Return the frames that follow ``seq``, oldest first; None when there are too many.

    A number that the journal has not reached is answered by None, too: the page is of a journal
    that no longer exists.
    """
    newest = journal.last_seq(place.meeting_id)
    if not newest - MOST <= seq <= newest:
        return None
    news = [News.of(each) for each in journal.entries_since(place.meeting_id, seq, MOST)]
    return [frames[place.readers] for frames in render(news, [place.readers])]
