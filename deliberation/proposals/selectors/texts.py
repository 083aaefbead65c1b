"""The words of a proposal: its version in force, paragraph by paragraph, and their languages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet, Subquery

from council.members.models import Body
from council.members.selectors import bylaws_of
from council.rules.bylaws import parse
from council.rules.naming import fold
from council.texts.models import Text
from council.texts.selectors import (
    Reading,
    current_versions,
    missing_languages,
    read_versions,
    reading,
)
from deliberation.proposals.models import Amendment, Paragraph, Proposal, Version


def current_version(proposal: Proposal) -> Version:
    """Return the operative text as it stands: with every adopted amendment in it."""
    return Version.objects.filter(proposal=proposal).order_by("-number")[:1].get()


def base_version(proposal: Proposal) -> Version:
    """Return the text to which amendments are moved: the newest as its mover wrote it."""
    return written_versions(proposal).order_by("-number")[:1].get()


def written_versions(proposal: Proposal) -> "QuerySet[Version]":
    """Return the versions as the mover wrote them, without amendments."""
    return Version.objects.filter(proposal=proposal, base=None)


def texts_of(version: Version) -> list[Text]:
    """Return the paragraphs' texts from the top; their current versions are prefetched."""
    rows = paragraphs_of(version).select_related("text")
    return [row.text for row in rows.prefetch_related(current_versions("text__versions"))]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The texts of a page with their current versions; ``paragraphs`` are numbers, in order."""

    paragraphs: Sequence[int]
    texts: Mapping[int, Text]


def load_texts(versions: "QuerySet[Version]", also: Iterable[int | None] = ()) -> Loaded:
    """Return the paragraphs of the newest of these versions, and further texts, in two queries."""
    paragraphs = newest_paragraphs(versions)
    place = paragraphs.filter(text_id=OuterRef("pk")).values("position")[:1]
    further = [one for one in also if one is not None]
    wanted = Q(pk__in=further) | Q(pk__in=paragraphs.values("text_id"))
    rows = Text.objects.filter(wanted).annotate(place=Subquery(place)).order_by("place")
    found = list(rows.prefetch_related(current_versions()))
    return Loaded(
        paragraphs=[text.pk for text in found if text.place is not None],
        texts={text.pk: text for text in found},
    )


def newest_paragraphs(versions: "QuerySet[Version]") -> "QuerySet[Paragraph]":
    """Return the paragraphs of the newest of these versions, from the top."""
    newest = versions.order_by("-number").values("pk")[:1]
    return Paragraph.objects.filter(version__in=newest).order_by("position")


def paragraphs_of(version: Version) -> "QuerySet[Paragraph]":
    """Return the paragraphs of the version from the top."""
    return Paragraph.objects.filter(version=version).order_by("position")


def paragraphs_for(
    proposal: Proposal, language: str, fallbacks: Iterable[str] = ()
) -> Sequence[Reading]:
    """Return the operative text as it stands, for a reader of ``language``."""
    wanted = tuple(fallbacks)
    return [reading(text, language, wanted) for text in texts_of(current_version(proposal))]


def texts_by_id(ids: Iterable[int | None]) -> dict[int, Text]:
    """Return the texts with their current versions, by number; ``None`` is left out."""
    wanted = [one for one in ids if one is not None]
    rows = Text.objects.filter(pk__in=wanted).prefetch_related(current_versions())
    return {text.pk: text for text in rows}


def shared_text_ids(version: Version) -> set[int]:
    """Return the texts of the version that stand in another version too."""
    own = paragraphs_of(version).values("text_id")
    others = Paragraph.objects.filter(text_id__in=own).exclude(version=version)
    return set(others.values_list("text_id", flat=True))


def folded_words(proposal: Proposal) -> str:
    """Return what a search looks through: the reference, the title, the text, in all languages."""
    words = [version.body for text in operative_texts(proposal) for version in text.versions.all()]
    return "\n".join(fold(one) for one in [proposal.reference, *words])


def required_languages(body: Body) -> Sequence[str]:
    """Return the languages in which a text must be ready before the body votes on it."""
    return parse(bylaws_of(body).document).languages.required


def operative_texts(proposal: Proposal) -> list[Text]:
    """Return what a vote on the proposal decides: its title and the text as it stands."""
    title = texts_by_id([proposal.title_id])
    return [*title.values(), *texts_of(current_version(proposal))]


def amendment_texts(amendment: Amendment) -> list[Text]:
    """Return what a vote on the amendment decides: its words, or those it deletes."""
    if amendment.text is not None:
        read_versions([amendment.text])
        return [amendment.text]
    deleted = paragraphs_of(amendment.version).filter(position=amendment.position)
    return list(texts_by_id(deleted.values_list("text_id", flat=True)).values())


def languages_missing(proposal: Proposal) -> Sequence[str]:
    """Return the required languages in which title or text are missing, unchecked or outdated."""
    return missing_languages(operative_texts(proposal), required_languages(proposal.body))


def required_ready(proposal: Proposal) -> bool:
    """Say whether members can read in every required language what they would vote on."""
    return not languages_missing(proposal)
