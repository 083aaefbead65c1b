"""What by-laws must agree with beyond themselves: the council's blocs and languages."""

from collections.abc import Collection, Iterator

from council.rules.bylaws import Bylaws, InvalidBylaws, Problem, QuestionKind, parse


def parse_for(document: object, *, blocs: Collection[str], languages: Collection[str]) -> Bylaws:
    """Return the by-laws in ``document`` for a council with these blocs and languages.

    Raises:
        InvalidBylaws: with all problems; those of the document itself come first and alone.
    """
    bylaws = parse(document)
    if problems := [*_strange_blocs(bylaws, blocs), *_strange_languages(bylaws, languages)]:
        raise InvalidBylaws(problems)
    return bylaws


def _strange_blocs(bylaws: Bylaws, known: Collection[str]) -> Iterator[Problem]:
    for kind in QuestionKind:
        concurrent = bylaws.questions.of(kind).concurrent
        strange = sorted(set(concurrent.blocs) - set(known)) if concurrent else []
        if strange:
            path = f"questions.{kind}.concurrent.blocs"
            yield Problem(path, "unknown_bloc", {"bloc": ", ".join(strange)})


def _strange_languages(bylaws: Bylaws, known: Collection[str]) -> Iterator[Problem]:
    strange = sorted(set(bylaws.languages.required) - set(known))
    if strange:
        facts = {"language": ", ".join(strange)}
        yield Problem("languages.required", "language_not_offered", facts)
