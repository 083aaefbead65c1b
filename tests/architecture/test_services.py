"""One front door: whatever others may call names its actor; steps inside stay inside."""

import ast
from collections.abc import Callable
from functools import cache

from tests.support.source import Function, dotted, is_in, modules, public_functions, tree


def subject(name: str) -> str:
    """Return the services of an app, be they a module or a package.

    >>> subject("council.members.services.imports.import_people")
    'council.members.services'
    """
    return name.split(".services", maxsplit=1)[0] + ".services"


def used_from_elsewhere() -> set[str]:
    """Return ``services.name`` of everything that other parts of the product import or call."""
    used: set[str] = set()
    for path in modules():
        if "services" not in path.read_text():
            continue
        nodes = list(ast.walk(tree(path)))
        imported = {
            each.asname or each.name: f"{node.module}.{each.name}"
            for node in nodes
            if isinstance(node, ast.ImportFrom)
            for each in node.names
            if ".services" in f"{node.module}.{each.name}"
        }
        called = {
            f"{imported[node.value.id]}.{node.attr}"
            for node in nodes
            if isinstance(node, ast.Attribute) and getattr(node.value, "id", None) in imported
        }
        names = {*imported.values(), *called}
        used |= {name for name in names if subject(name) not in dotted(path)}
    return {f"{subject(name)}.{name.split('.')[-1]}" for name in used}


def is_atomic(function: Function) -> bool:
    return any("atomic" in ast.unparse(each) for each in function.decorator_list)


@cache
def services() -> dict[str, ast.arguments]:
    """Return what every service takes, by its dotted name."""
    used = used_from_elsewhere()
    return {
        f"{dotted(path)}.{function.name}": function.args
        for path in modules()
        if is_in(path, "services")
        for function in public_functions(path)
        if is_atomic(function) or f"{subject(dotted(path))}.{function.name}" in used
    }


# Of many people at once: each of the ballots names who hands it in.
OF_MANY = "deliberation.voting.services.casting.cast_ballots"


def without(right: Callable[[ast.arguments], bool]) -> list[str]:
    return [name for name, taken in services().items() if not right(taken)]


def test_a_service_takes_its_actor_first():
    first = [each.arg for each in services()[OF_MANY].kwonlyargs]

    found = without(lambda taken: [each.arg for each in taken.kwonlyargs[:1]] == ["actor"])

    assert (found, first) == ([OF_MANY], ["handed_in"])


def test_a_service_takes_everything_by_name():
    assert without(lambda taken: not (taken.posonlyargs or taken.args)) == []
    assert without(lambda taken: taken.vararg is taken.kwarg is None) == []


def test_there_are_services():
    assert len(services()) > 50
