"""What the form for by-laws asks, in words; a question's place is its path in the document."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from council.members.bylaws.leaves import IS_SET
from council.members.bylaws.words import QUESTIONS
from council.rules.bylaws import QuestionKind

Word = str | Promise

CHAPTERS: Mapping[str, Word] = {
    "convocation": _("Meetings"),
    "quorum": _("Quorum"),
    **{f"questions.{kind}": QUESTIONS[kind] for kind in QuestionKind},
    "elections": _("Elections of persons"),
    "votes": _("Votes"),
    "floor": _("Speaking"),
    "proposals": _("Proposals and amendments"),
    "record": _("Record and publication"),
    "languages": _("Languages"),
    "composition": _("Composition"),
}
LOOSE: Mapping[str, str] = {  # questions that stand in the document by themselves
    "turnout": "votes",
    "names": "votes",
    "roll_call_demand": "votes",
    "alternates": "composition",
    "terms": "composition",
    "presidium": "composition",
    "executive": "composition",
}
LABELS: Mapping[str, Word] = {
    "convocation.ordinary": _("Notice of an ordinary meeting"),
    "convocation.elective": _("Notice of a meeting with elections"),
    "convocation.urgent": _("Notice in urgent cases"),
    "convocation.agenda": _("Items for the agenda come in before the meeting by"),
    "convocation.delegates": _("Organisations name another delegate before the meeting by"),
    "convocation.extraordinary": _("Members who can demand an extraordinary meeting"),
    "convocation.ordinary_a_year": _("Ordinary meetings a year, at least"),
    "quorum.basis": _("The quorum is counted of"),
    "quorum.share": _("Members needed to do business"),
    "quorum.checked": _("Presence is counted"),
    "quorum.second_call.is_set": _("There is a second call when too few have come"),
    "quorum.second_call.within": _("It follows within"),
    "quorum.second_call.share": _("Members needed on the second call"),
    "quorum.second_call.executive_multiple": _(
        "Needed on the second call: times the members of the executive board"
    ),
    "majority.share": _("Votes needed in favour"),
    "majority.basis": _("They are counted of"),
    "majority.least_of_membership": _("In any case needed, counted of all seats"),
    "tie": _("With as many for as against"),
    "concurrent.is_set": _("Single blocs must also agree by themselves"),
    "concurrent.blocs": _("Blocs that must agree"),
    "concurrent.share": _("Votes needed within each bloc"),
    "concurrent.basis": _("Within a bloc they are counted of"),
    "concurrent.absent": _("If nobody of a bloc is present"),
    "secrecy": _("The vote is"),
    "form": _("It is taken"),
    "elections.is_set": _("The by-laws say how elections of persons are counted"),
    "elections.office.method": _("Officers are elected by"),
    "elections.office.equals": _("When candidates for an office are equal"),
    "elections.seats.method": _("Members for seats are elected by"),
    "elections.seats.equals": _("When candidates for seats are equal"),
    "elections.departure": _("Another rule for one election"),
    "turnout": _("Who sees how many have voted so far"),
    "names": _("The record of an open vote shows the public"),
    "roll_call_demand": _("Members present who can demand a vote by name"),
    "floor.order": _("Order of speakers"),
    "floor.speaking": _("Speaking time in seconds"),
    "floor.warning": _("Warning before its end, in seconds"),
    "proposals.endorsements": _("Signatures for a proposal, the mover's included"),
    "proposals.amendments": _("Order of voting on amendments"),
    "record.numbering": _("Form of the number of a decision"),
    "record.publication": _("Decisions are published"),
    "record.summary": _("A summary is published within"),
    "record.minutes": _("The minutes are ready within"),
    "record.forwarding": _("Decisions are forwarded within"),
    "record.answer": _("An answer is expected within"),
    "record.objections": _("Corrections to the minutes are taken for"),
    "record.adoption": _("Minutes are adopted"),
    "languages.required": _("Languages in which a text must exist before the vote"),
    "languages.binding": _("Binding language"),
    "alternates": _("Alternates stand in"),
    "terms": _("Length of the terms in years, separated by commas"),
    "presidium": _("Members elected to preside over a sitting; 0: the chair presides"),
    "executive": _("Members of the executive board, at least; 0: there is none"),
}
PARTS: Mapping[str, Word] = {
    "strictness": _("Exactly this share"),
    "unit": _("Counted in"),
}
SWITCHED = frozenset({"second_call", "concurrent", "elections"})
MEASURES = frozenset({"fraction", "amount"})


def chapter_of(path: str) -> str:
    """Return the key of the chapter in which the form asks this."""
    steps = path.split(".")
    if steps[0] == "questions":
        return ".".join(steps[:2])
    return LOOSE.get(steps[0], steps[0])


def label_of(path: str) -> str:
    """Return what the form asks at this place, in the reader's language."""
    head, _dot, last = path.rpartition(".")
    if last in PARTS:
        return str(PARTS[last])
    asked = head if last in MEASURES else path
    steps = asked.split(".")
    return str(LABELS[".".join(steps[2:] if steps[0] == "questions" else steps)])


def is_second_half(path: str) -> bool:
    """Say whether the answer stands beside the one before: the unit of an amount, for one."""
    return path.rpartition(".")[2] in PARTS


def switch_of(path: str) -> str | None:
    """Return the question that decides whether this one is asked at all, if there is one."""
    steps = path.split(".")
    found = next((at for at, step in enumerate(steps) if step in SWITCHED), None)
    return None if found is None else ".".join([*steps[: found + 1], IS_SET])


def field_for(path: str, asked: Mapping[str, object]) -> str | None:
    """Return the question to which a problem at this place of the document belongs."""
    if path in asked:
        return path
    inside = [name for name in asked if name.startswith(f"{path}.") and not name.endswith(IS_SET)]
    if inside:
        return inside[0]
    head, _dot, _last = path.rpartition(".")
    return field_for(head, asked) if head else None
