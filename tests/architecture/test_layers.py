"""The import contracts speak of every subject, and excuse nobody."""

import ast

from tests.support.source import amiss, apps, is_in, modules, project, tree

CONTRACTS = {each["id"]: each for each in project()["tool"]["importlinter"]["contracts"]}
ASSEMBLY = {"council.config", "council.kernel", "realtime"}  # not cut into the layers of a subject
RULES = [path for path in modules() if is_in(path, "rules")]
VIEWS = [path for path in modules() if is_in(path, "views")]


def test_every_subject_has_its_place_among_the_layers():
    layers = {
        name.strip(" ()") for each in CONTRACTS["layers"]["layers"] for name in each.split("|")
    }

    assert set(apps()) <= layers


def test_every_subject_is_layered_inside():
    assert CONTRACTS["inside"]["containers"] == sorted(set(apps()) - ASSEMBLY)


def test_no_import_is_excused_but_the_type_of_an_actor():
    excused = [line for each in CONTRACTS.values() for line in each.get("ignore_imports", [])]

    assert excused == ["realtime.** -> council.accounts.models"]


def floats(path):
    """Return the lines with numbers that are only nearly right."""
    return [
        node.lineno
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.Name) and node.id == "float")
    ]


def clocks_and_dice(path):
    """Return the lines that ask for the time, or for chance."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree(path))
        if (isinstance(node, ast.Import | ast.ImportFrom) and _imports(node) & {"random", "time"})
        or (isinstance(node, ast.Attribute) and node.attr in {"now", "utcnow", "today"})
    ]


def decisions(path):
    """Return the lines of a view that catch refusals or read tables."""
    return [
        f"{node.lineno}: {ast.unparse(node).splitlines()[0]}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Try) or (isinstance(node, ast.Attribute) and node.attr == "objects")
    ]


def test_rules_are_exact():
    assert amiss(RULES, floats) == {}


def test_rules_know_neither_clock_nor_chance():
    assert amiss(RULES, clocks_and_dice) == {}


def test_a_view_only_translates():
    assert amiss(VIEWS, decisions) == {}


def _imports(node: ast.Import | ast.ImportFrom) -> set[str]:
    if isinstance(node, ast.ImportFrom):
        return {(node.module or "").split(".")[0]}
    return {each.name.split(".")[0] for each in node.names}
