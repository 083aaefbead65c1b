"""Everything that the facts of minutes refer to by id, read at once for one reader."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from council.kernel.audience import Audience
from council.kernel.names import pick
from council.members.models import Bloc, Member
from council.texts.models import Text
from council.texts.selectors import Reading, current_versions, reading
from deliberation.meetings.models import AgendaItem
from deliberation.meetings.selectors.people import name_for
from deliberation.minutes.models import Passage, Place
from deliberation.minutes.selectors.document import Person, Prose
from deliberation.rules.record.facts import Facts
from deliberation.voting.models import Poll


@dataclass(frozen=True, slots=True)
class Library:
    """Everything that facts refer to by id, read at once."""

    language: str
    fallbacks: Sequence[str]
    audience: Audience
    members: Mapping[int, Member]
    texts: Mapping[int, Text]
    titles: Mapping[int, Text]  # by item
    polls: Mapping[int, Poll]
    blocs: Mapping[str, str]
    passages: Mapping[tuple[Place, int | None], Passage]

    def maybe(self, member_id: int | None) -> Person | None:
        """Return the person, if there is one."""
        return None if member_id is None else self.person(member_id)

    def person(self, member_id: int) -> Person:
        """Return the person under the name for readers of the language."""
        return self.named(self.members[member_id])

    def named(self, member: Member) -> Person:
        """Return the member under the name for readers of the language."""
        return Person(member.pk, name_for(member, self.language))

    def people(self, member_ids: Iterable[int]) -> Sequence[Person]:
        """Return the people in the order given."""
        return [self.person(one) for one in member_ids]

    def shows(self, member_id: int) -> bool:
        """Say whether readers may learn that the person was there."""
        is_public = self.audience is Audience.PUBLIC
        return not (is_public and self.members[member_id].is_presence_private)

    def read(self, text: Text) -> Reading:
        """Return the text for readers of the language."""
        return reading(text, self.language, self.fallbacks)

    def prose(self, place: Place, item_id: int | None = None) -> Prose | None:
        """Return what the clerk wrote there."""
        passage = self.passages.get((place, item_id))
        if passage is None:
            return None
        found = [one.language for one in passage.text.versions.all() if one.is_current]
        return Prose(passage.text_id, place, item_id, self.read(passage.text), found)


def library_for(
    facts: Facts,
    passages: Sequence[Passage],
    *,
    council_id: int,
    audience: Audience,
    language: str,
    fallbacks: Sequence[str] = (),
) -> Library:
    """Read everything that the facts refer to; the same queries for any length."""
    items = [item.item_id for item in facts.items]
    blocs = Bloc.objects.filter(council_id=council_id)
    texts = Text.objects.filter(pk__in=[text for item in facts.items for text in item.wording])
    votes = [vote for item in facts.items for vote in item.votes]
    polls = Poll.objects.filter(pk__in=[vote.poll_id for vote in votes])
    return Library(
        language=language,
        fallbacks=fallbacks,
        audience=audience,
        members=Member.objects.in_bulk(_ids(facts)),
        texts={one.pk: one for one in texts.prefetch_related(current_versions())},
        titles=_titles(items),
        polls={
            one.pk: one
            for one in polls.select_related("question", "outcome").prefetch_related(
                current_versions("question__versions")
            )
        },
        blocs={one.key: pick(one.names, language).text for one in blocs},
        passages={(one.place, one.item_id): one for one in passages},
    )


def _titles(items: Sequence[int]) -> Mapping[int, Text]:
    rows = AgendaItem.objects.filter(pk__in=items).select_related("title")
    return {one.pk: one.title for one in rows.prefetch_related(current_versions("title__versions"))}


def _ids(facts: Facts) -> frozenset[int]:
    """Return the ids of all people of whom the facts speak."""
    people = facts.people
    found = {people.chair_id, people.clerk_id, *people.presidium, *people.excused, *people.absent}
    for one in people.present:
        found |= {one.member_id, one.acts_for}
    for item in facts.items:
        found |= {item.mover_id, item.proposed_by, *item.recused}
        found |= {one.member_id for one in item.points_of_order}
        found |= {one.mover_id for one in item.amendments}
        found |= {one for vote in item.votes for one in vote.roll}
    return frozenset(one for one in found if one is not None)
