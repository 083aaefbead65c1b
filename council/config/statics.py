"""Scripts, pictures and fonts under names that change with their contents, compressed once.

A member on prepaid data pays for every byte: what has not changed is never fetched a second time,
and what is fetched comes as Brotli, or as gzip where the browser knows no better.
"""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from whitenoise.storage import (  # type: ignore[import-untyped]  # it comes without types
    CompressedManifestStaticFilesStorage,
)

KEPT = 1  # of the earlier versions: a process that has not been restarted yet serves from there


class Statics(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # as above
    """The files as browsers are sent them.

    There is no build step: whichever process first asks for an address makes the files of this
    version of the code, in a folder of their own, and all others find them there.
    """

    support_js_module_import_aggregation = True  # scripts name each other as they are named here

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """Read which file has which name; make the files first if nobody has."""
        _make_once(Path(self.location))
        names: tuple[dict[str, str], str] = super().load_manifest()
        return names


def prepare() -> None:
    """Make the files of this version, unless they have been made or are served as they lie."""
    if settings.STATIC_ROOT is not None:
        _make_once(Path(settings.STATIC_ROOT))


def _make_once(folder: Path) -> None:
    if not folder.exists():
        _make(folder)


def _make(folder: Path) -> None:
    """Make the files in ``folder``, all in one step: several processes may begin at once."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder.parent, prefix="making-") as place:
        made = Path(place) / folder.name
        made.mkdir()
        _fill(Statics(location=str(made)))
        try:
            made.rename(folder)
        except OSError:
            if not folder.exists():
                raise  # else another process was quicker
    _forget_all_but(folder)


def _fill(storage: Statics) -> None:
    found: dict[str, tuple[Any, str]] = {}
    for finder in get_finders():
        for path, source in finder.list([]):
            found.setdefault(path, (source, path))
    for path, (source, _) in found.items():
        with source.open(path) as file:
            storage.save(path, file)
    for name, _, processed in storage.post_process(found):
        if isinstance(processed, Exception):
            raise RuntimeError(name) from processed


def _forget_all_but(folder: Path) -> None:
    versions = [each for each in folder.parent.iterdir() if each != folder and each.is_dir()]
    finished = [each for each in versions if not each.name.startswith("making-")]
    for old in sorted(finished, key=lambda each: each.stat().st_mtime)[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)
