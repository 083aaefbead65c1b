"""By-laws as sentences that anybody can read, chapter by chapter."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from council.kernel.locales import language_name, list_text
from council.members.bylaws.words import (
    QUESTIONS,
    choice_text,
    period_text,
    seconds_text,
    share_text,
)
from council.rules.bylaws import (
    AlternatePolicy,
    Bylaws,
    Convocation,
    QuestionKind,
    QuestionRule,
    QuorumRule,
    RecordRule,
    TieRule,
)

Sentence = tuple[str, str]  # the place in the document, and what it says


@dataclass(frozen=True)
class Chapter:
    """A part of the by-laws; sentences by their place in the document."""

    title: str
    sentences: Mapping[str, str]


def chapters_of(bylaws: Bylaws, blocs: Mapping[str, str]) -> list[Chapter]:
    """Return the by-laws in the reader's language.

    Args:
        bylaws: What to read.
        blocs: Names of the council's blocs by key.
    """
    made = [
        (_("Meetings"), _convocation(bylaws.convocation)),
        (_("Quorum"), _quorum(bylaws.quorum)),
        *((str(QUESTIONS[kind]), _question(bylaws, kind, blocs)) for kind in QuestionKind),
        (_("Elections of persons"), elections_said(bylaws)),
        (_("Votes"), _votes(bylaws)),
        (_("Speaking"), _floor(bylaws)),
        (_("Proposals and amendments"), _proposals(bylaws)),
        (_("Record and publication"), _record(bylaws.record)),
        (_("Languages"), _languages(bylaws)),
        (_("Composition"), _composition(bylaws)),
    ]
    return [Chapter(title, dict(sentences)) for title, sentences in made]


def _convocation(rule: Convocation) -> Iterator[Sentence]:
    called = _("Members are called to a meeting at least %(period)s before it.")
    elects = _("Members are called to a meeting with elections at least %(period)s before it.")
    urgent = _("In urgent cases members are called at least %(period)s before the meeting.")
    agenda = _("Items for the agenda are handed in at least %(period)s before the meeting.")
    sent = _("Organisations name another delegate at least %(period)s before a meeting.")
    notices = (
        ("ordinary", rule.ordinary, called),
        ("elective", rule.elective, elects),
        ("urgent", rule.urgent, urgent),
        ("agenda", rule.agenda, agenda),
        ("delegates", rule.delegates, sent),
    )
    for name, period, sentence in notices:
        if period:
            yield f"convocation.{name}", sentence % {"period": period_text(period)}
    yield (
        "convocation.extraordinary",
        _("An extraordinary meeting is held if this share of the members demands it: %(share)s.")
        % {"share": share_text(rule.extraordinary)},
    )
    yield (
        "convocation.ordinary_a_year",
        _("Ordinary meetings a year, at least: %(count)s.") % {"count": rule.ordinary_a_year},
    )


def _quorum(rule: QuorumRule) -> Iterator[Sentence]:
    facts = {"share": share_text(rule.share), "basis": choice_text(rule.basis)}
    yield "quorum.share", _("Needed to do business: %(share)s, counted of %(basis)s.") % facts
    checked = {"when": choice_text(rule.checked)}
    yield "quorum.checked", _("Presence is counted %(when)s.") % checked
    call = rule.second_call
    if call is None:
        return
    yield (
        "quorum.second_call.within",
        _("If too few come, a second call follows within %(period)s.")
        % {"period": period_text(call.within)},
    )
    if call.share:
        sentence = _("On a second call this share is enough: %(share)s.")
        yield "quorum.second_call.share", sentence % {"share": share_text(call.share)}
    if call.executive_multiple:
        sentence = _(
            "On a second call at least %(count)s times the number of members of the executive"
            " board must be present."
        )
        yield (
            "quorum.second_call.executive_multiple",
            sentence % {"count": call.executive_multiple},
        )


def _question(bylaws: Bylaws, kind: QuestionKind, blocs: Mapping[str, str]) -> Iterator[Sentence]:
    rule, path = bylaws.questions.of(kind), f"questions.{kind}"
    majority = rule.majority
    facts = {"share": share_text(majority.share), "basis": choice_text(majority.basis)}
    yield f"{path}.majority", _("In favour must be: %(share)s, counted of %(basis)s.") % facts
    if majority.least_of_membership:
        sentence = _("In any case in favour must be, counted of all seats: %(share)s.")
        share = {"share": share_text(majority.least_of_membership)}
        yield f"{path}.majority.least_of_membership", sentence % share
    yield f"{path}.form", _("The vote is taken %(form)s.") % {"form": choice_text(rule.form)}
    yield f"{path}.tie", _tie(rule)
    if rule.concurrent:
        yield f"{path}.concurrent", _concurrent(rule, blocs)


def _tie(rule: QuestionRule) -> str:
    if rule.tie is TieRule.LOST:
        return _("With as many for as against, the question is lost.")
    return _("With as many for as against: %(tie)s.") % {"tie": choice_text(rule.tie)}


def _concurrent(rule: QuestionRule, blocs: Mapping[str, str]) -> str:
    concurrent = rule.concurrent
    if concurrent is None:
        return ""
    sentence = _(
        "Each of these blocs must agree by itself (%(share)s, counted of %(basis)s): %(blocs)s."
        " If nobody of a bloc is present: %(absent)s."
    )
    return sentence % {
        "share": share_text(concurrent.share),
        "basis": choice_text(concurrent.basis),
        "blocs": list_text(blocs.get(key, key) for key in concurrent.blocs),
        "absent": choice_text(concurrent.absent),
    }


def elections_said(bylaws: Bylaws) -> Iterator[Sentence]:
    """Yield how persons are elected, where the by-laws say so."""
    rules = bylaws.elections
    if rules is None:
        yield "elections", _("Whoever prepares an election says which article applies.")
        return
    office = _("Officers are elected by: %(method)s. When candidates are equal: %(equals)s.")
    seats = _("Members for seats are elected by: %(method)s. When they are equal: %(equals)s.")
    for name, rule, sentence in (("office", rules.office, office), ("seats", rules.seats, seats)):
        facts = {"method": choice_text(rule.method), "equals": choice_text(rule.equals)}
        yield f"elections.{name}", sentence % facts
    departure = {"allowed": choice_text(rules.departure)}
    yield "elections.departure", _("Another rule for one election: %(allowed)s.") % departure


def _votes(bylaws: Bylaws) -> Iterator[Sentence]:
    if bylaws.roll_call_demand:
        sentence = _(
            "A vote by name is taken if this share of those present asks for it: %(share)s."
        )
        yield "roll_call_demand", sentence % {"share": share_text(bylaws.roll_call_demand)}
    seen = {"who": choice_text(bylaws.turnout)}
    yield "turnout", _("How many have voted so far is shown to %(who)s, never how.") % seen
    names = {"names": choice_text(bylaws.names)}
    yield "names", _("The record of an open vote shows the public %(names)s.") % names


def _floor(bylaws: Bylaws) -> Iterator[Sentence]:
    rule = bylaws.floor
    yield "floor.order", _("Speakers: %(order)s.") % {"order": choice_text(rule.order)}
    facts = {"time": seconds_text(rule.speaking), "warning": seconds_text(rule.warning)}
    yield (
        "floor.speaking",
        _("Speaking time: %(time)s; warning before the end: %(warning)s.") % facts,
    )


def _proposals(bylaws: Bylaws) -> Iterator[Sentence]:
    rule = bylaws.proposals
    sentence = _("Signatures that a proposal needs, the mover's included: %(count)s.")
    yield "proposals.endorsements", sentence % {"count": rule.endorsements}
    order = {"order": choice_text(rule.amendments)}
    yield "proposals.amendments", _("Amendments are put to the vote: %(order)s.") % order


def _record(rule: RecordRule) -> Iterator[Sentence]:
    yield "record.numbering", _("Decisions are numbered: %(form)s.") % {"form": rule.numbering}
    when = {"when": choice_text(rule.publication)}
    yield "record.publication", _("Decisions are published %(when)s.") % when
    for name, period, sentence in (
        ("summary", rule.summary, _("A summary is published within %(period)s.")),
        ("minutes", rule.minutes, _("The minutes are ready within %(period)s.")),
        ("forwarding", rule.forwarding, _("Decisions are forwarded within %(period)s.")),
        ("answer", rule.answer, _("An answer is expected within %(period)s.")),
    ):
        yield f"record.{name}", sentence % {"period": period_text(period)}
    if rule.objections is None:
        yield "record.objections", _("Corrections to minutes are taken until the next meeting.")
    else:
        time = {"period": period_text(rule.objections)}
        yield "record.objections", _("Corrections to minutes are taken for %(period)s.") % time
    adopted = {"when": choice_text(rule.adoption)}
    yield "record.adoption", _("Minutes are adopted %(when)s.") % adopted


def _languages(bylaws: Bylaws) -> Iterator[Sentence]:
    required = list_text(map(language_name, bylaws.languages.required))
    sentence = _("Before a vote the text must exist in: %(languages)s.")
    yield "languages.required", sentence % {"languages": required}
    binding = {"language": language_name(bylaws.languages.binding)}
    yield "languages.binding", _("The binding language is: %(language)s.") % binding


def _composition(bylaws: Bylaws) -> Iterator[Sentence]:
    years = list_text(map(str, bylaws.terms))
    yield (
        "terms",
        _("Length of the terms in years, the last repeating: %(years)s.") % {"years": years},
    )
    if bylaws.presidium:
        sentence = _("Members elected to preside over a sitting: %(count)s.")
        yield "presidium", sentence % {"count": bylaws.presidium}
    else:
        yield "presidium", _("The chair presides over the sittings.")
    if bylaws.executive:
        sentence = _("Members of the executive board, at least: %(count)s.")
        yield "executive", sentence % {"count": bylaws.executive}
    if bylaws.alternates is AlternatePolicy.NONE:
        yield "alternates", _("Nobody stands in for an absent member.")
    else:
        policy = {"how": choice_text(bylaws.alternates)}
        yield "alternates", _("An alternate stands in for an absent member %(how)s.") % policy


@dataclass(frozen=True)
class ChangedSentence:
    """What one place of the by-laws said and says; empty where it said nothing."""

    chapter: str
    before: str
    after: str


def changes_between(before: list[Chapter], after: list[Chapter]) -> list[ChangedSentence]:
    """Return every sentence that differs between two readings of by-laws."""
    changed = []
    for old, new in zip(before, after, strict=True):
        for place in dict.fromkeys([*old.sentences, *new.sentences]):
            was, is_now = old.sentences.get(place, ""), new.sentences.get(place, "")
            if was != is_now:
                changed.append(ChangedSentence(new.title, was, is_now))
    return changed
