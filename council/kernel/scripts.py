"""The scripts of a page: written as small modules, sent as one file, without a build step.

A phone on a slow line waits a whole round for every file that another one names, so a kind of page
gets one file. Of the language of modules only this is understood: imports of names from a file
beside, at the start of a line, and exports of declarations or of a list of names. Whatever else
there is makes the file fail to be made, which the tests would see.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import reverse

from council.kernel.assets import Asset, assemble

FOLDER = Path(__file__).parents[1] / "static/council/js"
EVERYWHERE = ("trusted-types", "menus", "forms", "theme")
ROOM = (*EVERYWHERE, "panes", "room", "floor", "speak")
PAGES = {"page": EVERYWHERE, "room": ROOM, "desk": (*ROOM, "desk")}

IMPORT = re.compile(r'^import \{ ([\w$]+(?:, [\w$]+)*) \} from "(\.[\w./-]+)";\n', re.MULTILINE)
DECLARED = re.compile(r"^export (?=(?:async )?(?:function|class|const) ([\w$]+))", re.MULTILINE)
LISTED = re.compile(r"^export \{ ([\w$]+(?:, [\w$]+)*) \};\n", re.MULTILINE)
SPARE = re.compile(r"^\s*//.*\n|^\s+", re.MULTILINE)  # comments on lines of their own, indents


def script(page: str) -> Asset:
    """Return the scripts of a kind of page, as one module."""
    return assemble(_bundle, page)


def script_url(page: str) -> str:
    """Return an address that changes with the contents."""
    return reverse("script", args=[page, script(page).name])


def _bundle(page: str) -> str:
    entries = [FOLDER / f"{name}.js" for name in PAGES[page]]
    return "".join(_wrapped(path) for path in _in_order(entries, set()))


def _in_order(paths: list[Path], met: set[Path]) -> Iterator[Path]:
    """Yield each module once, after all that it imports."""
    for path in paths:
        if path in met:
            continue
        met.add(path)
        named = IMPORT.findall(path.read_text(encoding="utf-8"))
        yield from _in_order([(path.parent / file).resolve() for _, file in named], met)
        yield path


def _wrapped(path: Path) -> str:
    """Return a module as a constant that holds what it exports."""
    source = path.read_text(encoding="utf-8")
    exports = DECLARED.findall(source)
    for names in LISTED.findall(source):
        exports += names.split(", ")
    body = IMPORT.sub(lambda found: f"const {{ {found[1]} }} = {_constant(found[2])};\n", source)
    body = SPARE.sub("", LISTED.sub("", DECLARED.sub("", body)))
    if strange := re.search(r"^(?:import|export)\b.*", body, re.MULTILINE):
        raise ValueError(f"{path.name}: {strange[0]!r} is not understood.")
    exported = f"return {{ {', '.join(exports)} }};\n"
    return f"const {_constant(path.name)} = (() => {{\n{body}{exported}}})();\n"


def _constant(file: str) -> str:
    return "$" + re.sub(r"\W", "_", Path(file).name.removesuffix(".js"))
