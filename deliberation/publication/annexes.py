"""What the register commits to of minutes: their Akoma Ntoso files, in every language."""

from collections.abc import Iterator
from hashlib import sha512

from deliberation.minutes.models import Minutes
from deliberation.publication.akn.minutes import minutes_xml
from deliberation.publication.minuted.whole import languages_of
from deliberation.register.annexes import made_before_entry
from deliberation.register.services.minuting import MinutesFile


@made_before_entry
def files_of_minutes(minutes: Minutes) -> Iterator[MinutesFile]:
    """Yield the files that everybody will be able to fetch; of a closed meeting there are none."""
    if not minutes.meeting.is_public:
        return
    for language in languages_of(minutes):
        digest = sha512(minutes_xml(minutes, language)).hexdigest()
        yield MinutesFile(f"akn/{language}", digest)
