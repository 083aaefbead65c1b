"""The project's own files, and what a test may ask about them."""

import ast
import importlib
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("council", "deliberation", "realtime")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def project() -> dict[str, Any]:
    """Return what ``pyproject.toml`` says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def modules() -> list[Path]:
    """Return every Python file of the product; migrations are Django's handwriting."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    return [ROOT / "manage.py", *sorted(path for path in found if "migrations" not in path.parts)]


def migrations() -> list[Path]:
    """Return every migration."""
    found = (path for package in PACKAGES for path in (ROOT / package).rglob("migrations/*.py"))
    return sorted(path for path in found if path.name != "__init__.py")


def templates() -> list[Path]:
    """Return every page, part and letter."""
    return sorted((ROOT / "templates").rglob("*.html"))


def stylesheets() -> list[Path]:
    """Return every style sheet of ours."""
    return sorted(path for path in _static("*.css") if "vendor" not in path.parts)


def scripts() -> list[Path]:
    """Return every script of ours."""
    return sorted(path for path in _static("*.js") if "vendor" not in path.parts)


def _static(pattern: str) -> Iterator[Path]:
    return (ROOT / "council" / "static").rglob(pattern)


def apps() -> list[str]:
    """Return the dotted name of every subject that has been built: a folder with ``apps.py``."""
    return sorted(dotted(path.parent) for path in modules() if path.name == "apps.py")


def dotted(path: Path) -> str:
    """Return the import name of a file or folder of ours.

    >>> dotted(ROOT / "council" / "rules" / "__init__.py")
    'council.rules'
    """
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def amiss(paths: Iterable[Path], look: Callable[[Path], Any]) -> dict[str, Any]:
    """Return what ``look`` finds, by the names of the files where it finds anything.

    So that one test keeps a rule for all files and names each that breaks it: a test for every
    file says no more, and thousands of them cost more to collect and report than to run. A rule
    about no file at all is a mistake.

    >>> amiss([ROOT / "LICENSE", ROOT / "README.md"], lambda path: path.suffix)
    {'README.md': '.md'}
    """
    found = {path.relative_to(ROOT).as_posix(): look(path) for path in paths}
    assert found, "there is no such file"
    return {name: what for name, what in found.items() if what}


def is_in(path: Path, layer: str) -> bool:
    """Tell whether ``path`` is the module ``layer`` of an app, or lies in the package of its name.

    >>> is_in(ROOT / "council" / "members" / "services" / "imports.py", "services")
    True
    """
    return path.stem == layer or layer in path.relative_to(ROOT).parts[:-1]


@cache
def tree(path: Path) -> ast.Module:
    """Return the parsed module."""
    return ast.parse(path.read_text())


def functions(path: Path) -> list[Function]:
    """Return every function of a module, methods and inner functions too."""
    return [node for node in ast.walk(tree(path)) if isinstance(node, Function)]


def public_functions(path: Path) -> list[Function]:
    """Return the functions that a module offers to others."""
    found = (node for node in tree(path).body if isinstance(node, Function))
    return [node for node in found if not node.name.startswith("_")]


def length(function: Function) -> int:
    """Return the lines of a function without its decorators and docstring."""
    told = function.body[0] if ast.get_docstring(function) is not None else None
    silent = (told.end_lineno or told.lineno) - told.lineno + 1 if told else 0
    return (function.end_lineno or function.lineno) - function.lineno + 1 - silent


def import_everything() -> None:
    """Import every module, so that whatever registers itself has done so.

    The settings of the demo register nothing: they change the environment of the process.
    """
    for path in modules():
        if path.name not in {"manage.py", "demo_settings.py"}:
            importlib.import_module(dotted(path))
