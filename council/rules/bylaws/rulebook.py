"""Rules of procedure in and out of JSON, with the contradictions a form alone cannot see."""

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from council.rules.bylaws.documents import (
    InvalidDocument,
    Problem,
    read_document,
    write_document,
)
from council.rules.bylaws.procedure import Bylaws, Convocation
from council.rules.bylaws.shares import Deadline, DeadlineUnit, Share, Strictness
from council.rules.bylaws.voting import (
    PollRule,
    QuestionKind,
    QuestionRule,
    Secrecy,
    VotingForm,
)

FORMAT = 1
Document = TypeVar("Document")


class InvalidBylaws(InvalidDocument):
    """The by-laws are incomplete or contradict themselves; every problem is listed."""

    code = "invalid_bylaws"


def parse(document: object) -> Bylaws:
    """Return the by-laws in ``document``, a JSON object.

    Raises:
        InvalidBylaws: with all problems, each a path, a code and facts.
    """
    bylaws = _read(Bylaws, document)
    if problems := list(_contradictions(bylaws)):
        raise InvalidBylaws(problems)
    return bylaws


def dump(bylaws: Bylaws) -> dict[str, Any]:
    """Return the by-laws as a JSON object; ``parse`` gives them back."""
    return cast("dict[str, Any]", write_document(bylaws))


def poll_rule(bylaws: Bylaws, kind: QuestionKind) -> PollRule:
    """Return the copy of the by-laws that a poll on this type of question keeps."""
    question = bylaws.questions.of(kind)
    return PollRule(FORMAT, kind, bylaws.quorum, question, bylaws.turnout, bylaws.names)


def parse_poll_rule(document: object) -> PollRule:
    """Return the rule in ``document``, as frozen with a poll.

    Raises:
        InvalidBylaws: it is not what ``dump_poll_rule`` wrote.
    """
    return _read(PollRule, document)


def dump_poll_rule(rule: PollRule) -> dict[str, Any]:
    """Return the rule as a JSON object; ``parse_poll_rule`` gives it back."""
    return cast("dict[str, Any]", write_document(rule))


def _read(kind: type[Document], document: object) -> Document:
    try:
        return read_document(kind, document)
    except InvalidDocument as refusal:
        raise InvalidBylaws(refusal.problems) from None


def _contradictions(bylaws: Bylaws) -> Iterator[Problem]:
    yield from _unreachable_shares(bylaws)
    for kind in QuestionKind:
        yield from _voting_contradictions(f"questions.{kind}", bylaws.questions.of(kind))
    yield from _notice_contradictions(bylaws.convocation)
    if bylaws.floor.warning >= bylaws.floor.speaking:
        yield Problem("floor.warning", "warning_too_early", {"speaking": bylaws.floor.speaking})
    if bylaws.languages.binding not in bylaws.languages.required:
        yield Problem("languages.binding", "binding_not_required", {})
    if not bylaws.terms:
        yield Problem("terms", "empty", {})


def _unreachable_shares(bylaws: Bylaws) -> Iterator[Problem]:
    for path, share in _shares(bylaws):
        if share and share.fraction == 1 and share.strictness is Strictness.MORE_THAN:
            yield Problem(path, "more_than_all", {})


def _shares(bylaws: Bylaws) -> Iterator[tuple[str, Share | None]]:
    yield "convocation.extraordinary", bylaws.convocation.extraordinary
    yield "roll_call_demand", bylaws.roll_call_demand
    yield "quorum.share", bylaws.quorum.share
    if bylaws.quorum.second_call:
        yield "quorum.second_call.share", bylaws.quorum.second_call.share
    for kind in QuestionKind:
        question, path = bylaws.questions.of(kind), f"questions.{kind}"
        yield f"{path}.majority.share", question.majority.share
        yield f"{path}.majority.least_of_membership", question.majority.least_of_membership
        if question.concurrent:
            yield f"{path}.concurrent.share", question.concurrent.share


def _voting_contradictions(path: str, question: QuestionRule) -> Iterator[Problem]:
    is_secret, by_ballot = question.secrecy is Secrecy.SECRET, question.form is VotingForm.BALLOT
    if is_secret and not by_ballot:
        yield Problem(f"{path}.form", "secret_needs_ballot", {"form": str(question.form)})
    if by_ballot and not is_secret:
        yield Problem(f"{path}.form", "ballot_is_secret", {})
    if question.concurrent and not question.concurrent.blocs:
        yield Problem(f"{path}.concurrent.blocs", "empty", {})


def _notice_contradictions(convocation: Convocation) -> Iterator[Problem]:
    urgent = convocation.urgent
    if urgent and _hours(urgent) >= _hours(convocation.ordinary):
        yield Problem("convocation.urgent", "urgent_not_shorter", {})


def _hours(deadline: Deadline) -> int:
    return deadline.amount if deadline.unit is DeadlineUnit.HOURS else 24 * deadline.amount
