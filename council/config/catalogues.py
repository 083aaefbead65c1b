"""Compiles translations where they are used: a fresh machine has no GNU gettext."""

from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_stale(locale: Path) -> list[Path]:
    """Compile every catalogue under ``locale`` that is newer than what was made of it.

    Several processes may start at once, so a finished file takes the old one's place in one step.

    Returns:
        The files that were made, in order; empty when all were fresh.
    """
    made = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)
            made.append(target)
    return made


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as file:
        texts = read_po(file, locale=source.parts[-3])
    with NamedTemporaryFile(dir=target.parent, delete=False) as finished:
        write_mo(finished, texts)
    made = Path(finished.name)
    made.chmod(0o644)
    made.replace(target)
