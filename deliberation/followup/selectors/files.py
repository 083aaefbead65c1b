"""Files that came with answers, for whoever may read the answer."""

from council.kernel.rows import one_or_none
from council.kernel.visibility import Unseen
from council.members.selectors import Viewer
from deliberation.followup.models import AnswerFile
from deliberation.register.selectors.decisions import decision_for


def file_for(viewer: Viewer, file_id: int) -> AnswerFile:
    """Return a file with an answer that the viewer may read; an erased one is empty.

    Raises:
        Unseen: there is none, or the answer is not for this viewer.
    """
    rows = AnswerFile.objects.select_related("answer__referral__decision")
    found = one_or_none(rows.filter(pk=file_id))
    if found is None:
        raise Unseen
    if not decision_for(viewer, found.answer.referral.decision.number).is_disclosed:
        raise Unseen
    return found
