"""Migrations outlive the code beside them."""

import ast
from collections import Counter

from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

from tests.support.source import PACKAGES, amiss, migrations, tree


def ours() -> list[Migration]:
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    return [each for each in found if each.__module__.split(".")[0] in PACKAGES]


def imports_of_ours(path):
    """Return the names of ours that a migration imports."""
    return [
        name
        for node in ast.walk(tree(path))
        for name in _imported(node)
        if name.split(".")[0] in PACKAGES
    ]


def test_a_migration_imports_no_code_of_ours():
    assert amiss(migrations(), imports_of_ours) == {}


def test_a_migration_says_what_it_does():
    assert amiss(migrations(), lambda path: "_auto_" in path.stem) == {}


def test_migrations_stand_in_one_line():
    parents = Counter(
        parent for each in ours() for parent in each.dependencies if parent[0] == each.app_label
    )
    first = Counter(
        each.app_label
        for each in ours()
        if not any(parent[0] == each.app_label for parent in each.dependencies)
    )

    assert [parent for parent, children in parents.items() if children > 1] == []
    assert [app for app, beginnings in first.items() if beginnings > 1] == []


def test_every_migration_can_be_taken_back():
    one_way = [
        f"{each.app_label}.{each.name}"
        for each in ours()
        for operation in each.operations
        if not operation.reversible
    ]

    assert one_way == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [each.name for each in node.names] if isinstance(node, ast.Import) else []
