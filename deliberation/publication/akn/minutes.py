"""Adopted minutes as Akoma Ntoso: a debate with its roll call, its votes and its resolutions.

Who reads them twice gets the same bytes, as long as nobody changed a name: the register commits to
them.
"""

from collections.abc import Iterator, Sequence

from deliberation.minutes.models import Minutes, Place
from deliberation.minutes.selectors.document import VoteShown
from deliberation.publication.addresses import page
from deliberation.publication.akn.frame import (
    LANGUAGES,
    MAKE,
    XML,
    Element,
    day_of,
    legible,
    meta_of,
    uri_of,
    written,
)
from deliberation.publication.minuted.parts import Line, Part, Words
from deliberation.publication.minuted.whole import Minuted, minuted

CHOICES = {"yea": "in_favour", "nay": "against", "abstain": "abstentions"}
CONCEPTS = (*CHOICES, "present", "carried", "lost", "tied", "inquorate", "annulled")


def minutes_xml(minutes: Minutes, language: str) -> bytes:
    """Return adopted minutes in one language."""
    return xml_of(minuted(minutes, language))


def xml_of(told: Minuted) -> bytes:
    """Return minutes that were read in one language."""
    people = _People(told.parts)
    sections = [_section(part, people) for part in told.parts]
    title = MAKE.longTitle(MAKE.p(MAKE.docTitle(told.title)))
    body = MAKE.container(MAKE.p(*_spoken(Words(told.body.text, told.body.language), people)))
    body.set("name", "body")
    body.set("eId", "container_1")
    preface = MAKE.preface(title, body)
    debate = MAKE.debate(_meta(told, people), preface, MAKE.debateBody(*sections), name="minutes")
    return written(debate, page("minutes:minutes", told.document.meeting_id), told.language)


class _People:
    """Who is named in the minutes, each with a number of their own; never that of a row."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._names: dict[int, str] = {}
        for words in _words_of(parts):
            if words.member_id is not None:
                self._names.setdefault(words.member_id, legible(words.text))

    def mark(self, member_id: int) -> str:
        """Return by what the file refers to somebody."""
        return f"person_{list(self._names).index(member_id) + 1}"

    def listed(self) -> Iterator[Element]:
        """Yield everybody, under the names that they chose."""
        for member_id, name in self._names.items():
            mark = self.mark(member_id)
            href = f"/ontology/person/{mark.replace('_', '-')}"
            yield MAKE.TLCPerson(eId=mark, href=href, showAs=name)


def _words_of(parts: Sequence[Part]) -> Iterator[Words]:
    for part in parts:
        for line in part.lines:
            yield from (one for one in (line.who, *line.words) if one is not None)


def _section(part: Part, people: _People) -> Element:
    inside = [MAKE.heading(*_spoken(part.heading, people)), *_blocks(part, people)]
    if part.number:
        inside.insert(0, MAKE.num(legible(part.number)))
    if part.anchor == Place.PEOPLE:
        return MAKE.rollCall(*inside, eId=part.anchor)
    return MAKE.debateSection(*inside, eId=part.anchor, name="item" if part.number else part.anchor)


def _blocks(part: Part, people: _People) -> Iterator[Element]:
    quoted: list[Element] = []
    for line in part.lines:
        if line.is_quoted:
            quoted += [MAKE.p(*_spoken(words, people)) for words in line.words]
            continue
        if quoted:
            yield _resolution(part, quoted)
            quoted = []
        yield MAKE.p(*_line(line, people))
    if quoted:
        yield _resolution(part, quoted)


def _resolution(part: Part, paragraphs: Sequence[Element]) -> Element:
    return MAKE.resolutions(*paragraphs, eId=f"{part.anchor}__resolution")


def _line(line: Line, people: _People) -> Iterator[Element]:
    if line.term:
        yield MAKE.b(legible(line.term.rstrip(":")))
    for words in (line.who, *line.words):
        if words is not None:
            yield from (" ", *_spoken(words, people))


def _spoken(words: Words, people: _People) -> tuple[Element, ...]:
    if words.member_id is not None:
        made = MAKE.person(legible(words.text), refersTo=f"#{people.mark(words.member_id)}")
    else:
        made = MAKE.span(legible(words.text))
    if words.language:
        made.set(f"{XML}lang", words.language)
    return (made,)


def _meta(told: Minuted, people: _People) -> Element:
    minutes, frame = told.minutes, told.document.frame
    council, body = minutes.meeting.council, minutes.meeting.body
    uri = uri_of(council, "debate", "minutes", body, str(frame.number))
    uri.date = day_of(frame.opened_at or minutes.meeting.starts_at, council)
    uri.language = LANGUAGES.get(told.language, "und")
    uri.expression_date = f"@{day_of(minutes.adopted_at or minutes.drafted_at, council)}"
    binding = None if told.is_binding else frame.binding
    made_on = uri.expression_date.removeprefix("@")
    meta = meta_of(uri, council, body, told.language, binding, made_on)
    references = meta[-1]
    references.extend(people.listed())
    for name in CONCEPTS:
        references.append(MAKE.TLCConcept(eId=name, href=f"/ontology/concept/{name}", showAs=name))
    if tallies := list(_tallies(told)):
        references.addprevious(MAKE.analysis(MAKE.parliamentary(*tallies), source="#majlis"))
    return meta


def _tallies(told: Minuted) -> Iterator[Element]:
    if opening := told.document.opening:
        needed = MAKE.quorum(eId="quorum_1__quorum", value=str(opening.needed))
        there = _count("quorum_1", "present", opening.present)
        yield MAKE.quorumVerification(needed, there, eId="quorum_1", href="#opening")
    votes = [(part, vote) for part in told.parts for vote in part.votes]
    for number, (part, vote) in enumerate(votes, start=1):
        yield _voting(f"voting_{number}", part, vote)


def _voting(mark: str, part: Part, vote: VoteShown) -> Element:
    facts = vote.facts
    figures = [MAKE.quorum(eId=f"{mark}__quorum", value=str(facts.quorum_needed))]
    figures += [_count(mark, name, getattr(facts, column)) for name, column in CHOICES.items()]
    outcome = "annulled" if vote.is_annulled else facts.result
    told = MAKE.voting(*figures, eId=mark, href=f"#{part.anchor}")
    if outcome in CONCEPTS:
        told.set("outcome", f"#{outcome}")
    return told


def _count(mark: str, name: str, figure: int) -> Element:
    return MAKE.count(eId=f"{mark}__{name}", value=str(figure), refersTo=f"#{name}")
