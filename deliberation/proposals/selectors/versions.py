"""The versions of a proposal, and what changed from one to another, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from council.kernel.names import direction
from council.members.selectors import Viewer
from council.texts.models import Text
from council.texts.selectors import bodies, current_versions
from deliberation.proposals.models import Paragraph, Proposal, Version
from deliberation.proposals.selectors.sight import bodies_to_move_in
from deliberation.rules.diff import DiffPart, diff
from deliberation.rules.drafting import paired_paragraphs
from deliberation.rules.proposals import ProposalStatus


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions in one language; each row is a paragraph in pieces kept, removed or added."""

    older: Version
    newer: Version
    language: str
    languages: Sequence[str]  # in which both can be read whole
    rows: Sequence[Sequence[DiffPart]]

    @property
    def direction(self) -> str:
        """``rtl`` or ``ltr``."""
        return direction(self.language)


def versions_for(viewer: Viewer, proposal: Proposal) -> "QuerySet[Version]":
    """Return the versions the viewer may read, oldest first.

    What the mover of a returned proposal changes is a draft again until it is submitted.
    """
    rows = Version.objects.filter(proposal=proposal).order_by("number")
    is_mended = proposal.status is ProposalStatus.DRAFT and proposal.submitted_at is not None
    if is_mended and not _drafts_with(viewer, proposal):
        rows = rows.filter(Q(created_at__lte=proposal.submitted_at) | Q(number=1))
    return rows


def compared(
    found: Sequence[Version], *, older: int | None, newer: int | None, language: str
) -> Comparison | None:
    """Return what changed between two versions by number; by default in the newest change.

    It is shown in ``language`` if both versions can be read whole in it, else in another. None
    as long as there is one version only.
    """
    versions = {version.number: version for version in found}
    if len(versions) == 1:
        return None
    last = max(versions)
    new = versions.get(newer or last, versions[last])
    old = versions.get(older or new.number - 1, versions[min(versions)])
    before, after = _texts_of(old, new)
    common = _common_languages([*before, *after])
    chosen = language if language in common else next(iter(common), "")
    pairs = paired_paragraphs(_words(before, chosen), _words(after, chosen))
    return Comparison(
        older=old,
        newer=new,
        language=chosen,
        languages=common,
        rows=[diff(one or "", other or "") for one, other in pairs],
    )


def _texts_of(*versions: Version) -> list[list[Text]]:
    rows = Paragraph.objects.filter(version__in=versions).order_by("position")
    found = list(rows.select_related("text").prefetch_related(current_versions("text__versions")))
    return [[row.text for row in found if row.version_id == one.pk] for one in versions]


def _drafts_with(viewer: Viewer, proposal: Proposal) -> bool:
    if proposal.mover.user_id is not None and proposal.mover.user_id == viewer.pk:
        return True
    return bodies_to_move_in(viewer).filter(pk=proposal.body_id).exists()


def _common_languages(texts: Sequence[Text]) -> Sequence[str]:
    first, *others = [bodies(text) for text in texts]
    return [one for one in first if all(one in other for other in others)]


def _words(texts: Sequence[Text], language: str) -> list[str]:
    return [bodies(text).get(language) or bodies(text)[text.language] for text in texts]
